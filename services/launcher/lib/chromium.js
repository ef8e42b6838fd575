'use strict';

const { execFileSync, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const { LauncherError } = require('./run');

const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/**
 * Finds a Chromium for the browser tests, or installs the operating system's package.
 *
 * Order: `CHROMIUM_PATH`, the system's browser, the one Playwright downloaded, the OS package (Debian family, as root).
 * @returns {string} path of the executable
 * @throws LauncherError with what to do, when there is none: the browser tests never skip silently
 */
function findChromium() {
  const { CHROMIUM_PATH } = process.env;
  if (CHROMIUM_PATH) {
    if (fs.existsSync(CHROMIUM_PATH)) return CHROMIUM_PATH;
    throw new LauncherError(`CHROMIUM_PATH is ${CHROMIUM_PATH}, but there is no such file. Correct it or unset it.`);
  }
  return systemChromium() ?? playwrightChromium() ?? installedChromium();
}

function systemChromium() {
  const finder = process.platform === 'win32' ? 'where' : 'which';
  for (const name of SYSTEM_NAMES) {
    const found = spawnSync(finder, [name], { encoding: 'utf8' });
    if (found.status === 0) return found.stdout.split('\n')[0].trim();
  }
  return null;
}

function playwrightChromium() {
  const path = require('@playwright/test').chromium.executablePath();
  return path && fs.existsSync(path) ? path : null;
}

function installedChromium() {
  const canInstall = process.getuid?.() === 0 && spawnSync('which', ['apt-get']).status === 0;
  if (canInstall) {
    process.stderr.write('Installing Chromium from the operating system…\n');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    try {
      execFileSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 'ignore', 'inherit'], env });
      execFileSync('apt-get', ['install', '-y', '-qq', 'chromium'], { stdio: ['ignore', 'ignore', 'inherit'], env });
    } catch {
      // fall through to the sentence below
    }
    const found = systemChromium();
    if (found) return found;
  }
  throw new LauncherError(
    'The browser tests need Chromium and none was found. Install it (Debian: apt-get install chromium; elsewhere: npx playwright install chromium) or set CHROMIUM_PATH.',
  );
}

module.exports = { findChromium };
