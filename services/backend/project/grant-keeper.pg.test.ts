import { queueDocument, type TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { ENGINES, type TestDatabase } from '../testing/databases';
import { accessProfile } from './access-profile';
import { createHarness, type Harness } from './testing/projection-harness';

const SALES = `WQ${'a'.repeat(32)}` as TaskQueueSid;
const SUPPORT = `WQ${'b'.repeat(32)}` as TaskQueueSid;
const salesName = queueDocument(SALES).uniqueName;
const supportName = queueDocument(SUPPORT).uniqueName;
const supervisor = accessProfile('supervisor');
const agent = accessProfile('agent');
const WORKER = `WK${'1'.repeat(32)}`;

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

const granted = (identity: string) =>
  [...harness.sync.grants]
    .filter((grant) => grant.endsWith(` ${identity}`))
    .map((grant) => grant.split(' ')[0])
    .sort();

test('lets a supervisor read the board and the heartbeat, an agent the heartbeat alone, a worker likewise', async () => {
  await harness.runWhile(harness.grants.ensureProfile(supervisor));
  await harness.runWhile(harness.grants.ensureProfile(agent));
  await harness.runWhile(harness.grants.ensurePersonal(WORKER));
  expect(granted(supervisor.identity)).toEqual(['backend-heartbeat', 'queue-index', salesName].sort());
  expect(granted(agent.identity)).toEqual(['backend-heartbeat']);
  expect(granted(WORKER)).toEqual(['backend-heartbeat', `recent-calls.${WORKER}`]);
});

test('gives a permission once, however often a profile is issued', async () => {
  await harness.runWhile(Promise.all([1, 2, 3].map(() => harness.grants.ensureProfile(supervisor))));
  await harness.runWhile(harness.grants.ensureProfile(supervisor));
  expect(harness.sync.requests.filter(({ method }) => method === 'grantRead')).toHaveLength(3);
});

test('extends a profile that was issued to an object that is born later', async () => {
  await harness.runWhile(harness.grants.ensureProfile(supervisor));
  await harness.addQueue(SUPPORT, 'Support');
  await harness.runUntil(() => granted(supervisor.identity).includes(supportName));
});

test('no grant falls between a profile and an object that come at the same time', async () => {
  const queues = Array.from({ length: 12 }, (_, index) => `WQ${index.toString(16).padStart(32, '0')}` as TaskQueueSid);
  const issued = (async () => {
    await harness.run(100);
    await harness.grants.ensureProfile(supervisor);
  })();
  for (const sid of queues) {
    await harness.addQueue(sid, 'Another');
    await harness.run(50);
  }
  await harness.runWhile(issued);
  const names = queues.map((sid) => queueDocument(sid).uniqueName);
  await harness.runUntil(() => names.every((name) => granted(supervisor.identity).includes(name)));
});

test('lets everyone back in to an object that vanished and was born again', async () => {
  await harness.runWhile(harness.grants.ensureProfile(supervisor));
  await harness.runWhile(harness.grants.ensurePersonal(WORKER));
  harness.sync.drop();
  expect(harness.sync.grants.size).toBe(0);
  await harness.runUntil(() => granted(WORKER).length === 2 && granted(supervisor.identity).length === 3);
});

test('tells the caller when Sync cannot do it, and goes on from there', async () => {
  harness.sync.inject({ method: 'grantRead', name: salesName, failure: 'throttled', retryAfterMs: 2_000 });
  const failing = harness.grants.ensureProfile(supervisor);
  const outcome = expect(failing).rejects.toMatchObject({ failure: 'throttled', retryAfterMs: 2_000 });
  await harness.runWhile(failing.catch(() => undefined));
  await outcome;
  await harness.runWhile(harness.grants.ensureProfile(supervisor));
  expect(granted(supervisor.identity)).toContain(salesName);
});

test('a worker who signs in before the heartbeat exists may read it once it does', async () => {
  harness.sync.drop();
  await harness.runWhile(harness.grants.ensurePersonal(WORKER));
  await harness.runUntil(() => granted(WORKER).includes('backend-heartbeat'));
});

test('asks nothing for a queue that was deleted', async () => {
  await harness.deleteQueue(SALES);
  await harness.runUntil(() => !(SALES in harness.sync.items('queue-index')));
  await harness.run(2_000);
  await harness.runWhile(harness.grants.ensureProfile(supervisor));
  const asked = harness.sync.requests.filter(({ method, name }) => method === 'grantRead' && name === salesName);
  expect(asked).toEqual([]);
});

test('a grant that failed in the background is tried again', async () => {
  await harness.runWhile(harness.grants.ensureProfile(supervisor));
  harness.sync.inject({ method: 'grantRead', name: supportName, failure: 'unavailable', times: 2 });
  await harness.addQueue(SUPPORT, 'Support');
  await harness.runUntil(() => granted(supervisor.identity).includes(supportName));
});

test('stays below 80 permission writes a second', async () => {
  const queues = Array.from({ length: 100 }, (_, index) => `WQ${index.toString(16).padStart(32, '0')}` as TaskQueueSid);
  for (const sid of queues) await harness.addQueue(sid, 'Another');
  await harness.runUntil(() => harness.sync.document(queueDocument(queues[99] ?? SALES).uniqueName) !== undefined);
  await harness.runWhile(harness.grants.ensureProfile(supervisor));
  const instants = harness.sync.requests.filter(({ method }) => method === 'grantRead').map(({ at }) => at);
  expect(instants.length).toBeGreaterThan(100);
  const busiest = Math.max(...instants.map((from) => instants.filter((at) => at >= from && at < from + 1_000).length));
  expect(busiest).toBeLessThan(80);
});
