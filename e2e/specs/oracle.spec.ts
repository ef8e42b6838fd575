import { expect, test } from '@playwright/test';
import { queueFigures, type QueueFigures } from '../oracle/queue-figures';
import type { Truth } from '../support/control-plane';
import { startSuite, type Suite } from '../support/suite';
import { readDocument, readMap } from '../support/sync-rest';
import { waitFor } from '../support/wait-for';

const TASKS = 2_000;
const DISTURBED = { duplicate: 0.2, shuffleMs: 500, drop: 0 };

type QueueData = QueueFigures & { at: string; asOf: string; v: number };

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

/** Compares every queue's Document with the truth, both read anew until they agree; returns the truth that held. */
async function expectDocumentsToEqualTheTruth(suite: Suite, timeZone: string): Promise<Truth> {
  let differences: string[] = [];
  return waitFor(
    'every queue Document to equal the truth',
    async () => {
      const truth = await suite.control.truth();
      const heartbeat = await readDocument<{ asOf: string | null }>(suite.health, 'backend-heartbeat');
      const at = Math.max(Date.now(), Date.parse(heartbeat?.asOf ?? truth.at));
      differences = [];
      for (const { sid, name } of truth.queues) {
        const found = await readDocument<QueueData>(suite.health, `queue.${sid}`);
        const expected = queueFigures(truth, sid, at, timeZone);
        const comparable = found && { now: found.now, last30Minutes: found.last30Minutes, today: found.today };
        const difference = firstDifference(expected, comparable);
        if (difference !== null) differences.push(`${name} at ${new Date(at).toISOString()}: ${difference}`);
      }
      return differences.length === 0 ? truth : null;
    },
    { timeoutMs: 40_000, everyMs: 1_000 },
  ).catch((error: unknown) => {
    throw new Error(`${String(error)}\n${differences.join('\n')}`);
  });
}

function firstDifference(expected: QueueFigures, found: object | null): string | null {
  try {
    expect(found).toEqual(expected);
    return null;
  } catch {
    return `expected ${JSON.stringify(expected)}\n  found ${JSON.stringify(found)}`;
  }
}

test.describe('the queue Documents', () => {
  test.setTimeout(420_000);

  test('equal the truth in mid-day and after 2,000 tasks, with a fifth of the callbacks duplicated and all shuffled', async () => {
    const suite = await startSuite({ reportingTimeZone: 'Asia/Kolkata' });
    try {
      await startTheDay(suite);
      await waitFor('a third of the day', async () =>
        (await suite.control.truth()).tasks.length > TASKS / 3 ? true : null,
      );
      await suite.control.simulate({ running: true, speed: STANDSTILL });
      await waitForCallbacks(suite);
      const midDay = await expectDocumentsToEqualTheTruth(suite, 'Asia/Kolkata');
      const states = new Set(midDay.tasks.map(({ status }) => status));
      expect([...states]).toEqual(expect.arrayContaining(['assigned', 'wrapping', 'completed', 'canceled']));

      await suite.control.simulate({ running: true, speed: SPEED });
      await waitForTheEnd(suite);
      const truth = await expectDocumentsToEqualTheTruth(suite, 'Asia/Kolkata');
      expect(truth.tasks.length).toBeGreaterThanOrEqual(TASKS);

      const index = await readMap<{ name: string }>(suite.health, 'queue-index');
      expect([...index].map(([sid, { name }]) => ({ sid, name })).sort(bySid)).toEqual([...truth.queues].sort(bySid));

      // Sync's limits were on: the backend must never have been told to slow down.
      const rejected = (await suite.control.usage()).filter((usage) => usage.rejected > 0);
      expect(rejected).toEqual([]);
    } finally {
      await suite.close();
    }
  });

  test('equal the truth when the backend is killed with SIGKILL three times on the way', async () => {
    const suite = await startSuite();
    try {
      await startTheDay(suite);
      for (let crash = 0; crash < 3; crash += 1) {
        const { id: seen = 0 } = (await suite.control.requests()).at(-1) ?? {};
        await waitFor('the backend to be at work', async () =>
          (await suite.control.requests(seen)).some(
            ({ method, path }) => method === 'POST' && path.includes('/Documents'),
          )
            ? true
            : null,
        );
        await suite.crashBackend();
      }
      await waitForTheEnd(suite);
      await expectDocumentsToEqualTheTruth(suite, 'UTC');
    } finally {
      await suite.close();
    }
  });
});

const bySid = (a: { sid: string }, b: { sid: string }): number => a.sid.localeCompare(b.sid);
