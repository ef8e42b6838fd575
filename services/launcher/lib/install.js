'use strict';

const { createHash } = require('node:crypto');
const fs = require('node:fs');
const { fromRoot } = require('./paths');
const { runOrFail } = require('./run');

const MARKER = fromRoot('node_modules', '.flex-sync-suite-lock');

const lockDigest = () =>
  createHash('sha256')
    .update(fs.readFileSync(fromRoot('package-lock.json')))
    .digest('hex');

/** Called by the root's postinstall: remembers which lock file node_modules was installed from. */
function markInstalled() {
  fs.writeFileSync(MARKER, lockDigest());
}

/** Installs the packages when node_modules is missing or was installed from another lock file. */
async function ensureInstalled() {
  const installed = fs.existsSync(MARKER) && fs.readFileSync(MARKER, 'utf8') === lockDigest();
  if (installed) return;
  process.stderr.write('Installing packages (about a minute)…\n');
  await runOrFail('npm ci', 'npm', ['ci', '--no-audit', '--no-fund'], { shell: process.platform === 'win32' });
}

module.exports = { ensureInstalled, markInstalled };
