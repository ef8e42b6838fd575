import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const FOLDER = join(__dirname, '..', 'build');

/** Bundle of the thread that runs the embedded engine, built from the sources as they are; call `remove` afterwards. */
export async function buildEngineThread(): Promise<{ readonly file: string; readonly remove: () => void }> {
  mkdirSync(FOLDER, { recursive: true });
  const file = join(FOLDER, `engine-thread.${process.pid}.js`);
  await build({
    entryPoints: [join(__dirname, '..', 'store', 'engine', 'engine-thread.ts')],
    outfile: file,
    bundle: true,
    platform: 'node',
    target: 'node20',
    packages: 'external',
  });
  return {
    file,
    remove: () => {
      rmSync(file, { force: true });
    },
  };
}
