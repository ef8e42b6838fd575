'use strict';

const { ensureInstalled } = require('../lib/install');
const { runMain } = require('../lib/run');

runMain(async () => {
  await ensureInstalled();
  const { buildPlugins } = require('../lib/build-plugins');
  const { buildServices } = require('../lib/build-services');
  await buildPlugins();
  await buildServices();
});
