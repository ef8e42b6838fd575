'use strict';

const { ROOT, fromRoot } = require('./paths');
const { ownPackagesInside } = require('./build-services');

/** Bundles `e2e/chaos` into `e2e/build/chaos.js`. Takes less than a second, so always. */
async function buildChaos() {
  await require('esbuild').build({
    absWorkingDir: ROOT,
    entryPoints: [fromRoot('e2e', 'chaos', 'main.ts')],
    outfile: fromRoot('e2e', 'build', 'chaos.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: true,
    logLevel: 'warning',
    plugins: [ownPackagesInside],
  });
}

module.exports = { buildChaos };
