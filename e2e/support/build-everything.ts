import { execFileSync } from 'node:child_process';
import path from 'node:path';

/** The browser tests run what users get: the built plugin bundles and the built services. */
export default function buildEverything(): void {
  const root = path.resolve(__dirname, '..', '..');
  const node = (script: string): void => {
    execFileSync(process.execPath, [path.join(root, script)], { stdio: 'inherit' });
  };
  node('services/launcher/bin/build.js');
  node('services/launcher/bin/bundle-flex-ui.js');
}
