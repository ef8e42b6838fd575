'use strict';

const { fromRoot } = require('../lib/paths');
const { runMain } = require('../lib/run');

/**
 * Prints what a benchmark in a browser needs as one line of JSON: Chromium, and with the argument `suite` also the
 * plugins, the services and Flex UI, built if they are stale.
 */
runMain(async () => {
  const { buildPlugins, SUITE } = require('../lib/build-plugins');
  const { buildServices } = require('../lib/build-services');
  const { findChromium } = require('../lib/chromium');
  const { bundleFlexUi } = require('./bundle-flex-ui');
  const prepared = { chromium: findChromium() };
  if (process.argv[2] === 'suite') {
    await buildPlugins([SUITE]);
    await buildServices();
    prepared.flexUiBundle = await bundleFlexUi({ root: fromRoot() });
  }
  process.stdout.write(`${JSON.stringify(prepared)}\n`);
});
