import { queueDocument, type TaskQueueSid, type WorkerSid } from '@flex-sync-suite/shared/contract';
import { workerAttributesKey } from '../store/outbox/sync-keys';
import { markDirty } from '../store/outbox/sync-objects';
import { ENGINES, type TestDatabase } from '../testing/databases';
import { createHarness, type Harness } from './testing/projection-harness';

const QUEUES = Array.from({ length: 16 }, (_, n) => `WQ${n.toString(16).padStart(32, '0')}` as TaskQueueSid);
const WORKERS = Array.from({ length: 200 }, (_, n) => `WK${n.toString(16).padStart(32, '0')}` as WorkerSid);
const boardNames = new Set(QUEUES.map((sid) => queueDocument(sid).uniqueName));
const SECONDS = 6;

// As few places as for the embedded database: eight, of which the backlog may take four.
describe('a board with a backlog behind it', () => {
  let store: TestDatabase;
  let harness: Harness;

  beforeAll(async () => {
    store = await (ENGINES[1]?.[1] ?? Promise.reject)();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    await store.clear();
    harness = await createHarness({ ...store.database, kind: 'embedded' });
    for (const [index, sid] of QUEUES.entries()) await harness.addQueue(sid, `Queue ${String(index)}`);
    await harness.run(2_000);
  });
  afterEach(() => harness.close());

  /** Writes of the board within some seconds, during which each queue changes once a second. */
  async function boardWrites(answer: Parameters<Harness['sync']['slowDown']>[0]): Promise<number> {
    const { kysely } = store.database;
    for (const sid of WORKERS) harness.sync.attributes.set(sid, '{"canned_responses":{"lists":["ES0"]}}');
    await markDirty(kysely, WORKERS.map(workerAttributesKey), harness.clock.now());
    harness.sync.slowDown(answer);
    const before = harness.sync.writes.length;
    for (let second = 0; second < SECONDS; second += 1) {
      for (const sid of QUEUES) await harness.addTask(sid);
      await harness.run(1_000);
    }
    const writes = harness.sync.writes.slice(before).filter(({ object }) => boardNames.has(object)).length;
    harness.sync.slowDown({ takesMs: 0 });
    return writes;
  }

  test('loses hardly anything when one write of ten fails', async () => {
    const undisturbed = await boardWrites({ takesMs: 200 });
    expect(await boardWrites({ takesMs: 200, failsEach: 10 })).toBeGreaterThanOrEqual(undisturbed * 0.8);
  });

  test('goes on when one write of ten gets no answer for five seconds', async () => {
    const writes = await boardWrites({ takesMs: 50, failsEach: 10, hangsMs: 5_000 });
    expect(writes).toBeGreaterThanOrEqual(QUEUES.length * SECONDS * 0.5);
    const held = await store.database.pool.query('SELECT count(*)::integer AS n FROM sync_object WHERE attempts > 0');
    expect(held.rows).not.toEqual([{ n: 0 }]);
  });

  test('does not keep the backlog waiting for ever', async () => {
    await boardWrites({ takesMs: 50, failsEach: 10 });
    const linked = [...harness.sync.attributes.values()].filter((text) => !text.includes('ES0')).length;
    expect(linked).toBeGreaterThan(20);
  });
});

test('an object whose request outlasts its lease is not written by a second process', async () => {
  const store = await (ENGINES[1]?.[1] ?? Promise.reject)();
  const first = await createHarness(store.database, { owner: 'first' });
  const second = await createHarness(store.database, { owner: 'second', clock: first.clock, sync: first.sync });
  const [sid] = QUEUES as [TaskQueueSid];
  const { uniqueName } = queueDocument(sid);
  await first.addQueue(sid, 'Sales');
  await first.run(2_000);
  first.sync.slowDown({ takesMs: 5_000 });
  const begun = () => first.sync.requests.filter(({ name }) => name === uniqueName).length;
  const before = begun();
  await first.addTask(sid);
  await first.run(4_900);
  expect(begun() - before).toBe(1);
  await first.run(1_000);
  expect(first.sync.document(uniqueName)?.data['now']).toMatchObject({ queued: 1 });
  first.sync.slowDown({ takesMs: 0 });
  await second.close();
  await first.close();
  await store.close();
});
