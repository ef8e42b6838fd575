import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { openDesktop } from '../pages/flex-desktop';
import { openRecentCalls } from '../pages/recent-calls';
import { expect, test } from '../support/browser-test';
import { accountEnvironment, startSuite, type Suite } from '../support/suite';

const ROOT = path.resolve(__dirname, '..', '..');
const PLUGIN = 'plugin-recent-calls';

let suite: Suite;

test.beforeAll(async () => {
  suite = await startSuite();
});

test.afterAll(async () => {
  await suite.close();
});

/** `npm run deploy -- …` without npm in between. */
async function deploy(...args: readonly string[]): Promise<string> {
  const env = { ...process.env, ...accountEnvironment(suite.health, suite.pageUrl) };
  const script = path.join(ROOT, 'services/launcher/bin/run-service.js');
  const { stdout } = await promisify(execFile)(process.execPath, [script, 'operator', 'deploy', ...args], { env });
  return stdout;
}

const sha256Of = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

test('Flex loads the plugin that was deployed and released, byte for byte, instead of those that are built', async ({
  page,
}) => {
  const built = sha256Of(readFileSync(path.join(ROOT, 'plugins', PLUGIN, 'build', `${PLUGIN}.js`)));
  expect(await deploy(PLUGIN, '--minor', '--changelog', 'from a test', '--release')).toContain(built);

  const loaded: { readonly path: string; readonly sha256: Promise<string> }[] = [];
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (/^\/plugins\/.+\.js$/.test(pathname)) loaded.push({ path: pathname, sha256: response.body().then(sha256Of) });
  });
  await openDesktop(page, suite, 'as=agent&worker=alice');
  await openRecentCalls(page);
  expect(loaded.map((each) => each.path)).toEqual([`/plugins/${PLUGIN}/0.1.0/bundle.js`]);
  expect(await loaded[0]?.sha256).toBe(built);
});
