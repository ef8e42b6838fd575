import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..', '..');

/** Environment in which Node finds the packages of a bundle that is outside the repository. */
export const bundleEnvironment: NodeJS.ProcessEnv = { ...process.env, NODE_PATH: join(ROOT, 'node_modules') };

/** Makes a script of its own of a source file of the backend, for a process that a test starts. */
export function bundle(entry: string, outfile: string): void {
  execFileSync(
    join(ROOT, 'node_modules', 'esbuild', 'bin', 'esbuild'),
    [
      join(__dirname, '..', entry),
      '--bundle',
      '--platform=node',
      '--format=cjs',
      '--packages=external',
      `--alias:@flex-sync-suite/shared=${join(ROOT, 'src')}`,
      `--outfile=${outfile}`,
      '--log-level=error',
    ],
    { stdio: 'pipe' },
  );
}
