import { execFileSync } from 'node:child_process';
import type { Manager } from '@twilio/flex-ui';
import { createFakeManager, forgetPageGlobals } from '../../testing';
import type { Source } from '../../observable';
import type { SyncResult, SyncStore } from '../../sync';
import { sharedSyncStore } from './shared-sync-store';

const KEY = Symbol.for('flex-sync-suite.sync-store@1');
const configured = (): Manager =>
  createFakeManager({ uiAttributes: { flex_sync_suite: { backend_url: 'https://backend.example' } } }).manager;

let requests: string[];
beforeEach(() => {
  requests = [];
  Object.assign(window, {
    fetch: (url: string) => {
      requests.push(url);
      return new Promise(() => undefined);
    },
  });
});
afterEach(async () => {
  await (Reflect.get(globalThis, KEY) as SyncStore | undefined)?.shutdown();
  forgetPageGlobals();
  Reflect.deleteProperty(window, 'fetch');
});

/** What one plugin's bundle offers to this test. */
interface PluginBundle {
  readonly sharedSyncStore: typeof sharedSyncStore;
  row(store: SyncStore): Source<SyncResult<unknown>>;
}

const entry = (pluginName: string): string => `
  import * as v from 'valibot';
  import { defineSyncDocument } from '../../contract';
  export { sharedSyncStore } from './shared-sync-store';
  export const pluginName = ${JSON.stringify(pluginName)};
  const ref = defineSyncDocument('row', v.object({ n: v.number() }));
  export const row = (store) => store.document(ref);
`;

/** Reads a module from stdin and writes it as one script, with its own copy of everything in `src`. */
const BUILD = `
  const { buildSync } = require('esbuild');
  const contents = require('node:fs').readFileSync(0, 'utf8');
  const { outputFiles } = buildSync({
    stdin: { contents, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'plugin',
    platform: 'browser',
    define: { 'process.env': '{}', global: 'globalThis' },
  });
  process.stdout.write(outputFiles[0].text);
`;

/** Builds and runs a bundle as a page does with a plugin's. */
function buildAndRun(pluginName: string): PluginBundle {
  // In a process of its own: esbuild refuses to run in the realm of jsdom.
  const code = execFileSync(process.execPath, ['-e', BUILD], {
    cwd: __dirname,
    encoding: 'utf8',
    maxBuffer: 50_000_000,
    input: entry(pluginName),
  });
  const run = new Function(`${code}; return plugin;`) as () => PluginBundle; // eslint-disable-line @typescript-eslint/no-implied-eval -- it is a script
  return run();
}

it('[R13] is one store and one client for two separately built plugins', async () => {
  const [first, second] = [buildAndRun('first'), buildAndRun('second')];
  expect(first.sharedSyncStore).not.toBe(second.sharedSyncStore);

  const store = first.sharedSyncStore(configured());
  expect(second.sharedSyncStore(configured())).toBe(store);

  const stops = [first.row(store).subscribe(() => undefined), second.row(store).subscribe(() => undefined)];
  await Promise.resolve();
  expect(store.usage()).toEqual({ objects: 1, listeners: 2 });
  expect(requests).toEqual(['https://backend.example/sync-tokens']);
  for (const stop of stops) stop();
});

it('[R13] is created once, and asks for nothing by being created', () => {
  const store = sharedSyncStore(configured());
  expect(sharedSyncStore(createFakeManager().manager)).toBe(store);
  expect(Reflect.get(globalThis, KEY)).toBe(store);
  expect(requests).toEqual([]);
});

it('[R13] warns once when a plugin of another version has its own', () => {
  const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  Object.defineProperty(globalThis, Symbol.for('flex-sync-suite.sync-store@2'), { value: {}, configurable: true });
  sharedSyncStore(configured());
  sharedSyncStore(configured());
  expect(warn).toHaveBeenCalledTimes(1);
  expect(warn).toHaveBeenCalledWith(expect.stringContaining('sync-store@2'));
});

it('is not created without the address of the backend, and may be asked for again', () => {
  expect(() => sharedSyncStore(createFakeManager().manager)).toThrow('FLEX_APP_BACKEND_URL');
  expect(sharedSyncStore(configured())).toBeDefined();
});
