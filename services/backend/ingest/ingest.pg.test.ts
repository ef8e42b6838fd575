import fc from 'fast-check';
import { sql } from 'kysely';
import { foldTask } from '../domain/fold-task';
import { emptyTask } from '../domain/task-state';
import { readKnownDirectory } from '../store/directory/directory-rows';
import { newestEventAt } from '../store/events';
import { readQueueFigures, listQueues } from '../store/queues/queue-read';
import { queueObjectKey, recentCallsKey } from '../store/outbox/sync-keys';
import { claim } from '../store/outbox/sync-objects';
import {
  HOME,
  activitySid,
  callback,
  callStory,
  eventOf,
  queueSid,
  reservationFields,
  T0,
  taskFields,
  taskSid,
  workerSid,
} from '../testing/callbacks';
import { cloudEventOf } from '../testing/cloud-events';
import { ENGINES, type TestDatabase } from '../testing/databases';
import { anyHistory, disturbed } from '../testing/histories';
import { judgedBuckets } from '../testing/judged-buckets';
import { randomText } from '../testing/random-text';
import { stateDump } from '../testing/state-dump';
import { eventsOfBatch } from './event-stream';
import { IngestOverloaded } from './group-commit';
import { createIngest, type Ingest, type IngestOptions } from './ingest';
import type { CallbackForm } from './normalize-callback';
import type { Observation } from './normalize-directory';
import { absentFrom, observeDirectory } from './observe-directory';

const clock = { now: () => T0 + 7_200_000 };

