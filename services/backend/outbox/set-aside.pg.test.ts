import { queueDocument, type TaskQueueSid, type WorkerSid } from '@flex-sync-suite/shared/contract';
import { createLog } from '../base/log';
import { readOutboxState } from '../store/outbox/outbox-state';
import { recentCallsKey } from '../store/outbox/sync-keys';
import { markDirty } from '../store/outbox/sync-objects';
import { ENGINES, type TestDatabase } from '../testing/databases';
import { createHarness, type Harness } from './testing/projection-harness';

const SALES = `WQ${'a'.repeat(32)}` as TaskQueueSid;
const SUPPORT = `WQ${'b'.repeat(32)}` as TaskQueueSid;
const ALICE = `WK${'c'.repeat(32)}` as WorkerSid;
const salesName = queueDocument(SALES).uniqueName;
const supportName = queueDocument(SUPPORT).uniqueName;

describe.each(ENGINES)('on %s', (_name, open) => {
  let store: TestDatabase;
  let harness: Harness;
  let logged: { msg: string; objectKey?: string; err?: { message: string } }[];

  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    await store.clear();
    logged = [];
    const log = createLog('info', { write: (line) => logged.push(JSON.parse(line) as (typeof logged)[number]) });
    harness = await createHarness(store.database, { log });
  });
  afterEach(() => harness.close());

  const state = () => readOutboxState(store.database.kysely);
  const mark = async (key: string) => {
    await markDirty(store.database.kysely, [key], harness.clock.now());
    harness.projector.wake([key]);
  };
  const instantsOf = (name: string) => harness.sync.requests.filter((one) => one.name === name).map(({ at }) => at);
  const gapsOf = (name: string) => {
    const instants = [...new Set(instantsOf(name))];
    return instants.slice(1).map((at, index) => Math.round((at - (instants[index] ?? 0)) / 1_000));
  };
  const namings = () => logged.filter(({ msg }) => msg.startsWith('an object is set aside'));

  test('an object that Sync refuses is set aside, tried ever more seldom, and named once', async () => {
    harness.sync.inject({ method: 'create', name: salesName, failure: 'refused', times: 4 });
    await harness.addQueue(SALES, 'Sales');
    await harness.addQueue(SUPPORT, 'Support');
    await harness.runUntil(() => harness.sync.document(supportName) !== undefined);
    await harness.runUntil(async () => (await state()).setAside === 1);
    await harness.runUntil(async () => (await state()).watched === null);
    expect(await state()).toMatchObject({ setAside: 1, lowPriority: null });
    await harness.pass(17 * 60_000);
    const [first = 0, ...later] = gapsOf(salesName);
    expect(first).toBeGreaterThanOrEqual(60);
    expect(later.map((gap, index) => gap >= 120 * 2 ** index)).toEqual([true, true, true]);
    expect(namings()).toMatchObject([{ objectKey: salesName, err: { message: 'injected: refused' } }]);
    expect(harness.sync.document(salesName)).toBeDefined();
    expect(await state()).toMatchObject({ setAside: 0, watched: null });
  });

  test('a change of it tries it again, but not more often than every 10 s', async () => {
    await harness.addQueue(SALES, 'Sales');
    await harness.run(1_000);
    harness.sync.inject({ method: 'update', name: salesName, failure: 'refused', times: 1_000 });
    await harness.addTask(SALES);
    await harness.run(1_000);
    const before = instantsOf(salesName).length;
    for (let second = 0; second < 40; second += 1) {
      await mark(salesName);
      await harness.run(1_000);
    }
    expect(new Set(instantsOf(salesName).slice(before)).size).toBeLessThanOrEqual(4);
    expect(new Set(instantsOf(salesName).slice(before)).size).toBeGreaterThanOrEqual(3);
    harness.sync.mend();
    await harness.addTask(SALES);
    await harness.run(11_000);
    expect(harness.sync.document(salesName)?.data['now']).toMatchObject({ queued: 2 });
  });

  test('what no builder knows is set aside, and named again when the reason changes', async () => {
    await mark('nobody-knows');
    await harness.runUntil(async () => (await state()).setAside === 1);
    expect(namings()).toMatchObject([{ objectKey: 'nobody-knows' }]);
    await harness.pass(130_000);
    expect(namings()).toHaveLength(1);
    await store.database.pool.query("UPDATE sync_object SET last_error = 'another reason', next_at = 0");
    await harness.run(1_000);
    expect(namings()).toHaveLength(2);
  });

  test('an object that gets no answer, time and again, is not set aside, and others are written meanwhile', async () => {
    harness.sync.inject({ method: 'create', name: salesName, failure: 'unavailable', times: 1_000 });
    await harness.addQueue(SALES, 'Sales');
    await harness.startTimers();
    const at = harness.clock.now();
    await harness.run(60_000);
    const { watched, writtenAt, setAside } = await state();
    expect({ watched, setAside }).toEqual({ watched: at, setAside: 0 });
    expect(harness.clock.now() - (writtenAt ?? 0)).toBeLessThanOrEqual(11_000);
  });

  test('an account or a service that lets nobody in is not the fault of the objects', async () => {
    harness.sync.inject({ method: 'create', failure: 'denied', times: 1_000 });
    harness.sync.inject({ method: 'createCollection', failure: 'denied', times: 1_000 });
    await harness.addQueue(SALES, 'Sales');
    await harness.run(40_000);
    expect(await state()).toMatchObject({ setAside: 0, writtenAt: null });
    harness.sync.mend();
    await harness.runUntil(() => harness.sync.document(salesName) !== undefined);
  });

  test.each(['refused', 'unavailable'] as const)(
    'an item that is %s keeps no other of its Map back',
    async (failure) => {
      harness.sync.inject({ method: 'create', name: 'queue-index', key: SALES, failure, times: 3 });
      await harness.addQueue(SALES, 'Sales');
      await harness.addQueue(SUPPORT, 'Support');
      await harness.runUntil(() => SUPPORT in harness.sync.items('queue-index'));
      expect(SALES in harness.sync.items('queue-index')).toBe(false);
      await harness.pass(8 * 60_000);
      expect(Object.keys(harness.sync.items('queue-index')).sort()).toEqual([SALES, SUPPORT]);
      expect(await state()).toMatchObject({ setAside: 0, watched: null });
    },
  );

  test('nobody who signs in waits for a Map that is set aside', async () => {
    harness.sync.inject({ method: 'createCollection', name: recentCallsKey(ALICE), failure: 'refused', times: 1_000 });
    await mark(recentCallsKey(ALICE));
    await harness.runUntil(async () => (await state()).setAside === 1);
    const at = harness.clock.now();
    await harness.runWhile(harness.grants.ensurePersonal(ALICE));
    expect(harness.clock.now() - at).toBeLessThan(2_000);
  });
});
