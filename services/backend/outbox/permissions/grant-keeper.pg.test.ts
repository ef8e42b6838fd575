import { queueDocument, type TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import { readableToAll } from '../../store/outbox/grants';
import { complete } from '../../store/outbox/settle-objects';
import { markDirty, nextClaimAt } from '../../store/outbox/sync-objects';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import { accessProfile, PROFILE_LIFE_MS } from './access-profile';
import { createHarness, type Harness } from '../testing/projection-harness';

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
  // All that is written at a start is there, also the heartbeat.
  await harness.runUntil(async () => (await nextClaimAt(store.database.kysely)) === null);
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
  expect(granted(supervisor.identity)).toEqual(['backend-heartbeat', 'queue-alerts', 'queue-index', salesName].sort());
  expect(granted(agent.identity)).toEqual(['backend-heartbeat']);
  expect(granted(WORKER)).toEqual(['backend-heartbeat', `canned-favorites.${WORKER}`, `recent-calls.${WORKER}`]);
});

test('gives a permission once, however often a profile is issued', async () => {
  await harness.runWhile(Promise.all([1, 2, 3].map(() => harness.grants.ensureProfile(supervisor))));
  await harness.runWhile(harness.grants.ensureProfile(supervisor));
  expect(harness.sync.requests.filter(({ method }) => method === 'grantRead')).toHaveLength(4);
});

