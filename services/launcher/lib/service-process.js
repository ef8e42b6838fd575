'use strict';

const { spawn } = require('node:child_process');
const { fromRoot } = require('./paths');
const { LauncherError } = require('./run');

const READY_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 15_000;

/** What a service may see of the caller's environment: a real account or database named there must stay untouched. */
const INHERITED = [
  'PATH',
  'HOME',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  'NODE_OPTIONS',
  'SystemRoot',
  'FLEX_UI_BUNDLE',
  'REPORTING_TIME_ZONE',
];

/** Every service under way, in the order of their starts. */
const services = new Set();
let isStopping = false;

// The last resort, for an exit that nobody planned: without it the services would live on as orphans.
process.once('exit', () => {
  for (const { child } of services) child.kill('SIGKILL');
});

/**
 * Starts one built service and waits for its line `ready <url>`.
 *
 * @param {'backend' | 'local-twilio' | 'demo-shop'} name
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{url: string, exited: Promise<number | null>}>}
 */
async function startService(name, env) {
  if (isStopping) throw new LauncherError(`${name} was not started: everything is being stopped.`);
  const inherited = Object.fromEntries(
    INHERITED.flatMap((key) => (key in process.env ? [[key, process.env[key]]] : [])),
  );
  const child = spawn(process.execPath, ['--enable-source-maps', fromRoot('services', name, 'build', 'main.js')], {
    cwd: fromRoot(),
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
    // Ctrl-C reaches the whole terminal group; the launcher alone decides the order in which parts stop.
    detached: process.platform !== 'win32',
  });
  const exited = new Promise((resolve) => {
    child.once('exit', (code) => resolve(code));
  });
  const service = { child, exited };
  services.add(service);
  void exited.then(() => services.delete(service));

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
  return { url, exited };
}

/** Stops every service, the last started first, and starts no more. May be called at any time, also during a start. */
async function stopAllServices() {
  isStopping = true;
  for (const { child, exited } of [...services].reverse()) {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await exited;
    clearTimeout(timer);
  }
}

module.exports = { startService, stopAllServices };
