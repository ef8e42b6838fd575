'use strict';

const { loadBuilder } = require('./builder');
const { buildIfStale } = require('./fresh-build');
const { ROOT, fromRoot } = require('./paths');

const SERVICES = {
  backend: {
    inputs: ['services/backend', 'src/contract'],
    threads: [{ entry: 'store/engine/engine-thread.ts', name: 'engine-thread' }],
  },
  'local-twilio': { inputs: ['services/local-twilio'] },
  operator: { inputs: ['services/operator', 'src/contract'] },
  'demo-shop': {
    inputs: ['services/demo-shop'],
    pages: [
      { entry: 'page/main.ts', name: 'shop', format: 'iife' },
      { entry: 'page/chat/conversations.ts', name: 'conversations', format: 'esm' },
    ],
  },
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
 * Bundles each service whose sources changed into `services/<name>/build/main.js`, and beside it the threads that it
 * starts, and the page that it serves, packages included.
 */
async function buildServices() {
  for (const [name, { inputs, pages = [], threads = [] }] of Object.entries(SERVICES)) {
    await buildIfStale({
      name: `service-${name}`,
      inputs: [...inputs, 'services/launcher/lib'],
      output: `services/${name}/build/main.js`,
      build: async () => {
        for (const page of pages) await buildPage(name, page);
        for (const { entry, name: thread } of threads) await buildForNode(bundled(name, entry, `${thread}.js`));
        await buildForNode(bundled(name, 'main.ts', 'main.js'));
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

const buildForNode = (options) =>
  loadBuilder().build({
    ...options,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    plugins: [ownPackagesInside],
  });

const buildPage = (name, page) =>
  loadBuilder().build({
    ...bundled(name, page.entry, `${page.name}.js`),
    platform: 'browser',
    format: page.format,
    target: 'es2022',
    minify: true,
    // Not in a file that the page would ask for by a name of its own.
    sourcemap: false,
  });

module.exports = { buildServices, ownPackagesInside, backendThreads: SERVICES.backend.threads };
