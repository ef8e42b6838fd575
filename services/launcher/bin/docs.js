'use strict';

const { ensureInstalled } = require('../lib/install');
const { ROOT, fromRoot } = require('../lib/paths');
const { runMain } = require('../lib/run');

/** `npm run docs`: the reference in docs/reference, written anew from the sources. */
runMain(async () => {
  await ensureInstalled();
  const { loadBuilder } = require('../lib/builder');
  const { ownPackagesInside } = require('../lib/build-services');
  const outfile = fromRoot('services/launcher/build/write-pages.js');
  await loadBuilder().build({
    absWorkingDir: ROOT,
    entryPoints: [fromRoot('services/launcher/reference/write-pages.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    plugins: [ownPackagesInside],
    logLevel: 'warning',
  });
  const pages = await require(outfile).writePages(ROOT);
  process.stdout.write(`${pages.length} pages written: docs/reference\n`);
});
