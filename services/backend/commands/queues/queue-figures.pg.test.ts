import { QueueFiguresAnswer, type VisitFigures } from '@flex-sync-suite/shared/contract';
import fc from 'fast-check';
import * as v from 'valibot';
import { foldTask } from '../../domain/fold-task';
import { knownTask } from '../../domain/known-task';
import { minuteOf } from '../../domain/queues/contributions';
import { DEFAULT_POLICIES, policyOf } from '../../domain/queues/queue-policies';
import { visitsOf } from '../../domain/queues/visits';
import { channelOf, emptyTask, type TaskState } from '../../domain/task-state';
import { createIngest } from '../../ingest/ingest';
import type { CallbackForm } from '../../ingest/normalize-callback';
import { callback, callStory, eventOf, HOME, queueSid, T0, taskFields, taskSid } from '../../testing/callbacks';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import { anyHistory } from '../../testing/histories';
import { createQueueFiguresQuestion } from './queue-figures';

const caller = (role: string) => ({ identity: role, roles: [role], workerSid: null, actor: role });
const NOW = T0 + 3_000_000;

interface EndedOrOpen {
  readonly channel: string;
  readonly entered: number;
  readonly kind: string;
  readonly ended: number | null;
  readonly waitMs: number;
}

/** Every visit of inbound tasks to a queue, in minutes. */
const visitsTo = (tasks: readonly TaskState[], queue: number): EndedOrOpen[] =>
  tasks.map(knownTask).flatMap((task) =>
    task.direction?.value === 'outbound'
      ? []
      : visitsOf(task)
          .filter((visit) => visit.queueSid === queueSid(queue))
          .map(({ enteredAtMs, end }) => ({
            channel: channelOf(task),
            entered: minuteOf(enteredAtMs),
            kind: end.kind,
            ended: 'atMs' in end ? minuteOf(end.atMs) : null,
            waitMs: 'waitMs' in end ? end.waitMs : 0,
          })),
  );

function figuresOf(visits: readonly EndedOrOpen[], from: number, to: number): VisitFigures {
  const isIn = (minute: number | null): boolean => minute !== null && minute >= from && minute <= to;
  const ended = (kind: string) => visits.filter((visit) => visit.kind === kind && isIn(visit.ended));
  const [answered, abandoned] = [ended('answered'), ended('abandoned')];
  const isInTime = ({ channel, waitMs }: EndedOrOpen): boolean =>
    waitMs <= policyOf(DEFAULT_POLICIES, channel).thresholdSeconds * 1000;
  const sum = (some: readonly EndedOrOpen[]): number => some.reduce((total, { waitMs }) => total + waitMs, 0);
  const waits = answered.map(({ waitMs }) => waitMs).sort((a, b) => a - b);
  const nearest = (part: number): number => waits[Math.max(0, Math.ceil(part * waits.length) - 1)] ?? 0;
  return {
    offered: visits.filter(({ entered }) => isIn(entered)).length,
    answered: answered.length,
    answeredInTime: answered.filter(isInTime).length,
    abandoned: abandoned.length,
    shortAbandoned: abandoned.filter(({ waitMs }) => waitMs < 5_000).length,
    abandonedInTime: abandoned.filter(isInTime).length,
    flowedOut: ended('flowed-out').length,
    answerWaitMs: sum(answered),
    abandonWaitMs: sum(abandoned),
    answerWaitPercentilesMs: waits.length === 0 ? null : { p50: nearest(0.5), p90: nearest(0.9), p95: nearest(0.95) },
  };
}

describe.each(ENGINES)('the figures of a queue on %s', (_name, open) => {
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
  const ask = (n: number, role = 'supervisor') =>
    createQueueFiguresQuestion({ database: db.database, now: () => NOW, zone: 'UTC' })(caller(role), queueSid(n));

  it('are what counting the visits of its tasks gives, by window and channel, whatever has happened', async () => {
    await fc.assert(
      fc.asyncProperty(anyHistory(60), async (history) => {
        await db.clear();
        // So that the queue is known.
        const forms = [callback('task-queue.created', -900, { TaskQueueSid: queueSid(1) }), ...history];
        await take(forms);
        const tasks = [1, 2, 3].map((n) => forms.map(eventOf).reduce(foldTask, emptyTask(taskSid(n))));
        const all = visitsTo(tasks, 1);
        const answer = v.parse(QueueFiguresAnswer, await ask(1));
        const to = minuteOf(Date.parse(answer.at));
        const froms = [to - 14, to - 29, to - 59, minuteOf(Date.UTC(2026, 2, 12))];
        expect(answer.windows.map(({ since }) => minuteOf(Date.parse(since)))).toEqual(froms);
        for (const [index, { total, channels }] of answer.windows.entries()) {
          const from = froms[index] ?? to;
          expect(total).toEqual(figuresOf(all, from, to));
          const expected = [...new Set(all.map(({ channel }) => channel))].sort().map((channel) => ({
            channel,
            ...figuresOf(
              all.filter((visit) => visit.channel === channel),
              from,
              to,
            ),
          }));
          const isEmpty = ({ offered, answered, abandoned, flowedOut }: VisitFigures): boolean =>
            offered + answered + abandoned + flowedOut === 0;
          expect(channels).toEqual(expected.filter((one) => !isEmpty(one)));
        }
      }),
      { numRuns: 25 },
    );
  });

  it('are told to supervisors of a queue that there is', async () => {
    const waits = Array.from({ length: 20 }, (_, n) => callStory({ task: n, queue: 1, entered: 0, accepted: n + 1 }));
    await take([...waits.flat(), callback('task-queue.entered', 10, taskFields(90, 2))]);
    const answer = await ask(1);
    expect(answer?.windows[3]).toMatchObject({
      window: 'today',
      total: { offered: 20, answered: 20, answerWaitPercentilesMs: { p50: 10_000, p90: 18_000, p95: 19_000 } },
    });
    expect((await ask(2))?.windows[3]?.total).toMatchObject({ offered: 1, answered: 0, answerWaitPercentilesMs: null });
    expect(await ask(3)).toBeNull();
    await expect(ask(1, 'agent')).rejects.toMatchObject({ code: 'not_supervisor' });
  });
});
