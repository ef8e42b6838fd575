import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DESCRIBED } from '../../backend/http/operations/described-operations';
import { backendMetricsPage } from './backend-metrics';
import { controlPlanePage } from './control-plane';
import { environmentPage } from './environment';
import { httpApiPage } from './http-api';
import { layerPages } from './layers';
import { constantsOf } from './source-index';
import { syncObjectsPage } from './sync-objects';

/** Where the pages are, in the repository. */
export const REFERENCE = 'docs/reference';

/**
 * All pages of the reference, from the sources.
 * @param root of the repository
 * @returns texts by file name
 */
export async function referencePages(root: string): Promise<ReadonlyMap<string, string>> {
  const contract = constantsOf(sourcesBelow(path.join(root, 'src/contract')));
  const localTwilio = path.join(root, 'services/local-twilio');
  const control = sourcesBelow(path.join(localTwilio, 'control'));
  const bodies = ['event-callbacks/callback-config.ts', 'simulator/simulator-config.ts', 'identity/flex-token.ts'];
  const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
  return new Map([
    ['sync-objects.md', syncObjectsPage(contract)],
    [
      'http-api.md',
      httpApiPage(
        DESCRIBED.map(({ operation }) => operation),
        contract,
      ),
    ],
    ...layerPages(path.join(root, 'src')),
    [
      'control-plane.md',
      controlPlanePage(control, constantsOf([...control, ...bodies.map((file) => path.join(localTwilio, file))])),
    ],
    ['environment.md', environmentPage(read('.env.example'))],
    ['backend-metrics.md', await backendMetricsPage(read('services/backend/packaging/prometheus-rules.yaml'))],
  ]);
}

const sourcesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .sort()
    .map((file) => path.join(folder, file));
