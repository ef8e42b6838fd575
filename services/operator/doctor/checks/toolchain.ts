import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { right, unknown, wrong, type Finding } from '../finding';

const CHECK = 'cli.toolchain';
const CLI_PLUGIN = '@twilio-labs/plugin-flex';

/** What Twilio's CLI would build a plugin with; null for what it does not find. */
export interface Toolchain {
  readonly webpack: string | null;
  readonly typescript: string | null;
}

/**
 * The CLI of this user, where it has the commands for plugins: with the wrong webpack or TypeScript beside it, it builds nothing,
 * uploads nothing, and ends with 0.
 * @param home the folder of the user, in which the CLI keeps its plugins
 */
export async function checkToolchain(home: string): Promise<Finding[]> {
  const cli = join(home, '.twilio-cli');
  const root = linkedRoot(await readJson(join(cli, 'package.json'))) ?? join(cli, 'node_modules', CLI_PLUGIN);
  if ((await readJson(join(root, 'package.json'))) === null) return [];
  const [webpack, typescript] = await Promise.all([versionFor(root, 'webpack'), versionFor(root, 'typescript')]);
  return [toolchainFinding({ webpack, typescript })];
}

/** Webpack 4 and TypeScript 4 to 6 build; tried with 4.47 and with 4.9, 5.9 and 6.0. */
export function toolchainFinding({ webpack, typescript }: Toolchain): Finding {
  if (webpack === null || typescript === null)
    return unknown(CHECK, "Not looked at: no webpack or no TypeScript stands beside Twilio's CLI.");
  const both = `webpack ${webpack} and TypeScript ${typescript}`;
  const major = Number.parseInt(typescript, 10);
  if (webpack.startsWith('4.') && major >= 4 && major <= 6)
    return right(CHECK, `Twilio's CLI would build with ${both}.`);
  return wrong(
    CHECK,
    `Twilio's CLI would build with ${both}: its flex:plugins:build and flex:plugins:deploy end with 0, and there is no bundle.`,
    'Use `npm run deploy`, or install the CLI with webpack 4.47.0 and TypeScript 5.9.3 as docs/real-account.md says.',
  );
}

/** Where oclif finds a plugin that is linked instead of installed. */
function linkedRoot(manifest: unknown): string | null {
  const { oclif } = (manifest ?? {}) as { oclif?: { plugins?: readonly unknown[] } };
  for (const plugin of oclif?.plugins ?? []) {
    const { name, root } = (typeof plugin === 'object' ? (plugin ?? {}) : {}) as { name?: unknown; root?: unknown };
    if (name === CLI_PLUGIN && typeof root === 'string') return root;
  }
  return null;
}

/** The version of a package that a module of `root` gets; its own files are not loaded. */
async function versionFor(root: string, name: string): Promise<string | null> {
  for (const folder of createRequire(join(root, 'package.json')).resolve.paths(name) ?? []) {
    const manifest = (await readJson(join(folder, name, 'package.json'))) as { version?: unknown } | null;
    if (typeof manifest?.version === 'string') return manifest.version;
  }
  return null;
}

/** Null where there is no such file, or no JSON in it: the CLI's own files are not ours to judge. */
async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown;
  } catch {
    return null;
  }
}
