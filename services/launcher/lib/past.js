'use strict';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Yesterday, whatever time it is now. */
const BEGINS_MS_AGO = 36 * HOUR_MS;
const BUSY_MS_AGO = 40 * MINUTE_MS;

/** So few contacts in all these hours, and enough in the last ones, that the start stays quick. */
const QUIET = {
  running: true,
  seed: 7,
  ratePerSecond: 1 / 400,
  speed: 1,
  breakEverySeconds: 10_000,
  // What happened is told before what happens: the fewer transactions it takes, the sooner the board is of now.
  callbacks: { concurrency: 64 },
};
const BUSY = { ratePerSecond: 0.08, breakEverySeconds: 2_400 };

/** What the agent of the README had before: how many minutes ago, with whom, and for how many seconds; 0 = missed. */
const CALLS_OF_ALICE = [
  [31 * 60, 'Ana Ruiz', '+15005550101', 240],
  [29 * 60, 'Tomás García', '+34910000001', 95],
  [27 * 60, 'Wei Zhang', '+442071838750', 0],
  [5 * 60, 'Ana Ruiz', '+15005550101', 410],
  [4 * 60 - 12, 'Julia Horvat', '+14155550132', 0],
  [170, 'Julia Horvat', '+14155550132', 150],
  [75, 'Felix Brandt', '+493012345678', 320],
];
const WRAP_UP_SECONDS = 20;

/** When the time begins that {@link live} lets pass: the account is to begin there. */
const pastBegins = () => new Date(Date.now() - BEGINS_MS_AGO).toISOString();

/**
 * Lets the hours before now pass in the simulated contact centre, as fast as it can: its events come with the instants of
 * then, as callbacks like any other, while everything else goes on.
 *
 * @param {(route: string, body: object) => Promise<Record<string, unknown>>} control posts to the control plane
 */
async function live(control) {
  const now = Date.now();
  const until = (atMs) => control('/emulator/simulator', { startAt: new Date(atMs).toISOString() });
  await control('/emulator/simulator', QUIET);
  for (const [minutesAgo, name, from, seconds] of CALLS_OF_ALICE) {
    const atMs = now - minutesAgo * MINUTE_MS;
    await until(atMs);
    await callAlice({ control, until, atMs, name, from, seconds });
  }
  await until(now - BUSY_MS_AGO);
  await control('/emulator/simulator', BUSY);
  await until(Date.now());
}

async function callAlice({ control, until, atMs, name, from, seconds }) {
  const call = { channel: 'voice', queue: 'Sales', worker: 'alice', from, attributes: { name } };
  const { taskSid } = await control('/emulator/tasks', call);
  const drive = (action, body = {}) => control(`/emulator/tasks/${taskSid}/${action}`, body);
  await until(atMs + 9_000);
  if (seconds === 0) {
    await drive('timeout');
    return;
  }
  await drive('accept');
  await until(atMs + 9_000 + seconds * 1_000);
  await drive('wrapup');
  await until(atMs + 9_000 + (seconds + WRAP_UP_SECONDS) * 1_000);
  await drive('complete');
}

module.exports = { live, pastBegins };
