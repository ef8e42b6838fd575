'use strict';

const { ensureInstalled } = require('../lib/install');
const { fromRoot } = require('../lib/paths');
const { run, runMain } = require('../lib/run');

/** `npm run bench`: every figure of `bench/`, or those named after `--`. */
runMain(async () => {
  await ensureInstalled();
  const { buildBench } = require('../lib/build-bench');
  const { buildServices } = require('../lib/build-services');
  await buildServices();
  await buildBench();
  return run(process.execPath, [
    '--enable-source-maps',
    '--expose-gc',
    fromRoot('bench', 'build', 'run.js'),
    ...process.argv.slice(2),
  ]);
});
