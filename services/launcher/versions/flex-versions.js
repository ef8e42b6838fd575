'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { bundleFlexUi } = require('../bin/bundle-flex-ui');
const { fromRoot } = require('../lib/paths');
const { LauncherError, runOrFail } = require('../lib/run');

/**
 * Versions of Flex UI on which the plugins are tried: the oldest and the newest that they support, and some between. npm has no 2.13;
 * what lies around it is tried in its place.
 */
const SUPPORTED = ['2.7.0', '2.10.0', '2.12.0', '2.14.0', '2.17.1'];

/** The newest that is too old: there the plugins say so, and do nothing else. */
const TOO_OLD = ['2.6.1'];

/** As Flex UI 2 asks for it. */
const REACT = '17.0.2';

/** Older ones depend on npm's placeholder for Node's own `fs`, which not every registry has. */
const MANIFEST = { private: true, overrides: { fs: 'npm:empty-npm-package@1.0.0' } };

const isSupported = (version) => compare(version, SUPPORTED[0]) >= 0;

function compare(left, right) {
  const [a, b] = [left, right].map((version) => version.split('.').map(Number));
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

/** @param {string[]} asked versions, or none for all @throws LauncherError that names what is no version */
function chooseVersions(asked) {
  const wrong = asked.filter((version) => !/^\d+\.\d+\.\d+$/.test(version));
  if (wrong.length > 0)
    throw new LauncherError(`${wrong.join(', ')} is no version of Flex UI such as ${SUPPORTED[0]}.`);
  return asked.length > 0 ? asked : [...TOO_OLD, ...SUPPORTED];
}

/**
 * Installs one version with all that it depends on (570 MB, a minute) into a folder of its own, once; no script of a package is run.
 * @param {string} version
 * @returns {Promise<string>} the folder whose node_modules has it
 */
async function installFlexUi(version) {
  const folder = fromRoot('.cache', 'flex-versions', version);
  const done = path.join(folder, 'installed');
  if (fs.existsSync(done)) return folder;
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify(MANIFEST));
  const packages = [`@twilio/flex-ui@${version}`, `react@${REACT}`, `react-dom@${REACT}`];
  await runOrFail(
    `The installation of Flex UI ${version}`,
    'npm',
    [
      'install',
      '--ignore-scripts',
      '--no-save',
      '--no-package-lock',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      ...packages,
    ],
    { cwd: folder, shell: process.platform === 'win32' },
  );
  fs.writeFileSync(done, version);
  return folder;
}

/**
 * The script that the page loads. What is too old cannot be bundled, it asks for Node's `process`; but its package has the
 * script that Twilio's CDN serves, too.
 */
const scriptOf = (version, installedIn) =>
  isSupported(version)
    ? bundleFlexUi({ root: fromRoot(), installedIn })
    : path.join(installedIn, 'node_modules', '@twilio', 'flex-ui', 'bundle', 'twilio-flex.prod.browser.js');

module.exports = { chooseVersions, installFlexUi, isSupported, scriptOf };
