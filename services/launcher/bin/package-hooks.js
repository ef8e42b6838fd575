'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { ensureInstalled } = require('../lib/install');
const { fromRoot } = require('../lib/paths');
const { runMain, runOrFail } = require('../lib/run');

/** `npm run package-hooks [-- folder]`: the hooks layer as a package file, for a plugin outside of this repository. */
runMain(async () => {
  await ensureInstalled();
  const { packageHooks } = require('../lib/package-hooks');
  const destination = path.resolve(process.argv[2] ?? fromRoot('services/launcher/build'));
  const folder = fromRoot('services/launcher/build/hooks');
  await packageHooks(folder);
  fs.mkdirSync(destination, { recursive: true });
  await runOrFail('npm pack', 'npm', ['pack', '--pack-destination', destination], {
    cwd: folder,
    shell: process.platform === 'win32',
  });
  process.stdout.write(`${destination}: install it with "npm install <file>" in the folder of your plugin.\n`);
});
