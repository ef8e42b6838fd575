'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { fromRoot } = require('../lib/paths');
const { LauncherError, runOrFail } = require('../lib/run');

/** Release lines of Node.js under which the backend is tried; with the newest of each that npm has. */
const SUPPORTED = ['20', '22', '24'];

/**
 * What depends on Node.js itself: the production tree as a process, the embedded database with its thread and its files,
 * connections, what streams, and what its ICU reckons and compares.
 */
const TESTS = {
  node: ['services/backend/domain', 'services/backend/base'],
  pg: ['services/backend/store/engine', 'services/backend/store/database', 'services/backend/run-'],
  wire: ['services/backend/main', 'services/backend/app', 'services/backend/alert-hooks'],
};

/** @param {string[]} asked release lines or versions, or none for all @throws LauncherError that names what is none */
function chooseNodeVersions(asked) {
  const wrong = asked.filter((version) => !/^\d+(\.\d+\.\d+)?$/.test(version));
  if (wrong.length > 0) throw new LauncherError(`${wrong.join(', ')} is no version of Node.js such as 22 or 22.12.0.`);
  return asked.length > 0 ? asked : SUPPORTED;
}

/**
 * Fetches the binary that npm's package of this platform has, once; no script of a package is run.
 * @param {string} version
 * @returns {Promise<string>} its path
 */
async function installNode(version) {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}`;
  const folder = fromRoot('.cache', 'node-versions', version);
  const binary = path.join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (fs.existsSync(binary)) return binary;
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ private: true }));
  const flags = ['--ignore-scripts', '--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error'];
  await runOrFail(`The installation of Node.js ${version}`, 'npm', ['install', ...flags, `${name}@${version}`], {
    cwd: folder,
    shell: process.platform === 'win32',
  });
  return binary;
}

module.exports = { chooseNodeVersions, installNode, TESTS };
