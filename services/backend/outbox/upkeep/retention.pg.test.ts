import { sql } from 'kysely';
import { createIngest } from '../../ingest/ingest';
import { createLog } from '../../base/log';
import { HOME, callback, T0, taskFields } from '../../testing/callbacks';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import { startRetention } from './retention';
import { createManualClock } from '../testing/manual-clock';

const DAY_MS = 86_400_000;
const HALF_HOUR_MS = 1_800_000;
const MAX_TURNS = 2_000;

let store: TestDatabase;
beforeAll(async () => {
  const [embedded] = ENGINES;
  if (embedded === undefined) throw new Error('No engine to test on');
  store = await embedded[1]();
});
afterAll(() => store.close());

const events = async (): Promise<number> => {
  const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM event`.execute(store.database.kysely);
  return rows[0]?.n ?? 0;
};

test('deletes old events a little at a time at the start, and what grew old since every hour', async () => {
  const clock = createManualClock(T0);
  const ingest = createIngest({ database: store.database, clock, home: HOME });
  const closedTask = (task: number, seconds: number) =>
    ['task.created', 'task.canceled'].map((type) => callback(type, seconds, taskFields(task, 1)));
  const deliver = (forms: readonly Record<string, string>[]) =>
    ingest.accept(forms.map((form) => ({ source: 'callback', form })));
  await deliver(Array.from({ length: 70 }, (_, task) => closedTask(task + 1, task)).flat());
  clock.advance(DAY_MS + HALF_HOUR_MS);
  await deliver(closedTask(100, (DAY_MS + HALF_HOUR_MS) / 1_000));
  clock.advance(DAY_MS - HALF_HOUR_MS);
  await deliver(closedTask(101, (2 * DAY_MS) / 1_000));

  /** Lets the clock run, a step at a time, until so many events are left. */
  const untilEvents = async (count: number, stepMs: number): Promise<void> => {
    for (let turn = 0; turn < MAX_TURNS; turn += 1) {
      if ((await events()) === count) return;
      clock.advance(stepMs);
      await new Promise(setImmediate);
    }
    throw new Error(`There are ${String(await events())} events left, not ${String(count)}`);
  };

  const lines: string[] = [];
  const log = createLog('info', { write: (line) => lines.push(line) });
  const retention = startRetention({
    database: store.database,
    clock,
    log,
    eventRetentionDays: 1,
    syncActivityHours: 24,
  });
  // 50 tasks of two events each; the other 20 wait until ingest had its turn.
  await untilEvents(144 - 100, 0);
  expect(lines).toEqual([]);
  await untilEvents(4, 250);
  await untilEvents(2, 60_000);
  await retention.close();
  await ingest.close();
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { tasks: 70, events: 140, dead: 0 },
    { tasks: 1, events: 2 },
  ]);
});
