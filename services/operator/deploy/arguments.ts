import { parseArgs } from 'node:util';
import { CannotDeploy } from './cannot-deploy';
import { isVersion, type VersionWish } from './version';

export interface DeployRequest {
  readonly plugins: readonly string[];
  readonly wish: VersionWish;
  readonly changelog: string;
  readonly release: boolean;
  readonly dryRun: boolean;
  readonly trustUpload: boolean;
}

/** All plugins in one bundle. */
const SUITE = 'plugin-sync-suite';
const MOST_CHANGELOG = 1_000;
const USE =
  'Use `npm run deploy -- [plugin…] --minor|--patch|--major|--version 1.2.3 --changelog "…" [--release] [--dry-run]`.';

/** @throws CannotDeploy for what cannot be carried out as it stands */
export function readArguments(args: readonly string[]): DeployRequest {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      version: { type: 'string' },
      major: { type: 'boolean', default: false },
      minor: { type: 'boolean', default: false },
      patch: { type: 'boolean', default: false },
      changelog: { type: 'string' },
      release: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      'trust-upload': { type: 'boolean', default: false },
    },
  });
  const bumps = (['major', 'minor', 'patch'] as const).filter((kind) => values[kind]);
  const { version, changelog = '' } = values;
  if (bumps.length + (version === undefined ? 0 : 1) !== 1) {
    throw new CannotDeploy('Exactly one of --version, --major, --minor and --patch says which version it is.', USE);
  }
  if (version !== undefined && !isVersion(version)) {
    throw new CannotDeploy(`--version ${version} is no version such as 1.2.3, or is 0.0.0.`, USE);
  }
  if (changelog.trim() === '' || changelog.length > MOST_CHANGELOG) {
    throw new CannotDeploy('--changelog has to say what is new, in at most 1,000 characters.', USE);
  }
  const [bump = 'patch'] = bumps;
  return {
    plugins: positionals.length === 0 ? [SUITE] : [...new Set(positionals)],
    wish: version === undefined ? { kind: bump } : { kind: 'exact', version },
    changelog,
    release: values.release,
    dryRun: values['dry-run'],
    trustUpload: values['trust-upload'],
  };
}
