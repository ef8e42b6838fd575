import { QueueIndexItem, RecentCall, recentCallsMap } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import * as v from 'valibot';
import { observeDirectory } from '../../ingest/observe-directory';
import type { CallbackForm } from '../../ingest/normalize-callback';
import { listWorkers } from '../../store/responses/library-read';
import { resourceNames } from '../../store/migrations/0019-resource-names';
import {
  activitySid,
  callback,
  queueSid,
  reservationFields,
  reservationSid,
  T0,
  workerSid,
} from '../../testing/callbacks';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import { stateDump } from '../../testing/state-dump';
import { createManualClock } from '../testing/manual-clock';
import { createHarness, type Harness } from '../testing/projection-harness';

const mapName = (worker: number): string => recentCallsMap(workerSid(worker)).uniqueName;

interface Step {
  readonly call: number;
  readonly task?: number;
  readonly queue?: number;
  readonly worker?: number;
  readonly names?: CallbackForm;
}

/** A milestone of a call that has a task and a reservation of its own number. */
const step = (
  type: string,
  seconds: number,
  { call, task = call, queue = 1, worker = 1, names = {} }: Step,
): CallbackForm => callback(`reservation.${type}`, seconds, reservationFields(call, { task, queue, worker }, names));

describe.each(ENGINES)('names on %s', (_name, open) => {
  let store: TestDatabase;
  let harness: Harness;

  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    await store.clear();
    harness = await createHarness(store.database, { clock: createManualClock(T0 + 3_600_000) });
  });
  afterEach(() => harness.close());

  const send = (forms: readonly CallbackForm[]) =>
    harness.ingest.accept(forms.map((form) => ({ source: 'callback', form })));
  const callOf = (worker: number, call: number): RecentCall | undefined => {
    const item = harness.sync.items(mapName(worker))[reservationSid(call)];
    return item === undefined ? undefined : v.parse(RecentCall, item);
  };
  const boardNames = (): Record<string, string> =>
    Object.fromEntries(
      Object.entries(harness.sync.items('queue-index')).map(([sid, item]) => [sid, v.parse(QueueIndexItem, item).name]),
    );
  const isQuiet = async (): Promise<boolean> =>
    (await sql`SELECT FROM sync_object WHERE version > synced`.execute(store.database.kysely)).rows.length === 0;
  const settled = () => harness.runUntil(isQuiet);
  const named = (TaskQueueName: string): { names: CallbackForm } => ({ names: { TaskQueueName } });

  test('a renamed queue is renamed in the calls that agents had from it, and nothing else is written', async () => {
    await send([
      step('created', 0, { call: 1, ...named('Sales') }),
      step('created', 1, { call: 2, queue: 2, ...named('Support') }),
      step('created', 2, { call: 3, worker: 2, ...named('Sales') }),
      step('created', 3, { call: 4, queue: 2, worker: 3, ...named('Support') }),
    ]);
    await settled();
    const written = harness.sync.writes.length;
    await send([callback('task.updated', 60, reservationFields(9, { task: 9, queue: 1 }, named('Sales EMEA').names))]);
    await settled();
    expect([callOf(1, 1)?.queueName, callOf(2, 3)?.queueName]).toEqual(['Sales EMEA', 'Sales EMEA']);
    expect(callOf(1, 2)?.queueName).toBe('Support');
    expect(boardNames()).toEqual({ [queueSid(1)]: 'Sales EMEA', [queueSid(2)]: 'Support' });
    const calls = harness.sync.writes.slice(written).filter(({ object }) => object.startsWith('recent-calls.'));
    expect(calls.map(({ object }) => object).sort()).toEqual([mapName(1), mapName(2)]);
  });

  test('an older event that comes late brings no old name back', async () => {
    await send([step('created', 50, { call: 1, ...named('Sales EMEA') })]);
    await send([step('created', 10, { call: 2, ...named('Sales') })]);
    await settled();
    expect([callOf(1, 1)?.queueName, callOf(1, 2)?.queueName]).toEqual(['Sales EMEA', 'Sales EMEA']);
    expect(boardNames()[queueSid(1)]).toBe('Sales EMEA');
  });

  test('a renamed worker is renamed in the calls of colleagues, and in the list of workers, by events of any type', async () => {
    await observeDirectory(harness.ingest, [
      {
        kind: 'worker',
        sid: workerSid(2),
        name: 'bob',
        attributes: '{}',
        activitySid: activitySid(1),
        updatedAtMs: T0,
      },
    ]);
    await send([
      step('created', 0, { call: 1, task: 1 }),
      step('timeout', 20, { call: 1, task: 1 }),
      step('created', 21, { call: 2, task: 1, worker: 2 }),
      step('accepted', 25, { call: 2, task: 1, worker: 2 }),
    ]);
    await settled();
    expect(callOf(1, 1)?.answeredBy?.name).toBe('bob');
    await send([step('wrapup', 60, { call: 7, task: 7, worker: 2, names: { WorkerName: 'robert' } })]);
    await settled();
    expect(callOf(1, 1)?.answeredBy?.name).toBe('robert');
    expect(await listWorkers(store.database.kysely)).toMatchObject([{ sid: workerSid(2), name: 'robert' }]);
  });

  test('who handed a call over gets the name in it as soon as the own call of theirs is told', async () => {
    const handedOver = {
      TransferInitiatingReservationSid: reservationSid(2),
      TransferInitiatingWorkerSid: workerSid(2),
      TransferMode: 'COLD',
    };
    await send([
      step('created', 0, { call: 9, worker: 2, names: { WorkerName: 'bob' } }),
      step('created', 30, { call: 1, task: 1, names: handedOver }),
    ]);
    await settled();
    expect(callOf(1, 1)?.transfer?.from).toEqual({ workerSid: workerSid(2), name: null });
    await send([step('created', 1, { call: 2, task: 1, queue: 2, worker: 2, names: { WorkerName: 'bob' } })]);
    await settled();
    expect(callOf(1, 1)?.transfer?.from).toEqual({ workerSid: workerSid(2), name: 'bob' });
  });

  test('an activity is called what the newest event of a worker calls it', async () => {
    const nameOf = async () => {
      const { rows } = await sql<{ value: string }>`
        SELECT value FROM resource_name WHERE sid = ${activitySid(1)}`.execute(store.database.kysely);
      return rows[0]?.value;
    };
    const told = (WorkerActivityName: string) => ({ WorkerActivitySid: activitySid(1), WorkerActivityName });
    await send([callback('activity.created', 0, { ActivitySid: activitySid(1), ActivityName: 'Lunch' })]);
    await send([step('created', 9, { call: 1, names: told('Midday break') })]);
    await send([step('accepted', 5, { call: 1, names: told('Lunch') })]);
    expect(await nameOf()).toBe('Midday break');
  });

  test('a queue that was removed stays away when late events name it, beside its successor of the same name', async () => {
    await harness.addQueue(queueSid(1), 'Sales');
    await send([step('created', 0, { call: 1, ...named('Sales') })]);
    await harness.deleteQueue(queueSid(1));
    await harness.addQueue(queueSid(2), 'Sales');
    const late = ['task-queue.entered', 'task-queue.moved', 'workflow.entered', 'task.completed'].map((type, n) =>
      callback(type, 3_601 + n, reservationFields(1, { task: 1, queue: 1 }, named('Sales').names)),
    );
    await send(late);
    await settled();
    expect(boardNames()).toEqual({ [queueSid(2)]: 'Sales' });
    expect(callOf(1, 1)).toMatchObject({ taskQueueSid: queueSid(1), queueName: 'Sales' });
  });

  test('the update keeps the names that earlier releases stored, and shows the newest in calls', async () => {
    const forms = [
      step('created', 0, { call: 1, names: { TaskQueueName: 'Sales', WorkerName: 'alice' } }),
      step('created', 5, { call: 2, names: { TaskQueueName: 'Sales EMEA', WorkerName: 'alice b' } }),
    ];
    await send(forms);
    await settled();
    const state = await stateDump(store.database);
    const { kysely } = store.database;
    const stampAt = (sid: string) => sql`(SELECT stamp FROM resource_name WHERE sid = ${sid})`;
    await sql`ALTER TABLE task_queue ADD name text NOT NULL DEFAULT ''`.execute(kysely);
    await sql`
      UPDATE task_queue SET state = state || jsonb_build_object('name', NULL, 'mentionedName',
        jsonb_build_object('value', 'Sales EMEA', 'stamp', ${stampAt(queueSid(1))}))`.execute(kysely);
    for (const [call, name, stamp] of [
      [1, 'alice', sql`'0'`],
      [2, 'alice b', stampAt(workerSid(1))],
    ] as const) {
      await sql`
        UPDATE reservation SET state = state || jsonb_build_object('queueName', NULL, 'workerName',
          jsonb_build_object('value', ${name}::text, 'stamp', ${stamp})) WHERE sid = ${reservationSid(call)}`.execute(
        kysely,
      );
    }
    await sql`DROP TABLE resource_name`.execute(kysely);
    await resourceNames.up(kysely);
    expect(await stateDump(store.database)).toBe(state);
    const { rows } = await sql`SELECT object_key AS key FROM sync_object WHERE version > synced`.execute(kysely);
    expect(rows).toContainEqual({ key: mapName(1) });
  });
});
