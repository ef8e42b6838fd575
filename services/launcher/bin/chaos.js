'use strict';

const { ensureInstalled } = require('../lib/install');
const { fromRoot } = require('../lib/paths');
const { runMain } = require('../lib/run');

/** `npm run chaos`: every long reliability run, or those named after `--`. In this very process, so that Ctrl-C is its own. */
runMain(async () => {
  await ensureInstalled();
  const { buildChaos } = require('../lib/build-chaos');
  const { buildServices } = require('../lib/build-services');
  await buildServices();
  await buildChaos();
  require(fromRoot('e2e', 'build', 'chaos.js'));
});
