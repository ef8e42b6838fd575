'use strict';

const { buildIfStale } = require('./fresh-build');
const { ROOT, fromRoot } = require('./paths');

const SERVICES = {
  backend: { inputs: ['services/backend', 'src/contract'] },
  'local-twilio': { inputs: ['services/local-twilio'] },
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

/** Bundles each service whose sources changed into `services/<name>/build/main.js`. */
async function buildServices() {
  for (const [name, { inputs }] of Object.entries(SERVICES)) {
    await buildIfStale({
      name: `service-${name}`,
      inputs: [...inputs, 'services/launcher/lib'],
      output: `services/${name}/build/main.js`,
      build: () =>
        require('esbuild').build({
          absWorkingDir: ROOT,
          entryPoints: [fromRoot('services', name, 'main.ts')],
          outfile: fromRoot('services', name, 'build', 'main.js'),
          bundle: true,
          platform: 'node',
          format: 'cjs',
          target: 'node20',
          sourcemap: true,
          logLevel: 'warning',
          plugins: [ownPackagesInside],
        }),
    });
  }
}

module.exports = { buildServices, ownPackagesInside };
