import { TREND_STEP_MS, TREND_STEPS, type QueueTrend } from '@flex-sync-suite/shared/contract';
import fc from 'fast-check';
import { foldTask } from '../../domain/fold-task';
import { knownTask } from '../../domain/known-task';
import { minuteOf } from '../../domain/queues/contributions';
import { trendBounds } from '../../domain/queues/queue-trend';
import { visitsOf } from '../../domain/queues/visits';
import { emptyTask, taskPhase, type TaskState } from '../../domain/task-state';
import { createIngest } from '../../ingest/ingest';
import type { CallbackForm } from '../../ingest/normalize-callback';
import { readQueueTrends } from '../../store/queues/queue-trend-read';
import { callback, callStory, eventOf, HOME, queueSid, T0, taskFields, taskSid } from '../../testing/callbacks';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import { anyHistory } from '../../testing/histories';
import { createQueueTrendQuestion } from './queue-trend';

const caller = (role: string) => ({ identity: role, roles: [role], workerSid: null, actor: role });
const NOW = T0 + 3_000_000;
const { fromMs, toMs } = trendBounds(NOW);
const STEPS = Array.from({ length: TREND_STEPS }, (_, step) => step);
const stepOf = (atMs: number): number => Math.floor((atMs - fromMs) / TREND_STEP_MS);

interface Stay {
  readonly fromMs: number;
  readonly toMs: number;
  readonly kind: string;
}

/** From when to when somebody waited in queues. */
const staysIn = (tasks: readonly TaskState[], queues: readonly number[]): Stay[] =>
  tasks.map(knownTask).flatMap((task) =>
    task.direction?.value === 'outbound'
      ? []
      : visitsOf(task)
          .filter(({ queueSid: sid }) => queues.map(queueSid).includes(sid))
          .map(({ enteredAtMs, end }) => {
            // Of one that is closed, or about to, nobody knows when it left.
            const isWaiting = end.kind === 'open' && ['queued', 'ringing'].includes(taskPhase(task));
            const left = isWaiting ? Infinity : enteredAtMs;
            return { fromMs: enteredAtMs, toMs: 'atMs' in end ? end.atMs : left, kind: end.kind };
          }),
  );

/** Counted moment by moment. */
function expected(stays: readonly Stay[]): Pick<QueueTrend, 'waiting' | 'offered' | 'answered'> {
  const moments = stays.flatMap((stay) => [stay.fromMs, stay.toMs]);
  const waitingAt = (atMs: number): number => stays.filter((stay) => stay.fromMs <= atMs && atMs < stay.toMs).length;
  const among = (atMs: number, step: number): boolean => atMs < toMs && stepOf(atMs) === step;
  return {
    waiting: STEPS.map((step) =>
      Math.max(...[fromMs + step * TREND_STEP_MS, ...moments.filter((atMs) => among(atMs, step))].map(waitingAt)),
    ),
    offered: STEPS.map((step) => stays.filter((stay) => among(minuteOf(stay.fromMs) * 60_000, step)).length),
    answered: STEPS.map((step) => stays.filter((stay) => stay.kind === 'answered' && among(stay.toMs, step)).length),
  };
}

describe.each(ENGINES)('the last 60 minutes of queues on %s', (_name, open) => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());
  beforeEach(() => db.clear());

  async function take(forms: readonly CallbackForm[]): Promise<void> {
    const ingest = createIngest({ database: db.database, clock: { now: () => NOW }, home: HOME });
    await ingest.accept(forms.map((form) => ({ source: 'callback', form })));
    await ingest.close();
  }

  it('are what every moment of every visit comes to, of each queue and of all together', async () => {
    await fc.assert(
      fc.asyncProperty(anyHistory(60), async (history) => {
        await db.clear();
        await take(history);
        const states = [1, 2, 3].map((n) => history.map(eventOf).reduce(foldTask, emptyTask(taskSid(n))));
        const numbers = [1, 2, 3];
        const trends = await readQueueTrends(db.database.kysely, numbers.map(queueSid), NOW);
        for (const n of numbers) {
          const found = trends.get(queueSid(n));
          if (found !== undefined) expect(found).toMatchObject(expected(staysIn(states, [n])));
        }
        const known = numbers.filter((n) => trends.has(queueSid(n)));
        const ask = createQueueTrendQuestion({ database: db.database, now: () => NOW });
        expect(await ask(caller('supervisor'), numbers.map(queueSid))).toMatchObject(expected(staysIn(states, known)));
      }),
      { numRuns: 25 },
    );
  });

  it('tell the most who waited at one moment in several queues, not the sum of their highest', async () => {
    const enter = (task: number, queue: number, seconds: number) =>
      callback('task-queue.entered', seconds, taskFields(task, queue));
    const cancel = (task: number, queue: number, seconds: number) =>
      callback('task.canceled', seconds, taskFields(task, queue));
    await take([
      ...[enter(1, 1, 0), enter(2, 1, 1), cancel(1, 1, 60), cancel(2, 1, 60)],
      ...[enter(3, 2, 60), cancel(3, 2, 63)],
    ]);
    const ask = createQueueTrendQuestion({ database: db.database, now: () => NOW });
    const trend = await ask(caller('supervisor'), [1, 2, 9].map(queueSid));
    const at = stepOf(T0);
    expect(trend).toMatchObject({ since: new Date(fromMs).toISOString(), at: new Date(NOW).toISOString() });
    expect([trend.waiting[at], trend.offered[at], trend.abandoned[at]]).toEqual([2, 3, 2]);
    expect([trend.served[at], trend.judged[at]]).toEqual([0, 2]);
  });

  it('are asked once for all who look within ten seconds, and refused to agents', async () => {
    await take(callStory({ task: 1, queue: 1, entered: 0, accepted: 4 }));
    let now = NOW;
    const ask = createQueueTrendQuestion({ database: db.database, now: () => now });
    const first = await ask(caller('supervisor'), [queueSid(1), queueSid(2)]);
    expect(await ask(caller('admin'), [queueSid(2), queueSid(1)])).toBe(first);
    now += 10_000;
    expect(await ask(caller('supervisor'), [queueSid(1), queueSid(2)])).not.toBe(first);
    await expect(ask(caller('agent'), [queueSid(1)])).rejects.toMatchObject({ code: 'not_supervisor' });
  });
});
