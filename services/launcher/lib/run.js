'use strict';

const { spawn } = require('node:child_process');
const { ROOT } = require('./paths');

/** A sentence for the person at the terminal; the launcher prints it without a stack. */
class LauncherError extends Error {}

/**
 * Runs a command to its end with the terminal's own output.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>} its exit code
 */
function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'], ...options });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** As {@link run}, but a failure is a {@link LauncherError} that says what was being done. */
async function runOrFail(what, command, args, options) {
  const code = await run(command, args, options);
  if (code !== 0) throw new LauncherError(`${what} failed with exit code ${code}; the reason is printed above.`);
}

/**
 * Runs a script's main function; a failure becomes one sentence and a non-zero exit. A function without a code has none to
 * give: what it started in this process, such as a service that refuses its settings, has the last word.
 */
function runMain(main) {
  main().then(
    (code) => {
      if (code !== undefined) process.exitCode = code;
    },
    (error) => {
      process.stderr.write(`${error instanceof LauncherError ? error.message : (error.stack ?? error)}\n`);
      process.exitCode = 1;
    },
  );
}

module.exports = { LauncherError, run, runOrFail, runMain };
