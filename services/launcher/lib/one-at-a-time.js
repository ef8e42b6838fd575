'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { setTimeout: wait } = require('node:timers/promises');

const LOOK_AGAIN_MS = 200;

/**
 * Runs a task while no other process runs one with the same file, as two terminals that install into one folder. What a
 * process left behind that was killed holds nobody up.
 * @template T
 * @param {string} file holds the number of the process whose turn it is
 * @param {() => Promise<T>} task
 * @returns {Promise<T>}
 */
async function oneAtATime(file, task) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  while (!take(file)) await wait(LOOK_AGAIN_MS);
  try {
    return await task();
  } finally {
    fs.rmSync(file, { force: true });
  }
}

/** @returns {boolean} whether it is our turn */
function take(file) {
  try {
    fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    leaveBehind(file);
    return false;
  }
}

/** Takes the file of a process away that is no more. Of several that find it, the one that renames it does. */
function leaveBehind(file) {
  try {
    const pid = Number(fs.readFileSync(file, 'utf8'));
    // Empty for the moment between its making and its writing.
    if (pid === 0 || isRunning(pid)) return;
    const left = `${file}.${pid}`;
    fs.renameSync(file, left);
    fs.rmSync(left, { force: true });
  } catch (error) {
    // It was given back meanwhile.
    if (error.code !== 'ENOENT') throw error;
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process runs, too.
    return error.code === 'EPERM';
  }
}

module.exports = { oneAtATime };
