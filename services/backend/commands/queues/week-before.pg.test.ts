import { emptyWindow, serviceLevelSums, type GroupWindow, type QueueReset } from '@flex-sync-suite/shared/contract';
import fc from 'fast-check';
import { foldTask } from '../../domain/fold-task';
import { COUNTERS, minuteOf } from '../../domain/queues/contributions';
import { dayReset, weekBefore } from '../../domain/queues/reporting-day';
import { emptyTask } from '../../domain/task-state';
import { createIngest } from '../../ingest/ingest';
import type { CallbackForm } from '../../ingest/normalize-callback';
import { callback, callStory, eventOf, HOME, queueSid, T0, taskSid } from '../../testing/callbacks';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import { anyHistory } from '../../testing/histories';
import { judgedBuckets } from '../../testing/judged-buckets';
import { createQueueRuleCommands } from './queue-rules';
import { createWeekBeforeQuestion } from './week-before';

const caller = (role: string) => ({ identity: role, roles: [role], workerSid: null, actor: role });
const WEEK_MS = 7 * 86_400_000;
const ZONE = 'Europe/Berlin';
/** When the day of queue 2 begins: before its events, among them, or as that of all others. */
const anyReset = fc.constantFrom<QueueReset | null>(
  null,
  { time: '10:53' },
  { time: '11:08' },
  { time: '10:21', zone: 'UTC' },
);

describe.each(ENGINES)('the week before on %s', (_name, open) => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());
  beforeEach(() => db.clear());

  async function take(forms: readonly CallbackForm[]): Promise<void> {
    const ingest = createIngest({ database: db.database, clock: { now: () => T0 }, home: HOME });
    await ingest.accept(forms.map((form) => ({ source: 'callback', form })));
    await ingest.close();
  }
  const ask = (numbers: readonly number[], { now = T0 + WEEK_MS, role = 'supervisor' } = {}) =>
    createWeekBeforeQuestion({ database: db.database, now: () => now, zone: ZONE })(
      caller(role),
      numbers.map(queueSid),
    );

  it('is what every visit of the queues comes to in the same minutes of the clock, each by its own day', async () => {
    const named = [1, 2].map((n) =>
      callback('task-queue.created', -900, { TaskQueueSid: queueSid(n), TaskQueueName: `Queue ${n}` }),
    );
    // The store reaches back further than any of the days.
    const old = callStory({ task: 9, queue: 9, entered: -2 * 86_400, accepted: 4 - 2 * 86_400 });
    await fc.assert(
      fc.asyncProperty(anyHistory(60), anyReset, fc.nat(3 * 3_600_000), async (history, reset, laterMs) => {
        await db.clear();
        await take([...named, ...old, ...history]);
        const ofSecond = { id: 'a', queues: { kind: 'prefix', beginsWith: 'Queue 2' }, formula: 'S2' } as const;
        await createQueueRuleCommands({ database: db.database, now: () => T0, onMarked: () => undefined }).replace(
          caller('admin'),
          { revision: 0, rules: [reset === null ? ofSecond : { ...ofSecond, reset }] },
        );
        const tasks = [1, 2, 3].map((n) => history.map(eventOf).reduce(foldTask, emptyTask(taskSid(n))));
        const now = T0 + WEEK_MS + laterMs;
        const before = [null, reset].map((one) => weekBefore(now, dayReset(ZONE, one)));
        const to = minuteOf(now - WEEK_MS);
        const fromsOf = (queue: 0 | 1): number[] => [
          to - 14,
          to - 29,
          to - 59,
          minuteOf(before[queue]?.todaySinceMs ?? 0),
        ];
        const answer = await ask([1, 2], { now });
        for (const [index, { counts, since }] of answer.windows.entries()) {
          const froms = ([0, 1] as const).map((queue) => fromsOf(queue)[index] ?? 0);
          expect(minuteOf(Date.parse(since))).toBe(Math.min(...froms));
          const expected: GroupWindow = { ...emptyWindow(), served: 0, judged: 0 };
          for (const { queueSid: sid, minute, counts: some } of judgedBuckets(tasks)) {
            const queue = [1, 2].map(queueSid).indexOf(sid);
            if (minute > to || minute < (froms[queue] ?? Infinity)) continue;
            for (const counter of COUNTERS) expected[counter] += some[counter];
            const rule = { formula: queue === 1 ? 'S2' : 'S6', countsFlowOuts: false } as const;
            const { numerator, denominator } = serviceLevelSums(some, rule);
            expected.served += numerator;
            expected.judged += denominator;
          }
          expect(counts).toEqual(expected);
        }
      }),
      { numRuns: 15 },
    );
  });

  it('is told where the store reaches back to it, window by window, and not to agents', async () => {
    await take(callStory({ task: 1, queue: 1, entered: 0, accepted: 4 }));
    const known = async (now: number): Promise<(number | null)[]> =>
      (await ask([1], { now })).windows.map(({ counts }) => counts?.offered ?? null);
    expect(await known(T0)).toEqual([null, null, null, null]);
    expect(await known(T0 + WEEK_MS)).toEqual([null, null, null, null]);
    expect(await known(T0 + WEEK_MS + 20 * 60_000)).toEqual([0, null, null, null]);
    expect(await known(T0 + WEEK_MS + 29 * 60_000)).toEqual([0, 1, null, null]);
    expect(await ask([1])).toMatchObject({
      beforeAt: new Date(T0).toISOString(),
      storedSince: new Date(T0).toISOString(),
    });
    await expect(ask([1], { role: 'agent' })).rejects.toMatchObject({ code: 'not_supervisor' });
    await db.clear();
    expect(await ask([])).toMatchObject({ storedSince: null, windows: [{ counts: null }, {}, {}, {}] });
  });
});