describe.each(ENGINES)('ingest on %s', (_name, open) => {
  let db: TestDatabase;
  let ingest: Ingest;
  let marked: string[];

  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    await db.clear();
    marked = [];
    ingest = newIngest();
  });
  afterEach(() => ingest.close());

  const newIngest = (options: Partial<IngestOptions> = {}): Ingest =>
    createIngest({
      database: db.database,
      clock,
      home: HOME,
      onMarked: (keys) => marked.push(...keys),
      ...options,
    });
  const accept = (forms: readonly CallbackForm[], into: Ingest = ingest) =>
    into.accept(forms.map((form) => ({ source: 'callback', form })));
  /** By Event Streams. */
  const stream = (forms: readonly CallbackForm[]) => ingest.accept(eventsOfBatch(forms.map(cloudEventOf)));
  const figuresOf = async (queue: number, atSeconds = 0) => {
    const at = T0 + atSeconds * 1000;
    return (await readQueueFigures(db.database.kysely, [queueSid(queue)], { at, zone: 'UTC' })).get(queueSid(queue));
  };
  const deadEvents = async () =>
    (await sql<{ reason: string; raw: string }>`SELECT reason, raw FROM event_dead`.execute(db.database.kysely)).rows;

  it('turns the callbacks of a call into figures and marks its queue and its agent’s calls', async () => {
    const story = callStory({ task: 1, queue: 1, entered: 0, reserved: 5, accepted: 12, wrapUp: 60, completed: 90 });
    await expect(accept(story)).resolves.toEqual({ stored: story.length, duplicates: 0, dead: 0 });
    const figures = await figuresOf(1, 100);
    expect(figures?.last30Minutes).toEqual({
      offered: 1,
      answered: 1,
      answeredInTime: 1,
      abandoned: 0,
      shortAbandoned: 0,
      abandonedInTime: 0,
      flowedOut: 0,
      completed: 1,
      handled: 1,
      answerWaitMs: 12_000,
      handleMs: 78_000,
    });
    expect(figures).toMatchObject({
      at: new Date(T0 + 100_000).toISOString(),
      asOf: new Date(T0 + 90_000).toISOString(),
      now: { queued: 0, ringing: 0, talking: 0, wrapping: 0, oldestWaitingSince: null },
      today: { answered: 1, since: '2026-03-12T00:00:00.000Z' },
    });
    expect(new Set(marked)).toEqual(
      new Set([queueObjectKey(queueSid(1)), 'queue-index', recentCallsKey(workerSid(1))]),
    );
    expect(await listQueues(db.database.kysely)).toEqual([
      expect.objectContaining({ sid: queueSid(1), name: 'Queue 1', channels: ['voice'], groups: [] }),
    ]);
  });

  it('states figures no earlier than the newest stored event', async () => {
    await accept([callback('task-queue.entered', 600, taskFields(1, 1))]);
    expect((await figuresOf(1, 0))?.at).toBe(new Date(T0 + 600_000).toISOString());
    expect(await newestEventAt(db.database.kysely)).toBe(T0 + 600_000);
  });

  it('counts a repeated event once, within a batch and across batches', async () => {
    const entered = callback('task-queue.entered', 0, taskFields(1, 1));
    await expect(accept([entered, entered])).resolves.toEqual({ stored: 1, duplicates: 1, dead: 0 });
    await expect(accept([entered])).resolves.toEqual({ stored: 0, duplicates: 1, dead: 0 });
    expect((await figuresOf(1))?.today.offered).toBe(1);
  });

  it('marks nothing when an event changes nothing', async () => {
    await accept([callback('task-queue.entered', 0, taskFields(1, 1))]);
    marked = [];
    await accept([
      callback('workflow.entered', 1, taskFields(1, 1)),
      callback('task-queue.entered', 0, taskFields(1, 1)),
    ]);
    expect(marked).toEqual([]);
  });

  it('keeps events that cannot be understood, raw and with the reason', async () => {
    const broken = [
      callback('task-queue.entered', 25 * 3_600, taskFields(1, 1)),
      callback('task.created', 0, { ...taskFields(1, 1), TimestampMs: 'NaN' }),
      callback('task.created', 0, { TaskSid: 'WT123' }),
    ];
    broken[0] = { ...broken[0], TimestampMs: String(clock.now() + 24 * 3_600_000 + 1) };
    const good = callback('task-queue.entered', 0, taskFields(1, 1));
    await expect(accept([...broken, good])).resolves.toEqual({ stored: 1, duplicates: 0, dead: 3 });
    const dead = await deadEvents();
    expect(dead.map(({ reason }) => reason).sort()).toEqual([
      'TaskSid is not a SID of its kind',
      'TimestampMs is more than 24 hours ahead of the clock',
      'TimestampMs is not a whole number',
    ]);
    expect(dead.map(({ raw }) => JSON.parse(raw) as unknown)).toEqual(expect.arrayContaining(broken));
  });

  it('stores NUL characters and lone surrogates exactly, and folds what the database can hold', async () => {
    const evil = callback(
      'task-queue.entered',
      0,
      taskFields(1, 1, { TaskQueueName: 'a\0b\ud800c😀', Odd: '\udfff\0' }),
    );
    await expect(accept([evil])).resolves.toMatchObject({ stored: 1 });
    expect((await listQueues(db.database.kysely))[0]?.name).toBe('a\ufffdb\ufffdc😀');
    const { rows } = await sql<{ raw: string }>`SELECT raw FROM event`.execute(db.database.kysely);
    expect(rows.map(({ raw }) => JSON.parse(raw) as unknown)).toEqual([evil]);
  });

  it('does not let an event that the database refuses sink its batch', async () => {
    // Longer than an index row may be, and too random to be compressed below that.
    const poison = callback('task-queue.entered', 0, taskFields(2, 1, { TaskChannelUniqueName: randomText(20_000) }));
    const good = [1, 3, 4].map((task) => callback('task-queue.entered', task, taskFields(task, 1)));
    await expect(accept([good[0]!, poison, good[1]!, good[2]!])).resolves.toEqual({
      stored: 3,
      duplicates: 0,
      dead: 1,
    });
    expect((await figuresOf(1, 60))?.today.offered).toBe(3);
    expect((await deadEvents()).map(({ reason }) => reason)).toEqual([expect.stringMatching(/^cannot be applied: /)]);
  });

  it('refuses what exceeds the waiting line and stores nothing of it', async () => {
    const small = newIngest({ maxQueued: 3 });
    const forms = [1, 2, 3, 4].map((task) => callback('task-queue.entered', task, taskFields(task, 1)));
    const first = accept(forms.slice(0, 2), small);
    await expect(accept(forms.slice(2), small)).rejects.toThrow(IngestOverloaded);
    await expect(first).resolves.toMatchObject({ stored: 2 });
    await expect(accept(forms.slice(2), small)).resolves.toMatchObject({ stored: 2 });
    await small.close();
    await expect(accept(forms, small)).rejects.toThrow(IngestOverloaded);
  });

  it('commits what arrives together in batches of at most the given size', async () => {
    const commits: number[] = [];
    const batching = newIngest({ maxBatch: 10, onMarked: () => commits.push(1) });
    const forms = Array.from({ length: 25 }, (_, n) => callback('task-queue.entered', n, taskFields(n, 1)));
    await Promise.all(forms.map((form) => accept([form], batching)));
    expect(commits).toHaveLength(3);
    await batching.close();
  });

  it('has the same state after any order, repetition, split and way of the same events, equal to a recomputation', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyHistory(50).chain((history) => fc.tuple(fc.constant(history), disturbed(history))),
        async ([history, batches]) => {
          await db.clear();
          await accept(history);
          const inOrder = await stateDump(db.database);
          await db.clear();
          for (const [index, batch] of batches.entries()) await (index % 2 === 0 ? accept(batch) : stream(batch));
          expect(await stateDump(db.database)).toBe(inOrder);
          expect(await storedBuckets()).toEqual(recomputedBuckets(history));
          const { length } = history;
          await expect(stream(history)).resolves.toEqual({ stored: 0, duplicates: length, dead: 0 });
        },
      ),
      { numRuns: 12 },
    );
  });

  it('has the same state when several processes ingest overlapping shares of the events at once', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyHistory(80).chain((history) => fc.tuple(fc.constant(history), disturbed(history))),
        async ([history, batches]) => {
          await db.clear();
          await accept(history);
          const alone = await stateDump(db.database);
          await db.clear();
          const processes = [newIngest({ maxBatch: 5 }), newIngest({ maxBatch: 7 }), newIngest({ maxBatch: 9 })];
          await Promise.all(batches.map((batch, index) => accept(batch, processes[index % 3])));
          await Promise.all(processes.map((process) => process.close()));
          expect(await stateDump(db.database)).toBe(alone);
        },
      ),
      { numRuns: 8 },
    );
  });

  it('keeps no row for a minute or a channel in which nothing is left to count', async () => {
    await accept([callback('task-queue.entered', 200, taskFields(1, 1))]);
    await accept([callback('task.updated', 300, taskFields(1, 1, { TaskAttributes: '{"direction":"outbound"}' }))]);
    expect(await sql`SELECT FROM queue_minute`.execute(db.database.kysely)).toMatchObject({ rows: [] });
    await accept([callback('task.updated', 400, taskFields(1, 1, { TaskChannelUniqueName: 'chat' }))]);
    const { rows } = await sql`SELECT channel, tasks FROM queue_channel`.execute(db.database.kysely);
    expect(rows).toEqual([{ channel: 'chat', tasks: 1 }]);
  });

  it('counts a worker of whom nothing but the SID is told among those whom an expression without conditions matches', async () => {
    const bare = callback('worker.created', 0, { WorkerSid: workerSid(1) });
    const queue = callback('task-queue.created', 0, { TaskQueueSid: queueSid(1), TaskQueueTargetExpression: '1==1' });
    await accept([queue]);
    await accept([bare]);
    const late = await stateDump(db.database);
    await db.clear();
    await accept([bare]);
    await accept([queue]);
    expect(await stateDump(db.database)).toBe(late);
  });

  async function storedBuckets(): Promise<unknown> {
    const { rows } = await sql<{ queue_sid: string; minute: number; sum: number }>`
      SELECT queue_sid, minute, offered + 10 * answered + 100 * answered_in_time + 1000 * abandoned
        + 10000 * short_abandoned + 100000 * flowed_out + 1000000 * completed + 10000000 * handled
        + answer_wait_ms + handle_ms AS sum
      FROM queue_minute ORDER BY queue_sid, minute`.execute(db.database.kysely);
    return rows.filter(({ sum }) => sum !== 0).map(({ queue_sid, minute, sum }) => [queue_sid, minute, sum]);
  }

  describe('workers', () => {
    const directory: Observation[] = [
      { kind: 'activity', sid: activitySid(1), name: 'Available', available: true, updatedAtMs: T0 },
      { kind: 'activity', sid: activitySid(2), name: 'Break', available: false, updatedAtMs: T0 },
      {
        kind: 'task-queue',
        sid: queueSid(1),
        name: 'Sales / EMEA',
        targetWorkers: "skills HAS 'sales'",
        updatedAtMs: T0,
      },
      { kind: 'task-queue', sid: queueSid(2), name: 'Everyone', targetWorkers: '1==1', updatedAtMs: T0 },
      { kind: 'task-queue', sid: queueSid(3), name: 'Broken', targetWorkers: 'skills HAS', updatedAtMs: T0 },
      ...[1, 2].flatMap((n): Observation[] => [
        {
          kind: 'worker',
          sid: workerSid(n),
          name: `Worker ${n}`,
          attributes: JSON.stringify({ skills: n === 1 ? ['sales'] : [] }),
          activitySid: activitySid(n),
          updatedAtMs: T0,
        },
        {
          kind: 'worker-channel',
          workerSid: workerSid(n),
          uniqueName: 'voice',
          capacity: 1,
          available: true,
          updatedAtMs: T0,
        },
      ]),
    ];
    const staffing = async (queue: number) => {
      const now = (await figuresOf(queue))?.now;
      return [now?.eligible, now?.available, now?.free];
    };

    beforeEach(async () => {
      await observeDirectory(ingest, directory);
      marked = [];
    });

    /** A later listing of the workspace, as the backend reads it when it starts again. */
    const listAgain = async (listed: readonly Observation[], seconds: number) => {
      const known = await readKnownDirectory(db.database.kysely);
      const absent = absentFrom(listed, known, T0 + seconds * 1_000);
      await observeDirectory(ingest, [...listed, ...absent]);
      return absent.map(({ sid }) => sid);
    };

    it('takes out what a later complete listing does not contain, once', async () => {
      const gone = [queueSid(3), workerSid(1), activitySid(2)] as string[];
      const listed = directory.filter(
        (seen) =>
          !gone.includes('sid' in seen ? seen.sid : '') && !('workerSid' in seen && gone.includes(seen.workerSid)),
      );
      expect((await listAgain(listed, 60)).sort()).toEqual([...gone].sort());
      expect((await listQueues(db.database.kysely)).map(({ sid }) => sid)).toEqual([queueSid(1), queueSid(2)]);
      expect(await staffing(2)).toEqual([1, 0, 0]);
      expect(marked).toEqual(expect.arrayContaining(['queue-index', queueObjectKey(queueSid(3))]));
      expect(await listAgain(listed, 120)).toEqual([]);
    });

    it('lets whatever happened after the listing have the last word, in any order', async () => {
      const update = callback('task-queue.expression.updated', 90, {
        TaskQueueSid: queueSid(1),
        TaskQueueTargetExpression: '1==1',
      });
      const without = directory.filter((seen) => !('sid' in seen && seen.sid === queueSid(1)));
      await accept([update]);
      expect(await listAgain(without, 60)).toEqual([queueSid(1)]);
      expect((await listQueues(db.database.kysely)).map(({ sid }) => sid)).toContain(queueSid(1));
      expect(await listAgain(without, 120)).toEqual([queueSid(1)]);
      expect((await listQueues(db.database.kysely)).map(({ sid }) => sid)).not.toContain(queueSid(1));
      await accept([{ ...update, Sid: `EV${'e'.repeat(32)}`, TimestampMs: String(T0 + 150_000) }]);
      expect((await listQueues(db.database.kysely)).map(({ sid }) => sid)).toContain(queueSid(1));
    });

    it('counts eligible, available and free workers from the directory, once however often it is observed', async () => {
      expect(await staffing(1)).toEqual([1, 1, 1]);
      expect(await staffing(2)).toEqual([2, 1, 1]);
      await expect(observeDirectory(ingest, directory)).resolves.toMatchObject({
        stored: 0,
        duplicates: directory.length,
      });
      expect(marked).toEqual([]);
    });

    it('counts nobody for an expression that cannot be read, and says why', async () => {
      expect(await staffing(3)).toEqual([0, 0, 0]);
      const queues = await listQueues(db.database.kysely);
      expect(queues.map(({ expressionError }) => expressionError)).toEqual([
        null,
        null,
        'the expression ends too early',
      ]);
      expect(queues[0]?.groups).toEqual(['Sales']);
    });

    it('marks every queue of a worker whose load changed', async () => {
      await accept([callback('reservation.created', 5, reservationFields(1, { task: 1, queue: 2, worker: 1 }))]);
      expect(marked).toEqual(expect.arrayContaining([1, 2].map((n) => queueObjectKey(queueSid(n)))));
      expect(await staffing(1)).toEqual([1, 1, 0]);
      await accept([callback('reservation.rejected', 6, reservationFields(1, { task: 1, queue: 2, worker: 1 }))]);
      expect(await staffing(1)).toEqual([1, 1, 1]);
    });

    it('marks the queues that a worker joins, leaves or becomes available in', async () => {
      const worker = (type: string, at: number, more: CallbackForm) =>
        accept([callback(type, at, { WorkerSid: workerSid(2), ...more })]);
      await worker('worker.attributes.update', 10, { WorkerAttributes: '{"skills":["sales"]}' });
      expect(marked).toContain(queueObjectKey(queueSid(1)));
      expect(await staffing(1)).toEqual([2, 1, 1]);
      marked = [];
      await worker('worker.activity.update', 20, { WorkerActivitySid: activitySid(1) });
      expect(marked.sort()).toEqual([1, 2].map((n) => queueObjectKey(queueSid(n))));
      expect(await staffing(1)).toEqual([2, 2, 2]);
      await worker('worker.attributes.update', 30, { WorkerAttributes: '{}' });
      expect(await staffing(1)).toEqual([1, 1, 1]);
      await worker('worker.deleted', 40, {});
      expect(await staffing(2)).toEqual([1, 1, 1]);
    });

    it('takes a worker out of the free ones while the channel is switched off', async () => {
      const channel = { TaskChannelUniqueName: 'voice', WorkerSid: workerSid(1), WorkerChannelAvailable: 'false' };
      await accept([callback('worker.channel.availability.update', 9, channel)]);
      expect(await staffing(1)).toEqual([1, 1, 0]);
    });

    it('marks all queues when an activity becomes unavailable, and the index when a queue is deleted', async () => {
      await accept([callback('activity.updated', 9, { ActivitySid: activitySid(1), ActivityAvailable: 'false' })]);
      expect(marked.sort()).toEqual([1, 2, 3].map((n) => queueObjectKey(queueSid(n))));
      expect(await staffing(2)).toEqual([2, 0, 0]);
      marked = [];
      await accept([callback('task-queue.deleted', 9, { TaskQueueSid: queueSid(3) })]);
      expect(marked.sort()).toEqual(['queue-index', queueObjectKey(queueSid(3))]);
      expect(await figuresOf(3)).toBeUndefined();
    });

    it('re-evaluates the workers of a queue whose expression changed', async () => {
      const expression = { TaskQueueSid: queueSid(1), TaskQueueTargetExpression: 'skills NOT HAS "sales"' };
      await accept([callback('task-queue.expression.updated', 50, expression)]);
      expect(await staffing(1)).toEqual([1, 0, 0]);
      expect(marked.sort()).toEqual(['queue-index', queueObjectKey(queueSid(1))]);
    });
  });

  it('raises the version of a marked object with every commit, so that nothing is projected from old state', async () => {
    await accept([callback('task-queue.entered', 0, taskFields(1, 1))]);
    await accept([callback('task-queue.entered', 1, taskFields(2, 1))]);
    const options = { owner: 'test', limit: 10, leaseMs: 1_000, now: clock.now(), keys: [queueObjectKey(queueSid(1))] };
    expect(await claim(db.database.kysely, options)).toEqual([expect.objectContaining({ version: 2, synced: 0 })]);
  });
});

function recomputedBuckets(history: readonly CallbackForm[]): unknown {
  const tasks = [1, 2, 3].map((n) => history.map(eventOf).reduce(foldTask, emptyTask(taskSid(n))));
  return judgedBuckets(tasks).map(({ queueSid: queue, minute, counts }) => [
    queue,
    minute,
    counts.offered +
      10 * counts.answered +
      100 * counts.answeredInTime +
      1_000 * counts.abandoned +
      10_000 * counts.shortAbandoned +
      100_000 * counts.flowedOut +
      1_000_000 * counts.completed +
      10_000_000 * counts.handled +
      counts.answerWaitMs +
      counts.handleMs,
  ]);
}
