import {
  QueueFiguresAnswer,
  FurtherFigures,
  type WaitsByThreshold,
  type HandlingFigures,
  type HandlingWindow,
  type QueueNow,
  type QueueReset,
  type VisitFigures,
  type WindowFigures,
} from '@flex-sync-suite/shared/contract';
import fc from 'fast-check';
import { sql } from 'kysely';
import * as v from 'valibot';
import { foldTask } from '../../domain/fold-task';
import { knownTask } from '../../domain/known-task';
import { minuteOf } from '../../domain/queues/contributions';
import { DEFAULT_POLICIES, policyOf } from '../../domain/queues/queue-policies';
import { dayReset, lastReset } from '../../domain/queues/reporting-day';
import { beginningOf, visitsOf } from '../../domain/queues/visits';
import { channelOf, emptyTask, taskPhase, type TaskState } from '../../domain/task-state';
import { createIngest } from '../../ingest/ingest';
import type { CallbackForm } from '../../ingest/normalize-callback';
import { reservationInstants } from '../../store/migrations/0032-reservation-instants';
import { occupancy } from '../../store/migrations/0038-occupancy';
import { NOTHING } from '../../store/queues/figures/queue-figures-read';
import { readQueueDetail } from '../../store/queues/queue-detail-read';
import { readQueueFigures } from '../../store/queues/queue-read';
import { bruteOccupancy } from '../../testing/brute-occupancy';
import {
  activitySid,
  callback,
  callStory,
  eventOf,
  HOME,
  queueSid,
  T0,
  taskFields,
  taskSid,
  workerSid,
} from '../../testing/callbacks';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import { anyHistory, HISTORY_SPAN_MS } from '../../testing/histories';
import { anyShift } from '../../testing/shifts';
import { stateDump } from '../../testing/state-dump';
import { createQueueFiguresQuestion } from './queue-figures';
import { createQueueRuleCommands } from './queue-rules';
import { createFurtherFiguresQuestion } from './further-figures';

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

interface Invitation {
  readonly channel: string;
  readonly handled: { readonly minute: number; readonly talkMs: number; readonly wrapMs: number } | null;
  readonly accepted: { readonly minute: number; readonly ringMs: number } | null;
  readonly missed: number | null;
  readonly rejected: number | null;
}

/** Every reservation of a queue, in minutes. */
const invitationsTo = (tasks: readonly TaskState[], queue: number): Invitation[] =>
  tasks.map(knownTask).flatMap((task) =>
    task.reservations
      .filter((one) => one.queue?.value === queueSid(queue))
      .map((one) => {
        const { acceptedAtMs, wrapUpAtMs, completedAtMs, rejectedAtMs, timedOutAtMs } = one;
        const isOutbound = task.direction?.value === 'outbound';
        const isTurnedDown = !isOutbound && acceptedAtMs === null && wrapUpAtMs === null && completedAtMs === null;
        return {
          channel: channelOf(task),
          handled:
            acceptedAtMs === null || completedAtMs === null ? null : handling(acceptedAtMs, wrapUpAtMs, completedAtMs),
          accepted:
            acceptedAtMs === null || isOutbound
              ? null
              : { minute: minuteOf(acceptedAtMs), ringMs: Math.max(0, acceptedAtMs - (beginningOf(one) ?? 0)) },
          missed: isTurnedDown && timedOutAtMs !== null ? minuteOf(timedOutAtMs) : null,
          rejected: isTurnedDown && timedOutAtMs === null && rejectedAtMs !== null ? minuteOf(rejectedAtMs) : null,
        };
      }),
  );

function handling(acceptedAtMs: number, wrapUpAtMs: number | null, completedAtMs: number): Invitation['handled'] {
  const minute = minuteOf(completedAtMs);
  if (completedAtMs < acceptedAtMs) return { minute, talkMs: 0, wrapMs: 0 };
  const talkedUntil = Math.min(completedAtMs, Math.max(acceptedAtMs, wrapUpAtMs ?? completedAtMs));
  return { minute, talkMs: talkedUntil - acceptedAtMs, wrapMs: completedAtMs - talkedUntil };
}

const isWithin =
  (from: number, to: number) =>
  (minute: number | null): boolean =>
    minute !== null && minute >= from && minute <= to;

