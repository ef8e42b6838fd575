'use strict';

const path = require('node:path');
const { ensureInstalled } = require('../lib/install');
const { fromRoot } = require('../lib/paths');
const { runMain } = require('../lib/run');

/** `npm run package [-- folder]`: the backend as it is deployed, in a folder that is made anew. */
runMain(async () => {
  await ensureInstalled();
  const { packageBackend, inMegabytes } = require('../lib/package-backend');
  const folder = path.resolve(process.argv[2] ?? fromRoot('services/backend/packaging/build'));
  const bytes = await packageBackend(folder);
  process.stdout.write(`${folder}: ${inMegabytes(bytes)}. Copy it anywhere and start it with "node main.js".\n`);
});
