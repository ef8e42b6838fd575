'use strict';

const { spawn } = require('node:child_process');
const fs = require('node:fs');
const { gzipSync } = require('node:zlib');
const { fromRoot } = require('./paths');
const { buildIfStale, isFresh } = require('./fresh-build');
const { LauncherError } = require('./run');

const pluginNames = () =>
  fs.readdirSync(fromRoot('plugins')).filter((entry) => fs.existsSync(fromRoot('plugins', entry, 'package.json')));

/** All plugins in one bundle: what the local page loads, and whoever releases them all. */
const SUITE = 'plugin-sync-suite';

/** What browser tests load: the suite, and one by itself, since each is built alike. */
const IN_BROWSER_TESTS = [SUITE, 'plugin-recent-calls'];

/**
 * The genuine `flex-plugin build` of plugins whose sources changed.
 * @param names all of them by default
 */
async function buildPlugins(names = pluginNames()) {
  for (const name of names) await buildIfStale({ ...stepOf(name), build: () => buildPlugin(name) });
}

/** Those whose bundle is of the sources as they are. */
const builtPlugins = () => pluginNames().filter((name) => isFresh(stepOf(name)));

const stepOf = (name) => ({
  name,
  inputs: [
    'src',
    'plugins/tooling',
    'plugins/.browserslistrc',
    'plugins/size-limits.json',
    ...(name === SUITE ? pluginNames() : [name]).map((each) => `plugins/${each}`),
  ],
  output: `plugins/${name}/build/${name}.js`,
});

async function buildPlugin(name) {
  const folder = fromRoot('plugins', name);
  // The builder can exit 0 without writing a bundle (seen with TypeScript 7), so an old one must not survive.
  fs.rmSync(`${folder}/build`, { recursive: true, force: true });
  process.stderr.write(`Building ${name}…\n`);
  const { code, output } = await capture('npm', ['run', 'build'], folder);
  const hasBundle = fs.existsSync(`${folder}/build/${name}.js`);
  if (code === 0 && hasBundle) return checkSize(name, `${folder}/build/${name}.js`);
  // The builder prints minified sources before its own message.
  process.stderr.write(
    `${output
      .split('\n')
      .filter((line) => line.length < 2000)
      .join('\n')}\n`,
  );
  throw new LauncherError(
    `The build of ${name} ${code === 0 ? 'ended without writing a bundle' : `failed with exit code ${code}`}; the builder's output is printed above.`,
  );
}

const BYTES_IN_KB = 1_000;

/** Every page of every agent loads it: a dependency that doubles it must not come unseen. */
function checkSize(name, file) {
  const limits = JSON.parse(fs.readFileSync(fromRoot('plugins', 'size-limits.json'), 'utf8'));
  const kilobytes = Math.ceil(gzipSync(fs.readFileSync(file)).length / BYTES_IN_KB);
  if (kilobytes <= limits[name]) return;
  // The next build is not to find a bundle that passed.
  fs.rmSync(file);
  throw new LauncherError(
    `${name} has ${kilobytes} kB, compressed, and plugins/size-limits.json allows ${limits[name] ?? 'nothing: add it there'}. ` +
      'See whose bytes they are with `npm run bench -- plugin-size`, or raise the limit and say why.',
  );
}

function capture(command, args, cwd) {
  return new Promise((resolve, reject) => {
    // CI=true: the builder neither prompts nor asks for credentials.
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, CI: 'true' },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let output = '';
    const keep = (chunk) => {
      output += chunk;
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', reject);
    child.once('exit', (code) => resolve({ code: code ?? 1, output }));
  });
}

module.exports = { buildPlugins, builtPlugins, IN_BROWSER_TESTS, SUITE };
