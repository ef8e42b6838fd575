'use strict';

const { buildIfStale } = require('./fresh-build');
const { ROOT, fromRoot } = require('./paths');

const SERVICES = {
  backend: { inputs: ['services/backend', 'src/contract'] },
  'local-twilio': { inputs: ['services/local-twilio'] },
  'demo-shop': { inputs: ['services/demo-shop'], page: { entry: 'page/main.ts', name: 'shop' } },
};

/** Packages stay outside a service's bundle, except our own, which are TypeScript. */
const ownPackagesInside = {
  name: 'own-packages-inside',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || path.startsWith('@flex-sync-suite/') || /^[A-Za-z]:/.test(path)
        ? undefined
        : { path, external: true },
    );
  },
};

/**
 * Bundles each service whose sources changed into `services/<name>/build/main.js`, and the page that it serves beside it,
 * packages included.
 */
async function buildServices() {
  for (const [name, { inputs, page }] of Object.entries(SERVICES)) {
    await buildIfStale({
      name: `service-${name}`,
      inputs: [...inputs, 'services/launcher/lib'],
      output: `services/${name}/build/main.js`,
      build: async () => {
        if (page !== undefined) await buildPage(name, page);
        await buildProcess(name);
      },
    });
  }
}

const bundled = (name, entry, outfile) => ({
  absWorkingDir: ROOT,
  entryPoints: [fromRoot('services', name, entry)],
  outfile: fromRoot('services', name, 'build', outfile),
  bundle: true,
  sourcemap: true,
  logLevel: 'warning',
});

const buildProcess = (name) =>
  require('esbuild').build({
    ...bundled(name, 'main.ts', 'main.js'),
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    plugins: [ownPackagesInside],
  });

const buildPage = (name, page) =>
  require('esbuild').build({
    ...bundled(name, page.entry, `${page.name}.js`),
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    minify: true,
    // Not in a file that the page would ask for by a name of its own.
    sourcemap: false,
  });

module.exports = { buildServices, ownPackagesInside };
