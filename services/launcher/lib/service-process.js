'use strict';

const { spawn } = require('node:child_process');
const { fromRoot } = require('./paths');
const { LauncherError } = require('./run');

const READY_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 15_000;

/**
 * Starts one built service and waits for its line `ready <url>`.
 *
 * @param {'backend' | 'local-twilio'} name
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{url: string, stop: () => Promise<void>, exited: Promise<number | null>}>}
 */
async function startService(name, env) {
  const child = spawn(process.execPath, ['--enable-source-maps', fromRoot('services', name, 'build', 'main.js')], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
    // Ctrl-C reaches the whole terminal group; the launcher alone decides the order in which parts stop.
    detached: process.platform !== 'win32',
  });
  const exited = new Promise((resolve) => {
    child.once('exit', (code) => resolve(code));
  });

  const url = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new LauncherError(`${name} was not ready within ${READY_TIMEOUT_MS / 1000} s.`));
    }, READY_TIMEOUT_MS);
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
      const ready = /^ready (\S+)/m.exec(output);
      if (!ready) return;
      clearTimeout(timer);
      resolve(ready[1]);
    });
    void exited.then((code) => {
      clearTimeout(timer);
      reject(
        new LauncherError(`${name} stopped before it was ready (exit code ${code}); its reason is printed above.`),
      );
    });
  });

  const stop = async () => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await exited;
    clearTimeout(timer);
  };
  return { url, stop, exited };
}

module.exports = { startService };
