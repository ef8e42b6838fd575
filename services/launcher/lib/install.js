'use strict';

const { createHash } = require('node:crypto');
const fs = require('node:fs');
const { oneAtATime } = require('./one-at-a-time');
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

const isInstalled = () => fs.existsSync(MARKER) && fs.readFileSync(MARKER, 'utf8') === lockDigest();

/**
 * Installs the packages when node_modules is missing or was installed from another lock file. Of two terminals that begin
 * in a fresh clone one installs, and the other waits: npm begins by removing what is there.
 */
async function ensureInstalled() {
  if (isInstalled()) return;
  await oneAtATime(fromRoot('.cache', 'installing'), async () => {
    if (isInstalled()) return;
    process.stderr.write('Installing packages (about a minute)…\n');
    await runOrFail('npm ci', 'npm', ['ci', '--no-audit', '--no-fund'], { shell: process.platform === 'win32' });
  });
}

module.exports = { ensureInstalled, markInstalled };
