import {
  backendHeartbeatDocument,
  queueDocument,
  type TaskQueueSid,
  type WorkerSid,
} from '@flex-sync-suite/shared/contract';
import { createLog } from '../base/log';
import { readOutboxState } from '../store/outbox/outbox-state';
import { cannedFavoritesKey, recentCallsKey } from '../store/outbox/sync-keys';
import { observeDirectory } from '../ingest/observe-directory';
import { ENGINES, type TestDatabase } from '../testing/databases';
import { createHarness, type Harness } from './testing/projection-harness';

const SALES = `WQ${'a'.repeat(32)}` as TaskQueueSid;
const ALICE = `WK${'c'.repeat(32)}` as WorkerSid;
const MALLORY = `WK${'d'.repeat(32)}`;
const salesName = queueDocument(SALES).uniqueName;

describe.each(ENGINES)('on %s', (_name, open) => {
  let store: TestDatabase;
  let harness: Harness;
  let logged: { msg: string; objectKey?: string; createdBy?: string }[];

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

  const evictions = () => logged.filter(({ msg }) => msg.startsWith('an object of somebody else'));
  const requestsOf = (name: string) => harness.sync.requests.filter((request) => request.name === name);
  const addAlice = () => {
    const worker = { sid: ALICE, name: 'Alice', attributes: '{}', updatedAtMs: harness.clock.now() };
    const activity = { activitySid: `WA${'e'.repeat(32)}` };
    return observeDirectory(harness.ingest, [{ kind: 'worker', ...worker, ...activity }]);
  };
  const isBoardOurs = () => harness.sync.document(salesName)?.data['now'] !== undefined;

  test('a Document that stood there before ours is removed, neither read nor written, and logged by its creator', async () => {
    harness.sync.plant('document', salesName, MALLORY);
    const planted = harness.sync.sidOf(salesName);
    await harness.addQueue(SALES, 'Sales');
    await harness.runUntil(isBoardOurs);
    expect(harness.sync.sidOf(salesName)).not.toBe(planted);
    expect(evictions()).toMatchObject([{ objectKey: salesName, createdBy: MALLORY }]);
    expect(harness.sync.writes.filter(({ object }) => object === salesName).map(({ action }) => action)).toEqual([
      'remove',
      'create',
    ]);
  });

  test('a Map that stood there is removed with what is in it, and nobody may read it', async () => {
    harness.sync.plant('map', recentCallsKey(ALICE), MALLORY);
    await harness.runWhile(harness.grants.ensurePersonal(ALICE));
    expect(harness.sync.items(recentCallsKey(ALICE))).toEqual({});
    const methods = requestsOf(recentCallsKey(ALICE)).map(({ method }) => method);
    expect(methods.filter((method) => method !== 'grantRead')).toEqual([
      'createCollection',
      'getCollection',
      'removeCollection',
      'createCollection',
      ...methods.filter((method) => method === 'listItems'),
    ]);
    expect(harness.sync.grants).toContain(`${recentCallsKey(ALICE)} ${ALICE}`);
  });

  test.each(['document', 'map'] as const)(
    'a %s that comes back at once is removed ever more seldom, and ours is there when it stays away',
    async (kind) => {
      const name = kind === 'document' ? salesName : 'queue-index';
      harness.sync.plant(kind, name, MALLORY, 6);
      await harness.addQueue(SALES, 'Sales');
      await harness.run(20_000);
      const requests = requestsOf(name).length;
      expect(requests).toBeLessThanOrEqual(30);
      expect(await readOutboxState(store.database.kysely)).toMatchObject({ setAside: 1, watched: null });
      // A change of it does not spend more.
      for (let task = 0; task < 10; task += 1) await harness.addTask(SALES);
      await harness.run(1_000);
      expect(requestsOf(name).length).toBeLessThanOrEqual(requests + 6);
      await harness.pass(200_000);
      const ours = kind === 'document' ? harness.sync.document(name)?.data['now'] : harness.sync.items(name)[SALES];
      expect(ours).toBeDefined();
      expect(await readOutboxState(store.database.kysely)).toMatchObject({ setAside: 0 });
    },
  );

  test('a Document of the same name that came after ours had ended is neither written over nor granted', async () => {
    await harness.addQueue(SALES, 'Sales');
    await harness.runUntil(isBoardOurs);
    harness.sync.drop(salesName);
    harness.sync.plant('document', salesName, MALLORY);
    const planted = harness.sync.sidOf(salesName);
    await harness.addTask(SALES);
    await harness.runUntil(isBoardOurs);
    expect(harness.sync.sidOf(salesName)).not.toBe(planted);
    expect(evictions()).toHaveLength(1);
  });

  test('an item that somebody else put into a Map of ours is removed, and ours is created', async () => {
    await harness.addQueue(SALES, 'Sales');
    await harness.runUntil(() => SALES in harness.sync.items('queue-index'));
    await harness.close();
    harness.sync.plantItem('queue-index', SALES, MALLORY);
    harness.sync.plantItem('queue-index', 'other', MALLORY);
    harness = await createHarness(store.database, { clock: harness.clock, sync: harness.sync });
    await harness.startTimers();
    await harness.runUntil(() => harness.sync.items('queue-index')[SALES]?.['name'] === 'Sales');
    expect(Object.keys(harness.sync.items('queue-index'))).toEqual([SALES]);
  });

  test('after the end of its life between two renewals ours is created again with all who may read it', async () => {
    await harness.startTimers();
    await harness.runUntil(() => harness.sync.document(backendHeartbeatDocument.uniqueName) !== undefined);
    await harness.runWhile(harness.grants.ensurePersonal(ALICE));
    harness.sync.drop(backendHeartbeatDocument.uniqueName);
    harness.sync.plant('document', backendHeartbeatDocument.uniqueName, MALLORY);
    expect(harness.sync.grants).not.toContain(`${backendHeartbeatDocument.uniqueName} ${ALICE}`);
    await harness.runUntil(() => harness.sync.grants.has(`${backendHeartbeatDocument.uniqueName} ${ALICE}`));
    expect(harness.sync.document(backendHeartbeatDocument.uniqueName)?.data).toHaveProperty('at');
  });

  test('the Maps of a worker come into being as soon as the worker is known, behind the board', async () => {
    await addAlice();
    const rows = await store.database.kysely
      .selectFrom('sync_object')
      .select(['object_key', 'rank'])
      .where('kind', '=', 'map')
      .execute();
    expect(rows.filter(({ object_key }) => object_key.includes(ALICE))).toEqual([
      { object_key: cannedFavoritesKey(ALICE), rank: 1 },
      { object_key: recentCallsKey(ALICE), rank: 1 },
    ]);
    expect(await readOutboxState(store.database.kysely)).toMatchObject({ lowPriority: harness.clock.now() });
    await harness.runUntil(() => harness.sync.sidOf(recentCallsKey(ALICE)) !== undefined);
    await harness.runUntil(() => harness.sync.sidOf(cannedFavoritesKey(ALICE)) !== undefined);
  });
});
