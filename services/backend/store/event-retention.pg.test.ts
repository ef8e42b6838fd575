import { sql } from 'kysely';
import { createIngest, type Ingest } from '../ingest/ingest';
import type { CallbackForm } from '../ingest/normalize-callback';
import { HOME, callback, callStory, queueSid, T0, taskFields, workerSid } from '../testing/callbacks';
import { ENGINES, type TestDatabase } from '../testing/databases';
import { stateDump } from '../testing/state-dump';
import { pruneEvents } from './event-retention';
import { newestEventAt } from './events';
import { listCalls } from './calls/recent-calls-read';

const DAY = 86_400;

describe.each(ENGINES)('retention of events on %s', (_name, open) => {
  let db: TestDatabase;
  let ingest: Ingest;
  let now: number;

  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    await db.clear();
    now = T0;
    ingest = createIngest({
      database: db.database,
      clock: { now: () => now },
      home: HOME,
    });
  });
  afterEach(() => ingest.close());

  /** Each event arrives as many days after T0 as it happens. */
  async function deliver(days: number, forms: readonly CallbackForm[]): Promise<void> {
    now = T0 + days * DAY * 1_000;
    await ingest.accept(forms.map((form) => ({ source: 'callback', form })));
  }
  const prune = (beforeDays: number, limit = 100) =>
    pruneEvents(db.database.kysely, { before: T0 + beforeDays * DAY * 1_000, limit, now });
  const rows = async <T>(query: ReturnType<typeof sql<T>>): Promise<T[]> =>
    (await query.execute(db.database.kysely)).rows;
  const resources = async (): Promise<string[]> =>
    (await rows(sql<{ sid: string }>`SELECT DISTINCT resource_sid AS sid FROM event ORDER BY 1`)).map(({ sid }) => sid);
  const stateWithoutMarks = async (): Promise<string> =>
    (await stateDump(db.database)).replace(/"events_pruned_at": (null|\d+)/g, '');

  const call = (task: number, days: number, fields: CallbackForm = {}): CallbackForm[] =>
    callStory({
      task,
      queue: 1,
      entered: days * DAY,
      reserved: days * DAY + 5,
      accepted: days * DAY + 9,
      completed: days * DAY + 60,
      fields,
    });
  const taskSidOf = (forms: readonly CallbackForm[]): string => forms[0]?.['TaskSid'] ?? '';

  it('deletes the events of closed tasks before the instant and leaves state, figures and calls as they are', async () => {
    const [old, recent] = [call(1, 0), call(2, 10)];
    await deliver(0, old);
    await deliver(10, recent);
    const before = await stateWithoutMarks();
    await expect(prune(5)).resolves.toEqual({ tasks: 1, events: old.length, dead: 0 });
    expect(await resources()).toEqual([taskSidOf(recent)]);
    expect(await stateWithoutMarks()).toBe(before);
    const calls = await listCalls(db.database.kysely, { workerSid: workerSid(1), limit: 10 });
    expect(calls.map(({ row }) => row.outcome)).toEqual(['answered', 'answered']);
    await expect(prune(5)).resolves.toEqual({ tasks: 0, events: 0, dead: 0 });
  });

  it('keeps every event of a task that is open, or of which any event is newer or came later', async () => {
    await deliver(0, call(1, 0).slice(0, -1));
    await deliver(0, call(2, 0));
    await deliver(6, [callback('task.updated', 6 * DAY, taskFields(2, 1))]);
    const late = call(3, 0);
    await deliver(0, late.slice(1));
    await deliver(6, late.slice(0, 1));
    await deliver(10, call(4, 10));
    await expect(prune(5)).resolves.toMatchObject({ tasks: 0, events: 0 });
    expect(await resources()).toHaveLength(4);
  });

  it('keeps what was said of queues and workers, and the newest event of all', async () => {
    await deliver(0, [
      callback('worker.created', 0, { WorkerSid: workerSid(1), WorkerAttributes: '{}' }),
      callback('task-queue.created', 0, { TaskQueueSid: queueSid(1), TaskQueueName: 'Sales' }),
      ...call(1, 0),
    ]);
    const newest = await newestEventAt(db.database.kysely);
    await prune(100);
    expect(await newestEventAt(db.database.kysely)).toBe(newest);
    await deliver(200, call(2, 200));
    await prune(100);
    expect(await resources()).toEqual([taskSidOf(call(2, 200)), workerSid(1), queueSid(1)].sort());
  });

  it('changes nothing when an event of a pruned task arrives once more', async () => {
    const old = call(1, 0, { TaskAttributes: '{"from":"+15005550001"}' });
    await deliver(0, old);
    await deliver(10, call(2, 10));
    await prune(5);
    const before = await stateWithoutMarks();
    await deliver(11, [...old].reverse());
    expect(await stateWithoutMarks()).toBe(before);
  });

  it('deletes events that could not be used when they are as old, and takes no more than it was told', async () => {
    await deliver(0, [...call(1, 0), ...call(2, 0), callback('task.created', 0, { TaskSid: 'x' })]);
    await deliver(10, [...call(3, 10), callback('task.created', 10 * DAY, { TaskSid: 'y' })]);
    await expect(prune(5, 1)).resolves.toMatchObject({ tasks: 1, dead: 1 });
    await expect(prune(5, 1)).resolves.toMatchObject({ tasks: 1, dead: 0 });
    await expect(prune(5, 1)).resolves.toMatchObject({ tasks: 0, dead: 0 });
    const dead = await rows(sql<{ raw: string }>`SELECT raw FROM event_dead`);
    expect(dead.map(({ raw }) => (JSON.parse(raw) as CallbackForm)['TaskSid'])).toEqual(['y']);
  });
});
