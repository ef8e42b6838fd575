import {
  backendHeartbeatDocument,
  BackendHeartbeat,
  QueueDocument,
  queueDocument,
  QueueIndexItem,
  type TaskQueueSid,
} from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import type { Database } from '../store/database';
import { claim, markDirty } from '../store/outbox/sync-objects';
import { ENGINES, type TestDatabase } from '../testing/databases';
import { createHarness, type Harness } from './testing/projection-harness';

const SALES = `WQ${'a'.repeat(32)}` as TaskQueueSid;
const SUPPORT = `WQ${'b'.repeat(32)}` as TaskQueueSid;
const salesName = queueDocument(SALES).uniqueName;
const supportName = queueDocument(SUPPORT).uniqueName;
const heartbeatName = backendHeartbeatDocument.uniqueName;

describe.each(ENGINES)('on %s', (_name, open) => {
  let store: TestDatabase;
  let database: Database;
  let harness: Harness;

  beforeAll(async () => {
    store = await open();
    ({ database } = store);
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    await store.clear();
    harness = await createHarness(database);
  });
  afterEach(() => harness.close());

  const sales = () => v.parse(QueueDocument, harness.sync.document(salesName)?.data);
  const writesOf = (name: string) => harness.sync.writes.filter(({ object }) => object === name);
  const queuedInSales = (count: number) => () => {
    const parsed = v.safeParse(QueueDocument, harness.sync.document(salesName)?.data);
    return parsed.success && parsed.output.now.queued === count;
  };

  test('writes a Document for each queue and an item for each in the index, all as the contract says', async () => {
    await harness.addQueue(SALES, 'Sales / EMEA');
    await harness.addQueue(SUPPORT, 'Support');
    await harness.addTask(SALES);
    await harness.runUntil(queuedInSales(1));
    await harness.runUntil(() => Object.keys(harness.sync.items('queue-index')).length === 2);
    const items = harness.sync.items('queue-index');
    expect(v.parse(QueueIndexItem, items[SALES])).toMatchObject({ name: 'Sales / EMEA', groups: ['Sales'] });
    expect(v.parse(QueueIndexItem, items[SUPPORT])).toMatchObject({ name: 'Support', channels: [], groups: [] });
    expect(v.parse(QueueDocument, harness.sync.document(supportName)?.data).now.queued).toBe(0);
  });

  const methodsOf = (name: string) =>
    harness.sync.requests.filter((request) => request.name === name).map(({ method }) => method);

  test('a new Document is one request, not one to look for it and one to create it', async () => {
    await harness.addQueue(SALES, 'Sales');
    await harness.runUntil(() => harness.sync.document(salesName) !== undefined);
    expect(methodsOf(salesName)).toEqual(['create']);
  });

  test('a creation of which the answer was lost is found, not repeated, also after a restart', async () => {
    harness.sync.inject({ method: 'create', name: salesName, failure: 'unavailable', afterwards: true });
    await harness.addQueue(SALES, 'Sales');
    await harness.runUntil(() => harness.sync.document(salesName) !== undefined);
    await harness.close();
    harness = await createHarness(database, { clock: harness.clock, sync: harness.sync });
    await harness.addTask(SALES);
    await harness.runUntil(queuedInSales(1));
    expect(methodsOf(salesName)).toEqual(['create', 'create', 'get', 'update']);
    expect(writesOf(salesName).map(({ action }) => action)).toEqual(['create', 'update']);
    const recorded = await database.kysely
      .selectFrom('sync_object')
      .select(['sid', 'payload_v'])
      .where('object_key', '=', salesName)
      .executeTakeFirst();
    expect(recorded).toEqual({ sid: harness.sync.sidOf(salesName), payload_v: sales().v });
  });

  test('does not write what did not change', async () => {
    await harness.addQueue(SALES, 'Sales');
    await harness.run(1_000);
    const before = harness.sync.writes.length;
    await markDirty(database.kysely, [salesName, 'queue-index'], harness.clock.now());
    await harness.run(1_000);
    expect(harness.sync.writes).toHaveLength(before);
  });

  test('paces the writes of one object and carries the newest state, however fast it changes', async () => {
    await harness.addQueue(SALES, 'Sales');
    for (let task = 0; task < 60; task += 1) {
      await harness.addTask(SALES);
      await harness.run(50);
    }
    await harness.runUntil(queuedInSales(60));
    const instants = writesOf(salesName).map(({ at }) => at);
    const gaps = instants.slice(1).map((at, index) => at - (instants[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(250);
    expect(instants.length).toBeGreaterThan(8);
    expect(instants.length).toBeLessThan(16);
    const conflated = await harness.metrics.syncConflated.get();
    expect(conflated.values[0]?.value).toBeGreaterThan(40);
  });

  test('writes the first change at once', async () => {
    await harness.addQueue(SALES, 'Sales');
    await harness.run(2_000);
    const at = harness.clock.now();
    await harness.addTask(SALES);
    await harness.run(0);
    expect(writesOf(salesName).at(-1)?.at).toBe(at);
  });

  test('writes what changed while a write was under way as soon as its pace allows, not at the next poll', async () => {
    await harness.addQueue(SALES, 'Sales');
    await harness.run(2_010);
    const release = harness.sync.hold();
    await harness.addTask(SALES);
    await harness.run(30);
    // Called for, and not to be claimed: its lease is held.
    await harness.addTask(SALES);
    await harness.run(30);
    release();
    await harness.run(0);
    const firstAt = harness.clock.now();
    await harness.run(1_000);
    expect(writesOf(salesName).map(({ at }) => at)).toContain(firstAt + 250);
  });

  test('never lowers v', async () => {
    await harness.addQueue(SALES, 'Sales');
    for (let task = 0; task < 5; task += 1) {
      await harness.addTask(SALES);
      await harness.run(300);
    }
    const versions = writesOf(salesName).map((write) => write.v);
    expect(versions.length).toBeGreaterThan(3);
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
  });

  test('starts above what Sync holds after the database was emptied', async () => {
    await harness.addQueue(SALES, 'Sales');
    for (let task = 0; task < 5; task += 1) {
      await harness.addTask(SALES);
      await harness.run(300);
    }
    const before = sales();
    const itemBefore = harness.sync.items('queue-index')[SALES]?.['v'] as number;
    await harness.close();
    await store.clear();

    harness = await createHarness(database, { clock: harness.clock, sync: harness.sync });
    await harness.addQueue(SALES, 'Sales renamed');
    await harness.addTask(SALES);
    await harness.runUntil(queuedInSales(1));
    await harness.runUntil(() => harness.sync.items('queue-index')[SALES]?.['name'] === 'Sales renamed');
    expect(before.now.queued).toBe(5);
    expect(sales().v).toBeGreaterThan(before.v);
    expect(harness.sync.items('queue-index')[SALES]?.['v']).toBeGreaterThan(itemBefore);
  });

  test('after a conflict it reads the revision and v again and then writes', async () => {
    await harness.addQueue(SALES, 'Sales');
    await harness.run(1_000);
    harness.sync.overwrite(salesName, { schema: 1, v: 5_000 });
    await harness.addTask(SALES);
    await harness.runUntil(queuedInSales(1));
    expect(sales().v).toBe(5_001);
  });

  test('waits as long as Sync asks after 429, and then writes the newest state', async () => {
    await harness.addQueue(SALES, 'Sales');
    await harness.run(1_000);
    harness.sync.inject({ method: 'update', name: salesName, failure: 'throttled', retryAfterMs: 4_000 });
    const refusedAt = harness.clock.now();
    await harness.addTask(SALES);
    await harness.run(1_000);
    await harness.addTask(SALES);
    await harness.run(2_500);
    expect(sales().now.queued).toBe(0);
    await harness.runUntil(queuedInSales(2));
    expect(writesOf(salesName).at(-1)?.at).toBeGreaterThanOrEqual(refusedAt + 4_000);
  });

  test('survives a time of failures and lost answers without asking all the time', async () => {
    await harness.addQueue(SALES, 'Sales');
    await harness.run(1_000);
    harness.sync.inject({ method: 'update', name: salesName, failure: 'unavailable', afterwards: true });
    harness.sync.inject({ method: 'get', name: salesName, failure: 'unavailable', times: 5 });
    const requestsBefore = harness.sync.requests.length;
    await harness.addTask(SALES);
    await harness.runUntil(async () => (await claimable()) === 0 && queuedInSales(1)());
    expect(harness.sync.requests.length - requestsBefore).toBeLessThan(12);
  });

  async function claimable(): Promise<number> {
    const { rows } = await database.pool.query('SELECT 1 FROM sync_object WHERE version > synced');
    return rows.length;
  }

  test('removes the Document and the index item of a deleted queue', async () => {
    await harness.addQueue(SALES, 'Sales');
    await harness.addQueue(SUPPORT, 'Support');
    await harness.runUntil(() => Object.keys(harness.sync.items('queue-index')).length === 2);
    await harness.deleteQueue(SALES);
    await harness.runUntil(() => harness.sync.document(salesName) === undefined);
    await harness.runUntil(() => Object.keys(harness.sync.items('queue-index')).length === 1);
    expect(harness.sync.document(supportName)).toBeDefined();
  });

  test('fills an index of many queues at the pace of one Map', async () => {
    const sids = Array.from({ length: 45 }, (_, index) => `WQ${index.toString(16).padStart(32, '0')}` as TaskQueueSid);
    for (const sid of sids) await harness.addQueue(sid, `Queue ${sid.slice(-2)}`);
    await harness.runUntil(() => Object.keys(harness.sync.items('queue-index')).length === sids.length);
    const instants = writesOf('queue-index').map(({ at }) => at);
    const gaps = instants.slice(1).map((at, index) => at - (instants[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(50);
    const written = writesOf('queue-index').length;
    await harness.addQueue(SALES, 'One more');
    await harness.runUntil(() => SALES in harness.sync.items('queue-index'));
    expect(writesOf('queue-index')).toHaveLength(written + 1);
  });

  test('puts everything back after Sync was emptied behind its back, above the old v', async () => {
    await harness.addQueue(SALES, 'Sales');
    await harness.addTask(SALES);
    await harness.startTimers();
    await harness.runUntil(() => harness.sync.document(heartbeatName) !== undefined && queuedInSales(1)());
    await harness.run(1_000);
    const before = sales().v;
    harness.sync.drop();
    await harness.runUntil(() => harness.sync.document(heartbeatName) !== undefined && queuedInSales(1)());
    await harness.runUntil(() => SALES in harness.sync.items('queue-index'));
    expect(sales().v).toBeGreaterThan(before);
  });

  test('checks Sync when it starts, because it may have been emptied meanwhile', async () => {
    await harness.addQueue(SALES, 'Sales');
    await harness.run(1_000);
    await harness.close();
    harness.sync.drop();
    harness = await createHarness(database, { clock: harness.clock, sync: harness.sync });
    await harness.startTimers();
    await harness.runUntil(queuedInSales(0));
    await harness.runUntil(() => SALES in harness.sync.items('queue-index'));
  });

  test('an object that nobody can build does not stop the others', async () => {
    await markDirty(database.kysely, ['from-another-release'], harness.clock.now());
    await harness.addQueue(SALES, 'Sales');
    await harness.addTask(SALES);
    await harness.runUntil(queuedInSales(1));
    await harness.runUntil(async () => (await lastErrorOf('from-another-release'))?.includes('No builder') === true);
  });

  async function lastErrorOf(key: string): Promise<string | null | undefined> {
    const { rows } = await database.pool.query<{ last_error: string | null }>(
      'SELECT last_error FROM sync_object WHERE object_key = $1',
      [key],
    );
    return rows[0]?.last_error;
  }

  test('finishes the write under way when it closes, and gives its leases back', async () => {
    await harness.addQueue(SALES, 'Sales');
    await harness.run(1_000);
    const release = harness.sync.hold();
    await harness.addTask(SALES);
    await harness.run(100);
    const closed = harness.projector.close();
    release();
    await harness.runWhile(closed);
    expect(sales().now.queued).toBe(1);
    const free = await claim(database.kysely, {
      owner: 'other',
      limit: 10,
      leaseMs: 1,
      now: harness.clock.now() + 250,
    });
    const { rows } = await database.pool.query('SELECT 1 FROM sync_object WHERE lease_owner = $1', ['test']);
    expect({ free: free.map(({ key }) => key), heldByUs: rows.length }).toEqual({ free: [], heldByUs: 0 });
  });

  test('does not wait for ever for a write when it closes; the object stays dirty and free', async () => {
    await harness.addQueue(SALES, 'Sales');
    await harness.run(1_000);
    const release = harness.sync.hold();
    await harness.addTask(SALES);
    await harness.run(100);
    let isClosed = false;
    const closed = harness.projector.close().then(() => (isClosed = true));
    await harness.run(9_000);
    expect(isClosed).toBe(false);
    await harness.runWhile(closed);
    const now = harness.clock.now();
    const free = await claim(database.kysely, { owner: 'other', limit: 10, leaseMs: 1, now });
    expect(free.map(({ key }) => key)).toContain(salesName);
    release();
  });

  test('frees at its start what it held when it was killed', async () => {
    await harness.addQueue(SALES, 'Sales');
    await harness.run(1_000);
    await harness.close();
    const now = harness.clock.now();
    await markDirty(database.kysely, [salesName], now);
    await claim(database.kysely, { owner: 'test', limit: 10, leaseMs: 3_600_000, now });
    harness = await createHarness(database, { clock: harness.clock, sync: harness.sync });
    await harness.addTask(SALES);
    await harness.run(1_000);
    expect(sales().now.queued).toBe(1);
  });

  test('the heartbeat is written every 10 s, changed or not, and names the reporting time zone', async () => {
    await harness.startTimers();
    await harness.run(31_000);
    const instants = writesOf(heartbeatName).map(({ at }) => at);
    expect(instants).toHaveLength(4);
    const payload = v.parse(BackendHeartbeat, harness.sync.document(heartbeatName)?.data);
    expect(payload).toMatchObject({ asOf: null, timeZone: 'UTC' });
  });
});
