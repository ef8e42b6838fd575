import {
  QueueDocument,
  queueDocument,
  QueueTrendDocument,
  queueTrendDocument,
  type TaskQueueSid,
} from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import { createHarness, type Harness } from '../testing/projection-harness';

const SALES = `WQ${'a'.repeat(32)}` as TaskQueueSid;
const NAME = queueDocument(SALES).uniqueName;
const TREND = queueTrendDocument(SALES).uniqueName;
const HOUR_MS = 3_600_000;

const [embedded] = ENGINES;
let store: TestDatabase;
let harness: Harness;

beforeAll(async () => {
  if (embedded === undefined) throw new Error('No engine to test on');
  store = await embedded[1]();
});
afterAll(() => store.close());
beforeEach(async () => {
  await store.clear();
  harness = await createHarness(store.database);
  await harness.addQueue(SALES, 'Sales');
  await harness.startTimers();
  await harness.runUntil(() => SALES in harness.sync.items('queue-index'));
});
afterEach(() => harness.close());

const sales = () => v.parse(QueueDocument, harness.sync.document(NAME)?.data);

/** Time passes at once: the timers of the whole stretch fall due together, as after a computer slept. */
async function leap(ms: number): Promise<void> {
  harness.clock.advance(ms);
  await harness.run(300);
}

test('renews what is about to expire: a quiet day later everything is still there', async () => {
  const kept = ['queue-index', 'queue-alerts', NAME, TREND, 'backend-heartbeat'];
  for (let hour = 0; hour < 26; hour += 0.2) {
    await leap(HOUR_MS / 5);
    expect(harness.sync.document(NAME)).toBeDefined();
    expect(harness.sync.items('queue-index')).toHaveProperty(SALES);
    expect(harness.sync.document('backend-heartbeat')).toBeDefined();
  }
  const created = harness.sync.writes.filter(({ action }) => action === 'create').map(({ object }) => object);
  // Nothing had to be created a second time.
  expect(created.sort()).toEqual([...kept].sort());
  const renewals = harness.sync.writes.filter(({ object, action }) => object === NAME && action === 'update');
  expect(renewals.filter(({ ttlSeconds }) => ttlSeconds === 86_400).length).toBeGreaterThanOrEqual(1);
});

test('a task leaves the 30-minute window without any event, and "today" at midnight', async () => {
  await harness.addTask(SALES);
  await harness.runUntil(() => sales().last30Minutes.offered === 1);
  await leap(29 * 60_000);
  expect(sales().last30Minutes.offered).toBe(1);
  await leap(60_000);
  await harness.runUntil(() => sales().last30Minutes.offered === 0);
  expect(sales().today.offered).toBe(1);
  await leap(14 * HOUR_MS);
  await harness.runUntil(() => sales().today.offered === 0);
  expect(sales().today.since).toBe('2026-03-03T00:00:00.000Z');
});

test('a trend is written once a minute at most, at no minute of a quiet hour, and goes with its queue', async () => {
  const trend = () => v.parse(QueueTrendDocument, harness.sync.document(TREND)?.data);
  const writes = () => harness.sync.writes.filter(({ object }) => object === TREND).length;
  await leap(60_000);
  await harness.runUntil(() => harness.sync.document(TREND) !== undefined);
  expect(trend()).toMatchObject({ waiting: Array<number>(12).fill(0), offered: Array<number>(12).fill(0) });
  const before = writes();
  for (let task = 0; task < 3; task += 1) await harness.addTask(SALES);
  await harness.runUntil(() => sales().now.queued === 3);
  expect(writes()).toBe(before);
  await leap(60_000);
  await harness.runUntil(() => writes() > before);
  expect([trend().waiting.at(-1), trend().offered.at(-1), writes()]).toEqual([3, 3, before + 1]);
  // They go on waiting, without an event.
  await leap(5 * 60_000);
  await harness.runUntil(() => trend().offered.at(-2) === 3);
  expect(trend().waiting.slice(-2)).toEqual([3, 3]);
  await harness.deleteQueue(SALES);
  await harness.runUntil(() => harness.sync.document(NAME) === undefined);
  await leap(60_000);
  await harness.runUntil(() => harness.sync.document(TREND) === undefined);
  const afterAll = writes();
  await leap(10 * 60_000);
  expect(writes()).toBe(afterAll);
});

test('a lost connection to the database stops no timer', async () => {
  const heartbeats = () => harness.sync.writes.filter(({ object }) => object === 'backend-heartbeat').length;
  await store.database.pool.query('ALTER TABLE sync_object RENAME TO sync_object_away');
  await harness.run(12_000);
  await store.database.pool.query('ALTER TABLE sync_object_away RENAME TO sync_object');
  const before = heartbeats();
  await harness.run(12_000);
  expect(heartbeats()).toBeGreaterThan(before);
});
