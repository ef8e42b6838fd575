'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { backendThreads } = require('./build-services');
const { loadBuilder } = require('./builder');
const { ROOT, fromRoot } = require('./paths');
const { LauncherError } = require('./run');

/** Loads its WebAssembly and its data by their place beside it, so that it cannot be part of a bundle. */
const OUTSIDE = ['@electric-sql/pglite'];
/** What is for its developers, and extensions of PostgreSQL that the backend does not use. */
const NOT_NEEDED = /\.map$|\.d\.c?ts$|\.tar\.gz$/;
const MOST_MEGABYTES = 80;
const NAME = 'flex-sync-suite-backend';

/**
 * Makes the production tree of the backend in a folder, in place of what was there: bundles with all that they import, and
 * the few packages that cannot be bundled, as they are installed here. It is run with Node.js and nothing else.
 * @param {string} folder
 * @returns {Promise<number>} its bytes
 */
async function packageBackend(folder) {
  clear(folder);
  const threads = backendThreads.map(({ entry, name }) => [name, fromRoot('services/backend', entry)]);
  const { metafile } = await loadBuilder().build({
    absWorkingDir: ROOT,
    entryPoints: { main: fromRoot('services/backend/main.ts'), ...Object.fromEntries(threads) },
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: true,
    // Names and lines in a stack are enough; the sources are not there to be read.
    sourcesContent: false,
    metafile: true,
    // Its entry point for Node.js asks for its parts by a name that no bundler can read.
    alias: { 'jsonc-parser': fromRoot('node_modules/jsonc-parser/lib/esm/main.js') },
    // An optional driver, which pg looks for in vain.
    external: [...OUTSIDE, 'pg-native'],
    logLevel: 'warning',
  });
  for (const name of OUTSIDE) copyPackage(name, path.join(folder, 'node_modules', name));
  fs.copyFileSync(fromRoot('services/backend/packaging/health.js'), path.join(folder, 'health.js'));
  fs.copyFileSync(fromRoot('.env.example'), path.join(folder, '.env.example'));
  fs.writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`);
  fs.writeFileSync(path.join(folder, 'LICENSES.txt'), licences(Object.keys(metafile.inputs)));
  letEverybodyRead(folder);
  return withinBudget(sizesIn(folder));
}

/** Empties the folder of a former package, and no other. */
function clear(folder) {
  const isFree = !fs.existsSync(folder) || fs.readdirSync(folder).length === 0;
  const found = path.join(folder, 'package.json');
  if (!isFree && !(fs.existsSync(found) && JSON.parse(fs.readFileSync(found, 'utf8')).name === NAME))
    throw new LauncherError(
      `${folder} holds something else than a former package: name an empty folder, or a new one.`,
    );
  fs.rmSync(folder, { recursive: true, force: true });
}

const readManifest = (...parts) => JSON.parse(fs.readFileSync(fromRoot(...parts, 'package.json'), 'utf8'));

function copyPackage(name, to) {
  const { dependencies = {} } = readManifest('node_modules', name);
  if (Object.keys(dependencies).length > 0)
    throw new LauncherError(`${name} needs packages of its own by now: have lib/package-backend.js bring them too.`);
  fs.cpSync(fromRoot('node_modules', name), to, {
    recursive: true,
    filter: (file) => !NOT_NEEDED.test(file),
  });
}

function manifest() {
  const { version, license, engines } = readManifest();
  const { dependencies } = readManifest('services/backend');
  return {
    name: NAME,
    version,
    private: true,
    description: 'The backend of the Flex Sync Suite, to be run with Node.js alone',
    license,
    engines: { node: engines.node },
    scripts: { start: 'node --enable-source-maps main.js' },
    dependencies: Object.fromEntries(OUTSIDE.map((name) => [name, dependencies[name]])),
  };
}

/** Licences of the packages that are inside the bundles: most of them ask to go along with every copy. */
function licences(inputs) {
  const folders = new Set(inputs.flatMap((file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []));
  const texts = [...folders].sort().map((folder) => {
    const { name, version, license } = readManifest(folder);
    const file = fs.readdirSync(fromRoot(folder)).find((each) => /^licen[cs]e/i.test(each));
    const text = file === undefined ? '' : `\n${fs.readFileSync(fromRoot(folder, file), 'utf8').trim()}\n`;
    return `${name} ${version}: ${license ?? 'see its text'}\n${text}`;
  });
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}

/** Whoever packages may have a umask that keeps others out; the backend runs as another user. */
function letEverybodyRead(folder) {
  for (const file of ['.', ...fs.readdirSync(folder, { recursive: true })]) {
    const at = path.join(folder, file);
    fs.chmodSync(at, fs.statSync(at).isDirectory() ? 0o755 : 0o644);
  }
}

/** Bytes of each file below a folder, by its path in it. */
function sizesIn(folder) {
  return new Map(
    fs
      .readdirSync(folder, { recursive: true })
      .map((file) => [file, fs.statSync(path.join(folder, file))])
      .flatMap(([file, stat]) => (stat.isFile() ? [[file, stat.size]] : [])),
  );
}

/**
 * @param {Map<string, number>} sizes bytes by file
 * @returns {number} bytes of all of them
 */
function withinBudget(sizes) {
  const total = [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
  if (total < MOST_MEGABYTES * 1e6) return total;
  const largest = [...sizes].sort(([, a], [, b]) => b - a).slice(0, 5);
  const named = largest.map(([file, bytes]) => `${file} ${inMegabytes(bytes)}`).join(', ');
  throw new LauncherError(
    `The package has ${inMegabytes(total)}, and may have ${MOST_MEGABYTES} MB at most. The largest: ${named}.`,
  );
}

const inMegabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

module.exports = { packageBackend, withinBudget, inMegabytes };
