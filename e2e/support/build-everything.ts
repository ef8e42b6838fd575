import { execFileSync } from 'node:child_process';
import path from 'node:path';

/** The browser tests run what users get: the built plugin bundles and the built services. */
export default function buildEverything(): void {
  const root = path.resolve(__dirname, '..', '..');
  const node = (script: string, ...args: readonly string[]): void => {
    execFileSync(process.execPath, [path.join(root, script), ...args], { stdio: 'inherit' });
  };
  node('services/launcher/bin/build.js', '--browser-tests');
  node('services/launcher/bin/bundle-flex-ui.js');
}
