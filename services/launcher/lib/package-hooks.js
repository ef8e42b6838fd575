'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { loadBuilder } = require('./builder');
const { ROOT, fromRoot } = require('./paths');

/** The layers of `src/` that a plugin imports. */
const LAYERS = ['hooks', 'flex', 'views', 'observable', 'contract', 'sync', 'testing'];
/**
 * Syntax that webpack 4's parser knows, with which Flex plugins are built: it transpiles no package. For the same reason
 * what these two packages bring is inside the bundles for browsers.
 */
const TARGET = 'es2019';
const INSIDE = ['valibot', '@tanstack/react-virtual', '@tanstack/virtual-core'];
/** A Flex plugin has these already; who tests with something else needs no testing library. */
const PEERS = {
  '@testing-library/react': { range: '>=12', isOptional: true },
  '@twilio-paste/core': { range: '^15.3.1', isOptional: true },
  '@twilio-paste/icons': { range: '^9.2.0', isOptional: true },
  '@twilio/flex-plugin': { range: '^7.0.0', isOptional: true },
  '@twilio/flex-ui': { range: '^2.7.0', isOptional: true },
  react: { range: '^17.0.2', isOptional: false },
  'react-dom': { range: '^17.0.2', isOptional: false },
};

/**
 * Makes the hooks layer as a package in a folder, in place of what was there: bundles for browsers, files for Node.js and
 * Jest, types, and its documents.
 * @param {string} folder
 * @param {{ withTypes?: boolean }} [how] types take ten seconds, which a test of the rest need not wait
 */
async function packageHooks(folder, { withTypes = true } = {}) {
  fs.rmSync(folder, { recursive: true, force: true });
  const builder = loadBuilder();
  const common = { absWorkingDir: ROOT, platform: 'browser', target: TARGET, logLevel: 'warning' };
  await builder.build({
    ...common,
    entryPoints: Object.fromEntries(LAYERS.map((layer) => [layer, fromRoot('src', layer, 'index.ts')])),
    outdir: path.join(folder, 'esm'),
    bundle: true,
    splitting: true,
    format: 'esm',
    plugins: [packagesOutside],
  });
  // Not bundled: a layer that had its own copy of another would have a React context of its own, too.
  await builder.build({
    ...common,
    entryPoints: sourcesOf(LAYERS),
    outbase: fromRoot('src'),
    outdir: path.join(folder, 'cjs'),
    format: 'cjs',
  });
  if (withTypes) writeTypes(path.join(folder, 'types'));
  writeManifests(folder);
  writeDocuments(folder);
}

const packagesOutside = {
  name: 'packages-outside',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ path: name, kind }) =>
      kind === 'entry-point' || INSIDE.some((each) => name === each || name.startsWith(`${each}/`))
        ? undefined
        : { path: name, external: true },
    );
  },
};

/** Without tests, and without what only the tests of this repository load. */
function sourcesOf(layers) {
  return layers.flatMap((layer) =>
    fs
      .readdirSync(fromRoot('src', layer), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
      .filter((file) => layer !== 'testing' || !/^(setup|flex-ui|wire-\w+)\./.test(file))
      .map((file) => fromRoot('src', layer, file)),
  );
}

function writeTypes(folder) {
  const ts = require('typescript');
  const { config } = ts.readConfigFile(fromRoot('tsconfig.json'), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT);
  const emitted = {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    outDir: folder,
    rootDir: fromRoot('src'),
  };
  const program = ts.createProgram(sourcesOf(LAYERS), { ...options, ...emitted });
  const { diagnostics } = program.emit();
  if (diagnostics.length > 0)
    throw new Error(
      ts.formatDiagnostics(diagnostics, {
        getCurrentDirectory: () => ROOT,
        getCanonicalFileName: String,
        getNewLine: () => '\n',
      }),
    );
}

function writeManifests(folder) {
  const { version, license, dependencies } = JSON.parse(fs.readFileSync(fromRoot('src/package.json'), 'utf8'));
  const write = (file, value) => {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), `${JSON.stringify(value, null, 2)}\n`);
  };
  const names = Object.entries(PEERS);
  write('package.json', {
    name: '@flex-sync-suite/shared',
    version,
    description: 'React hooks over Twilio Sync for plugins of Flex UI 2',
    license,
    sideEffects: false,
    exports: {
      ...Object.fromEntries(
        LAYERS.map((layer) => [
          `./${layer}`,
          {
            types: `./types/${layer}/index.d.ts`,
            import: `./esm/${layer}.js`,
            default: `./cjs/${layer}/index.js`,
          },
        ]),
      ),
      './package.json': './package.json',
    },
    dependencies,
    peerDependencies: Object.fromEntries(names.map(([name, { range }]) => [name, range])),
    peerDependenciesMeta: Object.fromEntries(
      names.filter(([, { isOptional }]) => isOptional).map(([name]) => [name, { optional: true }]),
    ),
  });
  write('esm/package.json', { type: 'module', sideEffects: false });
  // webpack 4 and TypeScript's older resolution know no `exports`: for them each layer is a folder that says where it is.
  for (const layer of LAYERS)
    write(`${layer}/package.json`, {
      main: `../cjs/${layer}/index.js`,
      module: `../esm/${layer}.js`,
      types: `../types/${layer}/index.d.ts`,
      sideEffects: false,
    });
}

/** The guide of the layers, and the pages of their exports. Links that lead out of the package become plain words. */
function writeDocuments(folder) {
  const told = new Map([
    ['src/README.md', 'README.md'],
    ['docs/guides/hooks-in-your-plugin.md', 'docs/hooks-in-your-plugin.md'],
  ]);
  for (const page of fs.readdirSync(fromRoot('docs/reference')).filter((file) => file.startsWith('layer-')))
    told.set(`docs/reference/${page}`, `docs/${page}`);
  for (const [from, to] of told) {
    const text = fs
      .readFileSync(fromRoot(from), 'utf8')
      .replace(/\[([^\]]+)\]\(([^)#]+)(#[^)]*)?\)/g, (link, words, target, place = '') => {
        if (/^https?:/.test(target)) return link;
        const inside = told.get(path.posix.join(path.posix.dirname(from), target));
        return inside === undefined
          ? words
          : `[${words}](${path.posix.relative(path.posix.dirname(to), inside)}${place})`;
      });
    fs.mkdirSync(path.dirname(path.join(folder, to)), { recursive: true });
    fs.writeFileSync(path.join(folder, to), text);
  }
  fs.copyFileSync(fromRoot('LICENSE'), path.join(folder, 'LICENSE'));
}

module.exports = { packageHooks, LAYERS };
