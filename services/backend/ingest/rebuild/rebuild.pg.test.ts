import fc from 'fast-check';
import { sql } from 'kysely';
import { createIngest, type Ingest } from '../ingest';
import type { CallbackForm } from '../normalize-callback';
import { pruneEvents } from '../../store/event-retention';
import { listQueues } from '../../store/queues/queue-read';
import { queueObjectKey, recentCallsKey } from '../../store/outbox/sync-keys';
import {
  HOME,
  callback,
  callStory,
  queueSid,
  reservationSid,
  T0,
  taskFields,
  taskSid,
  workerSid,
} from '../../testing/callbacks';
import { damageState } from '../../testing/damage';
import { ENGINES, openReal, type TestDatabase } from '../../testing/databases';
import { anyHistory, disturbed } from '../../testing/histories';
import { stateDump } from '../../testing/state-dump';
import { rebuildState, type Progress, type RebuildOptions } from './rebuild';

const DAY = 86_400;

describe.each(ENGINES)('rebuild on %s', (_name, open) => {
  let db: TestDatabase;
  let ingest: Ingest;
  let now: number;

  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    await db.clear();
    now = T0 + 7_200_000;
    ingest = newIngest();
  });
  afterEach(() => ingest.close());

  const newIngest = (): Ingest => createIngest({ database: db.database, clock: { now: () => now }, home: HOME });
  const accept = (forms: readonly CallbackForm[]) => ingest.accept(forms.map((form) => ({ source: 'callback', form })));
  const rebuild = (options: Partial<RebuildOptions> = {}) =>
    rebuildState({ database: db.database, now: () => now, ...options });
  const marks = async (): Promise<Map<string, number>> => {
    const { rows } = await sql<{ key: string; version: number }>`
      SELECT object_key AS key, version FROM sync_object`.execute(db.database.kysely);
    return new Map(rows.map(({ key, version }) => [key, version]));
  };
  const run = (statement: string) => sql.raw(statement).execute(db.database.kysely);

  it('changes and marks nothing where state is right, whatever the history', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyHistory(50).chain((history) => disturbed(history)),
        async (batches) => {
          await db.clear();
          for (const batch of batches) await accept(batch);
          const [state, marked] = [await stateDump(db.database), await marks()];
          await expect(rebuild()).resolves.toMatchObject({ rows: 0, sums: 0 });
          expect(await stateDump(db.database)).toBe(state);
          expect(await marks()).toEqual(marked);
        },
      ),
      { numRuns: 4 },
    );
  });

  it('restores state that was damaged in any table to the byte', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyHistory(50).chain((history) => fc.tuple(disturbed(history), fc.integer({ min: 1, max: 1_000_000 }))),
        async ([batches, seed]) => {
          await db.clear();
          for (const batch of batches) await accept(batch);
          const state = await stateDump(db.database);
          await damageState(db.database, seed);
          expect(await stateDump(db.database)).not.toBe(state);
          await rebuild();
          expect(await stateDump(db.database)).toBe(state);
          await expect(rebuild()).resolves.toMatchObject({ rows: 0, sums: 0 });
        },
      ),
      { numRuns: 6 },
    );
  });

  it('makes all state anew from the events alone', async () => {
    await fc.assert(
      fc.asyncProperty(anyHistory(50), async (history) => {
        await db.clear();
        await accept(history);
        const state = await stateDump(db.database);
        await run(
          `TRUNCATE task, reservation, worker, worker_activity, task_queue, activity, resource_name, eligibility, queue_channel, queue_minute`,
        );
        await rebuild();
        expect(await stateDump(db.database)).toBe(state);
      }),
      { numRuns: 3 },
    );
  });

  it('marks what shows the rows that differed, and never lowers a version', async () => {
    await accept([
      callback('task-queue.created', 0, { TaskQueueSid: queueSid(1), TaskQueueTargetExpression: '1==1' }),
      ...callStory({ task: 1, queue: 1, worker: 1, entered: 1, reserved: 2, accepted: 3, completed: 9 }),
      ...callStory({ task: 2, queue: 2, worker: 2, entered: 1, reserved: 2, accepted: 3, completed: 9 }),
    ]);
    await run(`UPDATE sync_object SET payload_v = 7, synced = version`);
    const before = await marks();
    await run(`UPDATE reservation SET outcome = 'missed' WHERE sid = '${reservationSid(1)}'`);
    const tally = await rebuild();
    expect(tally).toMatchObject({ tasks: 2, rows: 1, sums: 0 });
    const after = await marks();
    const raised = [...after].filter(([key, version]) => version > (before.get(key) ?? 0)).map(([key]) => key);
    expect(raised.sort()).toEqual([queueObjectKey(queueSid(1)), recentCallsKey(workerSid(1))].sort());
    const { rows } = await sql<{ v: number }>`SELECT min(payload_v) AS v FROM sync_object`.execute(db.database.kysely);
    expect(rows[0]?.v).toBe(7);
  });

  it('leaves tasks without stored events as they are, with what they contribute and lend', async () => {
    const call = (task: number, days: number) =>
      callStory({
        task,
        queue: task,
        entered: days * DAY,
        reserved: days * DAY + 5,
        accepted: days * DAY + 9,
        completed: days * DAY + 60,
      });
    now = T0 + DAY;
    await accept(call(1, 0));
    now = T0 + 11 * DAY * 1_000;
    await accept(call(2, 10));
    await expect(
      pruneEvents(db.database.kysely, { before: T0 + 5 * DAY * 1_000, limit: 10, now }),
    ).resolves.toMatchObject({ tasks: 1 });
    const state = await stateDump(db.database);
    await expect(rebuild()).resolves.toMatchObject({ rows: 0, sums: 0 });
    await run(`TRUNCATE task_queue, eligibility, queue_minute, queue_channel`);
    await run(`DELETE FROM task WHERE sid = '${taskSid(2)}'`);
    await rebuild();
    expect(JSON.parse(await stateDump(db.database))).toMatchObject({
      ...(JSON.parse(state) as object),
    });
    const names = (await listQueues(db.database.kysely)).map(({ name }) => name);
    expect(names).toEqual(['Queue 1', 'Queue 2']);
  });

  it('sets a task aside, by its SID, whose rows alone are left and cannot be read', async () => {
    now = T0 + DAY;
    await accept(callStory({ task: 1, queue: 1, entered: 0, reserved: 1, accepted: 2, completed: 3 }));
    now = T0 + 11 * DAY * 1_000;
    await accept(callStory({ task: 2, queue: 1, entered: 10 * DAY }));
    await pruneEvents(db.database.kysely, { before: T0 + 5 * DAY * 1_000, limit: 10, now });
    await run(`UPDATE task SET state = '{"entries": 7}' WHERE sid = '${taskSid(1)}'`);
    const { unreadable } = await rebuild();
    expect([...unreadable]).toEqual([taskSid(1)]);
  });

  it('reads an event that later releases may understand, and one that nobody can read, as nothing', async () => {
    await accept([callback('task-queue.entered', 0, taskFields(1, 1))]);
    const state = await stateDump(db.database);
    await run(`INSERT INTO event VALUES ('${taskSid(1)}', 'a', 'task.updated', 0, 0, 'callback', 'not JSON')`);
    await run(`INSERT INTO event VALUES ('${taskSid(1)}', 'b', 'task.updated', 0, 0, 'another', '{}')`);
    await expect(rebuild()).resolves.toMatchObject({ rows: 0 });
    expect(await stateDump(db.database)).toBe(state);
  });

  it('does the rest when it is run again after it was stopped anywhere', async () => {
    const history = Array.from({ length: 60 }, (_each, n) =>
      callStory({
        task: n,
        queue: n % 5,
        worker: n % 7,
        entered: n,
        reserved: n + 2,
        accepted: n + 3,
        completed: n + 9,
      }),
    ).flat();
    await accept(history);
    const state = await stateDump(db.database);
    const stops: string[] = [];
    for (let steps = 1; ; steps += 3) {
      await damageState(db.database, steps);
      const stop = new AbortController();
      let left = steps;
      const onProgress = ({ what, done, total }: Progress): void => {
        expect(done).toBeLessThanOrEqual(total);
        left -= 1;
        if (left === 0) stop.abort(new Error(`stopped in ${what}`));
      };
      const stopped = await rebuild({ signal: stop.signal, onProgress }).then(
        () => null,
        (error: unknown) => error,
      );
      if (stopped instanceof Error) stops.push(stopped.message);
      await rebuild();
      expect(await stateDump(db.database)).toBe(state);
      if (stopped === null) break;
    }
    expect(new Set(stops).size).toBeGreaterThan(3);
  });
});

