'use strict';

const fs = require('node:fs');
const { ensureInstalled } = require('../lib/install');
const { fromRoot } = require('../lib/paths');
const { runMain } = require('../lib/run');

/** `npm run backend` and `npm run local-twilio`: one part alone, configured by the environment and `.env`. */
runMain(async () => {
  const name = process.argv[2];
  await ensureInstalled();
  const { buildServices } = require('../lib/build-services');
  await buildServices();
  if (fs.existsSync(fromRoot('.env'))) process.loadEnvFile(fromRoot('.env'));
  if (name === 'local-twilio') {
    const { buildPlugins } = require('../lib/build-plugins');
    const { bundleFlexUi } = require('./bundle-flex-ui');
    await buildPlugins();
    process.env.FLEX_UI_BUNDLE ??= await bundleFlexUi({ root: fromRoot() });
  }
  // In this very process: signals, output and exit code are the service's own.
  require(fromRoot('services', name, 'build', 'main.js'));
});