test('extends a profile that was issued to an object that is created later', async () => {
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

test('lets everyone back in to an object that vanished and was created again', async () => {
  await harness.runWhile(harness.grants.ensureProfile(supervisor));
  await harness.runWhile(harness.grants.ensurePersonal(WORKER));
  harness.sync.drop();
  expect(harness.sync.grants.size).toBe(0);
  await harness.runUntil(() => granted(WORKER).length === 3 && granted(supervisor.identity).length === 4);
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

test('one permission that fails keeps no other back; one that is refused for good is set aside', async () => {
  const { sync } = harness;
  sync.inject({ method: 'grantRead', name: 'queue-index', failure: 'unavailable' });
  const failing = harness.grants.ensureProfile(supervisor);
  const outcome = expect(failing).rejects.toMatchObject({ failure: 'unavailable' });
  await harness.runWhile(failing.catch(() => undefined));
  await outcome;
  expect(granted(supervisor.identity)).toEqual(['backend-heartbeat', 'queue-alerts', salesName].sort());
  sync.inject({ method: 'grantRead', name: 'queue-index', failure: 'refused' });
  await harness.runWhile(harness.grants.ensureProfile(supervisor));
  const { identity } = supervisor;
  expect([...(await readableToAll(store.database.kysely, ['queue-index', supportName], [identity]))]).toEqual([
    'queue-index',
  ]);
  await harness.runWhile(harness.grants.ensureProfile(supervisor));
  expect(granted(identity)).toContain('queue-index');
});

test('a queue for which Sync gives no answer keeps nobody from signing in, and follows', async () => {
  await harness.addQueue(SUPPORT, 'Support');
  await harness.runUntil(() => SUPPORT in harness.sync.items('queue-index'));
  await harness.run(1_000);
  harness.sync.inject({ method: 'grantRead', name: salesName, failure: 'unavailable', times: 1_000 });
  for (const profile of [supervisor, accessProfile('supervisor', ['team00000001'])]) {
    await harness.runWhile(harness.grants.ensureProfile(profile));
    expect(granted(profile.identity)).toEqual(['backend-heartbeat', 'queue-alerts', 'queue-index', supportName].sort());
  }
  // It waits ever longer for the next attempt; nobody else does.
  await harness.run(30_000);
  const at = harness.clock.now();
  await harness.runWhile(harness.grants.ensureProfile(supervisor));
  expect(harness.clock.now() - at).toBeLessThanOrEqual(100);
  harness.sync.mend();
  await harness.runUntil(() => granted(supervisor.identity).includes(salesName));
});

test('the board goes on while many wait for their permissions', async () => {
  const many = Array.from({ length: 150 }, (_, n) =>
    accessProfile('supervisor', [`team${String(n).padStart(8, '0')}`]),
  );
  harness.sync.slowDown({ takesMs: 50 });
  const waiting = Promise.all(many.map((profile) => harness.grants.ensureProfile(profile)));
  await harness.run(500);
  await harness.addTask(SALES);
  await harness.run(500);
  expect(harness.sync.document(salesName)?.data['now']).toMatchObject({ queued: 1 });
  expect(many.some(({ identity }) => granted(identity).length === 0)).toBe(true);
  await harness.runWhile(waiting);
  expect(many.every(({ identity }) => granted(identity).length === 4)).toBe(true);
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

describe('with a library', () => {
  const LIBRARY = 'team00000001';
  const ofTeam = accessProfile('agent', [LIBRARY]);
  const documentsOf = (length: number) =>
    Array.from({ length }, (_, n) => `canned-response.${LIBRARY}.r${String(n).padStart(11, '0')}`);
  const documents = documentsOf(120);
  const listName = `canned-responses.${LIBRARY}.0`;
  const asked = () => harness.sync.requests.filter(({ method }) => method === 'grantRead').length;

  const place = async (...documents: readonly string[]): Promise<void> => {
    for (const name of documents) harness.sync.overwrite(name, {});
    await harness.sync.createCollection({ kind: 'list', name: listName }, 86_400);
    const now = harness.clock.now();
    for (const key of [...documents, listName]) {
      // As if they had been written: nobody claims them, and they stand.
      await markDirty(store.database.kysely, [key], now);
      const sid = harness.sync.sidOf(key) ?? null;
      const completion = { key, version: 1, sid, payloadHash: null, payloadV: 1, expiresAt: null, nextAt: now };
      await complete(store.database.kysely, [{ ...completion, revision: 'r' }], now);
    }
  };

  test('a token waits for the Lists, not for the thousands of Documents; they follow, each granted once', async () => {
    await place(...documents);
    await harness.runWhile(harness.grants.ensureProfile(ofTeam));
    expect(granted(ofTeam.identity)).toEqual(expect.arrayContaining(['backend-heartbeat', listName]));
    expect(granted(ofTeam.identity).length).toBeLessThan(documents.length);
    await harness.runWhile(harness.grants.ensureProfile(ofTeam));
    await harness.runUntil(() => granted(ofTeam.identity).length === documents.length + 2);
    expect(asked()).toBe(documents.length + 2);
  });

  test('a restart in the middle of 500 permissions goes on where it was, and gives none twice', async () => {
    const many = documentsOf(500);
    await place(...many);
    await harness.runWhile(harness.grants.ensureProfile(ofTeam));
    await harness.runUntil(() => granted(ofTeam.identity).length > 200);
    const { clock, sync } = harness;
    await harness.close();
    const before = asked();
    expect(before).toBeLessThan(many.length);
    harness = await createHarness(store.database, { clock, sync });
    await harness.run(1_000);
    expect(asked()).toBeGreaterThan(before + 30);
    await harness.runUntil(() => granted(ofTeam.identity).length === many.length + 2);
    expect(asked()).toBe(many.length + 2);
  });

  test('many identities share the pace, and lose nothing of it', async () => {
    await place(...documentsOf(30));
    harness.sync.slowDown({ takesMs: 50 });
    const profiles = Array.from({ length: 32 }, (_, n) =>
      accessProfile('agent', [LIBRARY, `crew${String(n).padStart(8, '0')}`]),
    );
    const before = { at: harness.clock.now(), asked: asked() };
    await harness.runWhile(Promise.all(profiles.map((profile) => harness.grants.ensureProfile(profile))));
    await harness.runUntil(() => profiles.every(({ identity }) => granted(identity).length === 32));
    expect(asked() - before.asked).toBe(32 * 32);
    expect(harness.clock.now() - before.at).toBeLessThanOrEqual(1.2 * ((32 * 32) / 60) * 1_000);
  });

  test('two processes that issue tokens of 20 identities give each permission once', async () => {
    await place(...documentsOf(30));
    const { clock, sync } = harness;
    const second = await createHarness(store.database, { clock, sync, owner: 'second' });
    const profiles = Array.from({ length: 20 }, (_, n) =>
      accessProfile('agent', [LIBRARY, `crew${String(n).padStart(8, '0')}`]),
    );
    const before = asked();
    await harness.runWhile(
      Promise.all(profiles.flatMap((profile) => [harness, second].map(({ grants }) => grants.ensureProfile(profile)))),
    );
    await harness.runUntil(() => profiles.every(({ identity }) => granted(identity).length === 32));
    await harness.run(5_000);
    expect(asked() - before).toBe(20 * 32);
    await harness.runWhile(second.close());
  });

  test('a token does not wait for an import', async () => {
    const imported = documentsOf(1_500);
    await markDirty(store.database.kysely, imported, harness.clock.now());
    harness.sync.slowDown({ takesMs: 100 });
    harness.projector.wake(imported);
    await harness.run(500);
    const at = harness.clock.now();
    await harness.runWhile(harness.grants.ensureProfile(supervisor));
    expect(harness.clock.now() - at).toBeLessThanOrEqual(1_500);
    const waiting = await store.database.pool.query('SELECT FROM sync_object WHERE version > synced');
    expect(waiting.rows.length).toBeGreaterThan(500);
  });

  test('who may use another library, or none, gets nothing of it', async () => {
    await place(...documents);
    const other = accessProfile('agent', ['team00000002']);
    await harness.runWhile(harness.grants.ensureProfile(other));
    await harness.runWhile(harness.grants.ensureProfile(supervisor));
    await harness.run(5_000);
    expect(granted(other.identity)).toEqual(['backend-heartbeat']);
    expect(granted(supervisor.identity)).not.toContain(listName);
  });

  test('a profile that nobody holds any more is not given what is created', async () => {
    await harness.runWhile(harness.grants.ensureProfile(supervisor));
    await sql`UPDATE access_profile SET issued_at = issued_at - ${PROFILE_LIFE_MS + 1}::bigint`.execute(
      store.database.kysely,
    );
    await harness.addQueue(SUPPORT, 'Support');
    await harness.runUntil(() => harness.sync.document(supportName) !== undefined);
    await harness.run(1_000);
    expect(granted(supervisor.identity)).not.toContain(supportName);
    await harness.runWhile(harness.grants.ensureProfile(supervisor));
    expect(granted(supervisor.identity)).toContain(supportName);
  });
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
