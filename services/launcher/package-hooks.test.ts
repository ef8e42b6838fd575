import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LAYERS, packageHooks } from './lib/package-hooks';

const ROOT = path.join(__dirname, '..', '..');
/** The folder of a stranger's plugin, which has nothing of this repository but the package and what it depends on. */
const stranger = mkdtempSync(path.join(tmpdir(), 'stranger-'));
const packed = path.join(stranger, 'node_modules', '@flex-sync-suite', 'shared');

beforeAll(async () => {
  mkdirSync(packed, { recursive: true });
  await packageHooks(packed, { withTypes: false });
  for (const name of ['react', 'twilio-sync', 'use-sync-external-store', 'valibot'])
    symlinkSync(path.join(ROOT, 'node_modules', name), path.join(stranger, 'node_modules', name), 'junction');
});
afterAll(() => {
  rmSync(stranger, { recursive: true, force: true });
});

const manifestOf = (folder: string) =>
  JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    readonly main: string;
    readonly module: string;
    readonly dependencies: Readonly<Record<string, string>>;
    readonly peerDependencies: Readonly<Record<string, string>>;
  };

/** Runs a script in the stranger's folder. */
const answerOf = (script: string): unknown =>
  JSON.parse(execFileSync(process.execPath, ['-e', script], { cwd: stranger, encoding: 'utf8' })) as unknown;

test('the packed hooks layer is loaded in a folder of its own, by require and by import, with the same exports', () => {
  const names = answerOf(`
    const layers = ['hooks', 'contract', 'sync', 'observable'].map((layer) => '@flex-sync-suite/shared/' + layer);
    Promise.all(layers.map((layer) => import(layer))).then((imported) => console.log(JSON.stringify(
      layers.map((layer, n) => [Object.keys(require(layer)).sort(), Object.keys(imported[n]).sort()]))));
  `) as readonly (readonly [readonly string[], readonly string[]])[];
  for (const [required, imported] of names) expect(imported).toEqual(required);
  expect(names[0]?.[0]).toContain('useSyncMap');
});

test('layers share one context: what a layer is in is there once', () => {
  const files = readdirSync(path.join(packed, 'esm'));
  const having = files.filter((file) =>
    readFileSync(path.join(packed, 'esm', file), 'utf8').includes('StoreContext = '),
  );
  expect(having).toHaveLength(1);
});

test('what bundlers for Flex read is syntax that webpack 4 knows, and found without `exports`', () => {
  // Of the version that the builder of Flex plugins has.
  const { parse } = jest.requireActual<{ readonly parse: (code: string, how: object) => unknown }>(
    'webpack/lib/Parser',
  );
  for (const layer of LAYERS) {
    const { main, module } = manifestOf(path.join(packed, layer));
    expect(readFileSync(path.join(packed, layer, main), 'utf8')).not.toBe('');
    expect(readFileSync(path.join(packed, layer, module), 'utf8')).not.toBe('');
  }
  for (const file of readdirSync(path.join(packed, 'esm')).filter((each) => each.endsWith('.js')))
    parse(readFileSync(path.join(packed, 'esm', file), 'utf8'), { sourceType: 'module' });
});

test('every package that its bundles ask for is declared', () => {
  const { dependencies, peerDependencies } = manifestOf(packed);
  const declared = new Set([...Object.keys(dependencies), ...Object.keys(peerDependencies)]);
  const asked = readdirSync(path.join(packed, 'esm'))
    .filter((file) => file.endsWith('.js'))
    .flatMap((file) => [
      ...readFileSync(path.join(packed, 'esm', file), 'utf8').matchAll(/(?:from|import) ?"((?:@[\w-]+\/)?[\w-]+)/g),
    ])
    .map(([, name = '']) => name);
  expect(asked).toContain('react');
  expect(asked.filter((name) => !declared.has(name))).toEqual([]);
});
