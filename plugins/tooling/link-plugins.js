'use strict';

/**
 * The plugin builder reads react, react-dom and @twilio/flex-ui from `<plugin>/node_modules` and appConfig.js from
 * `<plugin>/public`, but npm workspaces hoist the packages to the root and this repository keeps one public folder.
 * Each plugin therefore gets links. Runs after every install and before every plugin build, because
 * `npm install -w <plugin>` and `npm prune` remove the links without running the root's postinstall.
 */
const fs = require('node:fs');
const path = require('node:path');

const ROOT = path.resolve(__dirname, '..', '..');
const LINKED_PACKAGES = ['react', 'react-dom', '@twilio/flex-ui'];

function link(target, at) {
  if (fs.existsSync(at)) return;
  fs.rmSync(at, { force: true }); // a dangling link is "not existing" above
  fs.mkdirSync(path.dirname(at), { recursive: true });
  const isWindows = process.platform === 'win32';
  fs.symlinkSync(isWindows ? target : path.relative(path.dirname(at), target), at, isWindows ? 'junction' : 'dir');
}

const pluginsFolder = path.join(ROOT, 'plugins');
for (const name of fs.readdirSync(pluginsFolder).filter((entry) => entry.startsWith('plugin-'))) {
  const plugin = path.join(pluginsFolder, name);
  for (const packageName of LINKED_PACKAGES) {
    link(path.join(ROOT, 'node_modules', packageName), path.join(plugin, 'node_modules', packageName));
  }
  link(path.join(ROOT, 'public'), path.join(plugin, 'public'));
}