describe('rebuild beside ingest', () => {
  let db: TestDatabase;
  const clock = { now: () => T0 + 7_200_000 };

  beforeAll(async () => {
    db = await openReal();
  });
  afterAll(() => db.close());

  it('ends in the state of a database that was fed the same events and never was wrong', async () => {
    let overlapping = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyHistory(60), { minLength: 6, maxLength: 6 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        async (histories, seed) => {
          await db.clear();
          const [before, ...during] = histories.map((history, n) => history.map((form) => elsewhere(form, n % 3)));
          const processes = [1, 2, 3].map(() =>
            createIngest({ database: db.database, clock, home: HOME, maxBatch: 4 }),
          );
          const accept = async (forms: readonly CallbackForm[], n: number) => {
            for (let start = 0; start < forms.length; start += 6) {
              await processes[n % 3]?.accept(
                forms.slice(start, start + 6).map((form) => ({ source: 'callback', form })),
              );
              if (isRebuilding) overlapping += 1;
            }
          };
          let isRebuilding = false;
          await accept(before ?? [], 0);
          await damageState(db.database, seed, true);
          isRebuilding = true;
          await Promise.all([
            rebuildState({ database: db.database, now: () => clock.now() }).then(() => {
              isRebuilding = false;
            }),
            ...during.map(accept),
          ]);
          await Promise.all(processes.map((process) => process.close()));
          const state = await stateDump(db.database);
          await db.clear();
          const fresh = createIngest({ database: db.database, clock, home: HOME });
          await fresh.accept([...during, before ?? []].flat().map((form) => ({ source: 'callback', form })));
          await fresh.close();
          expect(state).toBe(await stateDump(db.database));
        },
      ),
      // What happens at the same time does not happen again with a smaller example.
      { numRuns: 40, endOnFailure: true },
    );
    expect(overlapping).toBeGreaterThan(20);
  });

  it('lets ingest make a row anew that is deleted while it waits for it', async () => {
    await db.clear();
    const { kysely } = db.database;
    await sql`INSERT INTO task (sid, state) VALUES (${taskSid(1)}, '{}')`.execute(kysely);
    const ingest = createIngest({ database: db.database, clock, home: HOME });
    const isWaiting = async (): Promise<boolean> =>
      (await sql`SELECT FROM pg_locks WHERE NOT granted`.execute(kysely)).rows.length > 0;
    let accepted: Promise<unknown> = Promise.resolve();
    await kysely.transaction().execute(async (trx) => {
      await sql`SELECT FROM task FOR UPDATE`.execute(trx);
      accepted = ingest.accept([{ source: 'callback', form: callback('task-queue.entered', 0, taskFields(1, 1)) }]);
      while (!(await isWaiting())) await new Promise((resolve) => setImmediate(resolve));
      await sql`DELETE FROM task`.execute(trx);
    });
    await expect(accepted).resolves.toMatchObject({ stored: 1 });
    await ingest.close();
    const { rows } = await sql`SELECT sid, phase FROM task`.execute(kysely);
    expect(rows).toEqual([{ sid: taskSid(1), phase: 'queued' }]);
  });

  /** Tasks of their own for each share of the history, in the same queues and with the same workers. */
  const elsewhere = (form: CallbackForm, share: number): CallbackForm =>
    Object.fromEntries(
      Object.entries(form).map(([field, text]) => [field, text.replace(/^(WT|WR)0/, `$1${share}`)] as const),
    );
});
