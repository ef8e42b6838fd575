'use strict';

const fs = require('node:fs');
const { ROOT, fromRoot } = require('./paths');
const { ownPackagesInside } = require('./build-services');

/** Bundles the runner and every figure of `bench/` into `bench/build`. Takes less than a second, so always. */
async function buildBench() {
  const entryPoints = fs
    .readdirSync(fromRoot('bench'))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => fromRoot('bench', file));
  fs.rmSync(fromRoot('bench', 'build'), { recursive: true, force: true });
  await require('esbuild').build({
    absWorkingDir: ROOT,
    entryPoints,
    outdir: fromRoot('bench', 'build'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: true,
    logLevel: 'warning',
    plugins: [ownPackagesInside],
  });
}

module.exports = { buildBench };
