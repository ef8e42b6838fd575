import { expect, test } from '@playwright/test';
import { wrongDocuments } from '../oracle/expected-board';
import { MAX_ROWS, wrongRows } from '../oracle/expected-calls';
import { wrongFurther } from '../oracle/further-figures';
import { recentCallsOf } from '../oracle/recent-calls';
import { flexTokenOf, readFurther } from '../support/backend-api';
import type { Truth } from '../support/control-plane';
import { startSuite, type Suite } from '../support/suite';
import { readMap } from '../support/sync-rest';
import { waitFor } from '../support/wait-for';

const TASKS = 2_000;
const DISTURBED = { duplicate: 0.2, shuffleMs: 500, drop: 0 };

const SPEED = 120;
/** Slow enough that an instant of the simulated day can be looked at from all sides. */
const STANDSTILL = 0.01;

function startTheDay(suite: Suite): Promise<unknown> {
  return suite.control.simulate({
    running: true,
    seed: 20_261_122,
    ratePerSecond: 0.6,
    speed: SPEED,
    stopAfterTasks: TASKS,
    transferShare: { cold: 0.06, warm: 0.05 },
    outboundShare: 0.1,
    timeoutShare: 0.06,
    callbacks: DISTURBED,
  });
}

async function waitForTheEnd(suite: Suite): Promise<void> {
  await waitFor(
    'the simulated contact centre to finish',
    async () => {
      const { idle, finished } = await suite.control.simulator();
      return idle && finished ? true : null;
    },
    { timeoutMs: 240_000, everyMs: 500 },
  );
}

/** The simulated day runs 120 times as fast as a real one: the backend may be behind it, and catches up. */
async function waitForCallbacks(suite: Suite): Promise<void> {
  await waitFor(
    'the callbacks under way to be acknowledged',
    async () => ((await suite.control.simulator()).callbacks.pending === 0 ? true : null),
    { timeoutMs: 120_000 },
  );
}

/** Compares Documents, Maps and what the backend is asked for with the truth, all read anew until they agree; returns the truth that held. */
async function expectTheTruth(suite: Suite, timeZone: string): Promise<Truth> {
  const { control, health } = suite;
  const supervisor = await flexTokenOf(suite, 'sam', 'supervisor');
  let differences: readonly string[] = [];
  return waitFor(
    'every queue Document, every agent’s Map and the backend’s answers to equal the truth',
    async () => {
      const truth = await control.truth();
      differences = await wrongDocuments(health, truth, timeZone);
      if (differences.length === 0) differences = await wrongRows(health, truth);
      if (differences.length === 0) differences = wrongFurther(await readFurther(suite, supervisor), truth, timeZone);
      return differences.length === 0 ? truth : null;
    },
    { timeoutMs: 40_000, everyMs: 1_000 },
  ).catch((error: unknown) => {
    throw new Error(`${String(error)}\n${differences.join('\n')}`);
  });
}

test('queue Documents, every agent’s Map and what agents made of invitations equal the truth in mid-day and after 2,000 tasks, with a fifth of the callbacks duplicated and all shuffled', async () => {
  test.setTimeout(420_000);
  const suite = await startSuite({ reportingTimeZone: 'Asia/Kolkata' });
  try {
    await startTheDay(suite);
    await waitFor('a third of the day', async () =>
      (await suite.control.truth()).tasks.length > TASKS / 3 ? true : null,
    );
    await suite.control.simulate({ running: true, speed: STANDSTILL });
    await waitForCallbacks(suite);
    const midDay = await expectTheTruth(suite, 'Asia/Kolkata');
    const states = new Set(midDay.tasks.map(({ status }) => status));
    expect([...states]).toEqual(expect.arrayContaining(['assigned', 'wrapping', 'completed', 'canceled']));

    await suite.control.simulate({ running: true, speed: SPEED });
    await waitForTheEnd(suite);
    const truth = await expectTheTruth(suite, 'Asia/Kolkata');
    expect(truth.tasks.length).toBeGreaterThanOrEqual(TASKS);
    expectEveryKindOfCall(truth);

    const index = await readMap<{ name: string }>(suite.health, 'queue-index');
    expect([...index].map(([sid, { name }]) => ({ sid, name })).sort(bySid)).toEqual([...truth.queues].sort(bySid));

    // Sync's limits were on: the backend must never have been told to slow down.
    const rejected = (await suite.control.usage()).filter((usage) => usage.rejected > 0);
    expect(rejected).toEqual([]);
  } finally {
    await suite.close();
  }
});

/** The day held every way a call can end. */
function expectEveryKindOfCall(truth: Truth): void {
  const outcomes = truth.workers.flatMap(({ sid }) =>
    [...recentCallsOf(truth, sid, MAX_ROWS).values()].map(({ outcome, missedBecause }) => missedBecause ?? outcome),
  );
  expect([...new Set(outcomes)]).toEqual(
    expect.arrayContaining(['answered', 'no-answer', 'customer-left', 'rejected', 'transferred']),
  );
}

const bySid = (a: { sid: string }, b: { sid: string }): number => a.sid.localeCompare(b.sid);