function handlingOf(invitations: readonly Invitation[], from: number, to: number): HandlingFigures {
  const isIn = isWithin(from, to);
  const handled = invitations.flatMap((one) => (one.handled !== null && isIn(one.handled.minute) ? [one.handled] : []));
  const accepted = invitations.flatMap((one) =>
    one.accepted !== null && isIn(one.accepted.minute) ? [one.accepted] : [],
  );
  return {
    handled: handled.length,
    talkMs: handled.reduce((total, { talkMs }) => total + talkMs, 0),
    wrapMs: handled.reduce((total, { wrapMs }) => total + wrapMs, 0),
    accepted: accepted.length,
    ringMs: accepted.reduce((total, { ringMs }) => total + ringMs, 0),
    missed: invitations.filter(({ missed }) => isIn(missed)).length,
    rejected: invitations.filter(({ rejected }) => isIn(rejected)).length,
  };
}

function visitsIn(visits: readonly EndedOrOpen[], from: number, to: number): VisitFigures {
  const isIn = isWithin(from, to);
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

/** Days of 23, 24 and 25 hours, the last of them over the end of a year: when they begin and end. */
const DAYS = [
  { zone: 'UTC', begins: '2026-03-12T00:00Z', ends: '2026-03-13T00:00Z' },
  { zone: 'Europe/Berlin', begins: '2026-03-28T23:00Z', ends: '2026-03-29T22:00Z' },
  { zone: 'Europe/Berlin', begins: '2026-10-24T22:00Z', ends: '2026-10-25T23:00Z' },
  { zone: 'America/New_York', begins: '2026-12-31T05:00Z', ends: '2027-01-01T05:00Z' },
].map(({ zone, begins, ends }) => ({ zone, begins: Date.parse(begins), ends: Date.parse(ends) }));

const moved = (form: CallbackForm, byMs: number): CallbackForm => {
  const atMs = Number(form['TimestampMs']) + byMs;
  return { ...form, TimestampMs: String(atMs), Timestamp: String(Math.floor(atMs / 1000)) };
};

/** Around the beginning of a day or its end, asked about a while later, perhaps on the next day. */
const anyDay = fc
  .record({
    day: fc.constantFrom(...DAYS),
    isAtEnd: fc.boolean(),
    laterMs: fc.integer({ min: 0, max: 23.5 * 3_600_000 }),
  })
  .map(({ day, isAtEnd, laterMs }) => {
    const middle = isAtEnd ? day.ends : day.begins;
    return { ...day, byMs: middle - T0 - HISTORY_SPAN_MS / 2, askedAt: middle + laterMs };
  });

const anyReset = fc.constantFrom<QueueReset | null>(
  null,
  { time: '00:10' },
  { time: '23:50' },
  { time: '02:30', zone: 'Europe/Berlin' },
);

/** So that the queue is known, and most agents match it and are available. */
const staffed = (): CallbackForm[] => [
  callback('task-queue.created', -900, { TaskQueueSid: queueSid(1), TaskQueueTargetExpression: '1==1' }),
  callback('activity.created', -900, { ActivitySid: activitySid(1), ActivityAvailable: 'true' }),
  ...[1, 2, 3].map((n) =>
    callback('worker.created', -900, {
      ...{ WorkerSid: workerSid(n), WorkerAttributes: '{}', WorkerActivitySid: activitySid(n % 2) },
    }),
  ),
];

/** The channels of now as one. */
function tasksOf(channels: QueueFiguresAnswer['now']): Partial<QueueNow> {
  const sum = (count: 'queued' | 'ringing' | 'talking' | 'wrapping'): number =>
    channels.reduce((total, channel) => total + channel[count], 0);
  const earliest = (instant: 'oldestWaitingSince' | 'oldestWaitingCreatedAt'): string | null =>
    channels.flatMap((channel) => channel[instant] ?? []).sort()[0] ?? null;
  return {
    ...{ queued: sum('queued'), ringing: sum('ringing'), talking: sum('talking'), wrapping: sum('wrapping') },
    oldestWaitingSince: earliest('oldestWaitingSince'),
    oldestWaitingCreatedAt: earliest('oldestWaitingCreatedAt'),
  };
}

const isEmpty = ({
  offered,
  answered,
  abandoned,
  flowedOut,
  handled,
  accepted,
  missed,
  rejected,
}: WindowFigures): boolean => offered + answered + abandoned + flowedOut + handled + accepted + missed + rejected === 0;

/** Who waits in a queue for longer than its threshold, and for nearly as long. */
function thresholdsNow(tasks: readonly TaskState[], queue: number, at: number): WaitsByThreshold {
  const shares = tasks.map(knownTask).flatMap((task) => {
    const visit = visitsOf(task).at(-1);
    if (visit?.queueSid !== queueSid(queue) || !['queued', 'ringing'].includes(taskPhase(task))) return [];
    return [(at - visit.enteredAtMs) / (policyOf(DEFAULT_POLICIES, channelOf(task)).thresholdSeconds * 1000)];
  });
  const over = shares.filter((share) => share > 1).length;
  return { overThreshold: over, nearThreshold: shares.filter((share) => share >= 0.75).length - over };
}

/** What the answer about all queues has to say of the queue of this one; undefined where there is nothing to say. */
function furtherOf(
  { taskQueueSid, windows }: QueueFiguresAnswer,
  now: WaitsByThreshold,
): FurtherFigures['queues'][number] | undefined {
  const of = (name: 'last30Minutes' | 'today'): HandlingWindow => {
    const { handled, talkMs, wrapMs, accepted, ringMs, missed, rejected, abandoned, abandonWaitMs } =
      windows.find(({ window }) => window === name)?.total ?? NOTHING;
    return {
      ...{ handledReservations: handled, talkMs, wrapMs, accepted, ringMs, missed, rejected },
      ...{ abandonedVisits: abandoned, abandonWaitMs },
    };
  };
  const row = { taskQueueSid, now, last30Minutes: of('last30Minutes'), today: of('today') };
  const isQuiet = [now, row.last30Minutes, row.today].every((window) =>
    Object.values(window).every((count) => count === 0),
  );
  return isQuiet ? undefined : row;
}

describe.each(ENGINES)('the figures of a queue on %s', (_name, open) => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());
  beforeEach(() => db.clear());

  async function take(
    forms: readonly CallbackForm[],
    now = NOW,
    source: 'callback' | 'reconcile' = 'callback',
  ): Promise<void> {
    const ingest = createIngest({ database: db.database, clock: { now: () => now }, home: HOME });
    await ingest.accept(forms.map((form) => ({ source, form })));
    await ingest.close();
  }
  const beginDaysAt = (reset: QueueReset) =>
    createQueueRuleCommands({ database: db.database, now: () => NOW, onMarked: () => undefined }).replace(
      caller('admin'),
      { revision: 0, rules: [{ id: 'a', queues: { kind: 'all' }, reset }] },
    );
  const ask = (n: number, { role = 'supervisor', now = NOW, zone = 'UTC' } = {}) =>
    createQueueFiguresQuestion({ database: db.database, now: () => now, zone })(caller(role), queueSid(n));

  it('are what counting its tasks, their visits and invitations gives, by window and channel, on any day', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(anyHistory(60), anyShift([4, 5, 6, 7])),
        anyDay,
        anyReset,
        async (history, { zone, begins, ends, byMs, askedAt }, reset) => {
          await db.clear();
          const forms = [...staffed(), ...history.flat()].map((form) => moved(form, byMs));
          await take(forms, askedAt);
          if (reset !== null) await beginDaysAt(reset);
          const events = forms.map(eventOf);
          const tasks = [1, 2, 3, 4, 5, 6, 7].map((n) => events.reduce(foldTask, emptyTask(taskSid(n))));
          const [visits, invitations] = [visitsTo(tasks, 1), invitationsTo(tasks, 1)];
          const answer = v.parse(QueueFiguresAnswer, await ask(1, { now: askedAt, zone }));
          const at = Date.parse(answer.at);
          const document = (await readQueueFigures(db.database.kysely, [queueSid(1)], { at, zone })).get(queueSid(1));
          expect(document?.now).toMatchObject(tasksOf(answer.now));
          const midnight = at >= ends ? ends : at >= begins ? begins : begins - 24 * 3_600_000;
          const day = reset === null ? midnight : lastReset(at, dayReset(zone, reset));
          const to = minuteOf(at);
          const froms = [to - 14, to - 29, to - 59, minuteOf(day)];
          expect(answer.windows.map(({ since }) => minuteOf(Date.parse(since)))).toEqual(froms);
          const further = await createFurtherFiguresQuestion({ database: db.database, now: () => askedAt, zone })(
            caller('supervisor'),
          );
          expect(
            v.parse(FurtherFigures, further).queues.find(({ taskQueueSid }) => taskQueueSid === queueSid(1)),
          ).toEqual(furtherOf(answer, thresholdsNow(tasks, 1, at)));
          const occupancyFrom = bruteOccupancy(events, tasks, { queue: 1, at });
          for (const [index, { total, channels, occupancy: told }] of answer.windows.entries()) {
            const from = froms[index] ?? to;
            expect(told).toEqual(occupancyFrom(from * 60_000));
            const figuresOf = (channel: string | null): WindowFigures => {
              const isOf = (one: { readonly channel: string }): boolean => channel === null || one.channel === channel;
              return {
                ...visitsIn(visits.filter(isOf), from, to),
                ...handlingOf(invitations.filter(isOf), from, to),
              };
            };
            expect(total).toEqual(figuresOf(null));
            const named = [...new Set([...visits, ...invitations].map(({ channel }) => channel))].sort();
            const expected = named.map((channel) => ({ channel, ...figuresOf(channel) }));
            expect(channels).toEqual(expected.filter((one) => !isEmpty(one)));
          }
        },
      ),
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
    await expect(ask(1, { role: 'agent' })).rejects.toMatchObject({ code: 'not_supervisor' });
  });

  it('of now count who waits over the threshold, and from three quarters of it, by channel and to the millisecond', async () => {
    const waits = [14_999, 15_000, 20_000, 20_001, 600_000].map((waitMs, n) =>
      callback('task-queue.entered', (NOW - T0 - waitMs) / 1000, taskFields(n + 1, 1)),
    );
    const chat = taskFields(9, 1, { TaskChannelUniqueName: 'chat' });
    await take([...waits, callback('task-queue.entered', (NOW - T0 - 60_001) / 1000, chat)]);
    const now = { overThreshold: 3, nearThreshold: 2 };
    const options = { database: db.database, now: () => NOW, zone: 'UTC' };
    const { queues } = await createFurtherFiguresQuestion(options)(caller('supervisor'));
    expect(queues).toMatchObject([{ taskQueueSid: queueSid(1), now }]);
    expect((await ask(1))?.now).toMatchObject([
      { channel: 'chat', overThreshold: 1, nearThreshold: 0 },
      { channel: 'voice', overThreshold: 2, nearThreshold: 2 },
    ]);
    expect((await readQueueDetail(db.database.kysely, queueSid(1), NOW))?.thresholds).toEqual(now);
  });

  it('count what was stored before: the migrations find what became of invitations, as told and as estimated, and who was where', async () => {
    const [told = [], listed = []] = fc.sample(anyHistory(80), { numRuns: 2, seed: 32 });
    await take(told);
    await take(listed, NOW, 'reconcile');
    const ingest = createIngest({ database: db.database, clock: { now: () => NOW }, home: HOME });
    const seen = {
      kind: 'worker',
      sid: workerSid(1),
      name: 'Ada',
      attributes: '{}',
      activitySid: activitySid(2),
    } as const;
    await ingest.accept([{ source: 'directory', observation: { ...seen, updatedAtMs: T0 + 7 } }]);
    await ingest.close();
    const state = await stateDump(db.database);
    for (const column of ['wrapup_at', 'completed_at', 'rejected_at', 'timed_out_at']) {
      await sql.raw(`ALTER TABLE reservation DROP COLUMN ${column}`).execute(db.database.kysely);
    }
    await sql`ALTER TABLE reservation DROP COLUMN released_at`.execute(db.database.kysely);
    await sql`DROP TABLE worker_activity`.execute(db.database.kysely);
    await reservationInstants.up(db.database.kysely);
    await occupancy.up(db.database.kysely);
    expect(await stateDump(db.database)).toBe(state);
  });
});
