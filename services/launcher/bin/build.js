'use strict';

const { ensureInstalled } = require('../lib/install');
const { runMain } = require('../lib/run');

/** `npm run build`: all that is deployed; with `--browser-tests` what these load. */
runMain(async () => {
  await ensureInstalled();
  const { buildPlugins, IN_BROWSER_TESTS } = require('../lib/build-plugins');
  const { buildServices } = require('../lib/build-services');
  await buildPlugins(process.argv[2] === '--browser-tests' ? IN_BROWSER_TESTS : undefined);
  await buildServices();
});
