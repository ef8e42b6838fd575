'use strict';

const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { oneAtATime } = require('./one-at-a-time');
const { ROOT, fromRoot } = require('./paths');

const IGNORED_FOLDERS = new Set(['node_modules', 'build', 'public', 'coverage']);
const IGNORED_FILES = /\.test\.tsx?$|\.md$/;

/** Every file below `at` that takes part in a build, in a fixed order. */
function* sourceFiles(at) {
  if (fs.statSync(at).isFile()) {
    yield at;
    return;
  }
  for (const entry of fs.readdirSync(at, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const full = path.join(at, entry.name);
    if (entry.isDirectory()) {
      if (!IGNORED_FOLDERS.has(entry.name)) yield* sourceFiles(full);
    } else if (entry.isFile() && !IGNORED_FILES.test(entry.name)) {
      yield full;
    }
  }
}

function digestOf(inputs) {
  // The plugin builder inlines FLEX_APP_* and REACT_APP_* variables into its bundle.
  const inlined = Object.entries(process.env).filter(([name]) => /^(FLEX|REACT)_APP_/.test(name));
  const hash = createHash('sha256').update(process.version).update(JSON.stringify(inlined.sort()));
  for (const input of inputs) {
    for (const file of sourceFiles(fromRoot(input))) {
      hash.update(path.relative(ROOT, file)).update('\0').update(fs.readFileSync(file)).update('\0');
    }
  }
  return hash.digest('hex');
}

const markerOf = (name) => fromRoot('.cache', 'builds', `${name}.sha256`);
const digestFor = (inputs) => digestOf([...inputs, 'package-lock.json', 'tsconfig.json']);

/**
 * Whether `output` exists and was built from these very inputs.
 * By content, not by time: a fresh clone and a branch switch change times without changing sources.
 *
 * @param {{name: string, inputs: string[], output: string}} step
 */
function isFresh({ name, inputs, output }) {
  const marker = markerOf(name);
  return (
    fs.existsSync(fromRoot(output)) && fs.existsSync(marker) && fs.readFileSync(marker, 'utf8') === digestFor(inputs)
  );
}

/**
 * Runs `build` unless its output {@link isFresh}.
 *
 * @param {{name: string, inputs: string[], output: string, build: () => Promise<void>}} step
 * @returns {Promise<boolean>} whether it was built
 */
async function buildIfStale({ name, inputs, output, build }) {
  if (isFresh({ name, inputs, output })) return false;
  const marker = markerOf(name);
  return oneAtATime(`${marker}.turn`, async () => {
    // Another terminal may have built it meanwhile.
    if (isFresh({ name, inputs, output })) return false;
    // Of before the build: what is changed while it runs is not in it.
    const digest = digestFor(inputs);
    await build();
    fs.writeFileSync(marker, digest);
    return true;
  });
}

module.exports = { buildIfStale, isFresh };
