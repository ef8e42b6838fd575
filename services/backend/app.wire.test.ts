import {
  backendHeartbeatDocument,
  BackendHeartbeat,
  QueueDocument,
  queueDocument,
  QueueIndexItem,
  queueIndexMap,
  RECENT_CALLS_PATH,
  recentCallsMap,
  RecentCallsPage,
  SYNC_TOKENS_PATH,
  SyncTokensResponse,
  TaskQueueSid,
  WorkerSid,
  type RecentCall,
  type SyncDocumentRef,
} from '@flex-sync-suite/shared/contract';
import type { SyncResult, SyncStore } from '@flex-sync-suite/shared/sync';
import * as v from 'valibot';
import { account } from '../local-twilio/base/account';
import { eventually, snapshotOf, startLocalBackend, type LocalBackend } from './testing/local-backend';

let suite: LocalBackend;
let service: ReturnType<LocalBackend['client']['sync']['v1']['services']>;

beforeAll(async () => {
  suite = await startLocalBackend();
  service = suite.client.sync.v1.services(account.syncServiceSid);
});
afterAll(() => suite.close());

async function documentOf<T>({ uniqueName }: SyncDocumentRef<T>): Promise<unknown> {
  return (await service.documents(uniqueName).fetch()).data as unknown;
}

async function queueNamed(name: string): Promise<TaskQueueSid> {
  return eventually(async () => {
    const items = await service.syncMaps(queueIndexMap.uniqueName).syncMapItems.list({ pageSize: 100 });
    const found = items.find((item) => v.parse(QueueIndexItem, item.data).name === name);
    return found === undefined ? null : v.parse(TaskQueueSid, found.key);
  });
}

function askTokens(token: string, scopes: readonly string[]): Promise<Response> {
  return fetch(`${suite.config.publicBaseUrl}${SYNC_TOKENS_PATH}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ scopes }),
  });
}

test('shows every queue of the workspace before the first event', async () => {
  const sid = await queueNamed('VIP / EMEA');
  const payload = await eventually(() => documentOf(queueDocument(sid)));
  expect(v.parse(QueueDocument, payload).now.eligible).toBeGreaterThan(0);
  const heartbeat = await eventually(() => documentOf(backendHeartbeatDocument));
  expect(v.is(BackendHeartbeat, heartbeat)).toBe(true);
});

test('a task that TaskRouter reports moves the figures in Sync, until it is canceled', async () => {
  const sid = await queueNamed('Billing');
  const waiting = async () => {
    const { now } = v.parse(QueueDocument, await documentOf(queueDocument(sid)));
    return now.queued + now.ringing;
  };
  await eventually(async () => ((await waiting()) === 0 ? true : null));
  const { taskSid } = await suite.control('/emulator/tasks', { channel: 'voice', queue: 'Billing' });
  await eventually(async () => ((await waiting()) === 1 ? true : null));
  await suite.control(`/emulator/tasks/${String(taskSid)}/cancel`, { reason: 'hung up' });
  await eventually(async () => ((await waiting()) === 0 ? true : null));
  const { last30Minutes } = v.parse(QueueDocument, await documentOf(queueDocument(sid)));
  expect(last30Minutes).toMatchObject({ offered: 1, abandoned: 1 });
});

test('gives every Document an end of life', async () => {
  const sid = await queueNamed('Sales');
  const { dateExpires } = await service.documents(queueDocument(sid).uniqueName).fetch();
  expect(dateExpires.getTime() - Date.now()).toBeGreaterThan(23 * 3_600_000);
  const { dateExpires: ofMap } = await service.syncMaps(queueIndexMap.uniqueName).fetch();
  expect(ofMap.getTime() - Date.now()).toBeGreaterThan(23 * 3_600_000);
});

test('a supervisor gets a token that may read the board', async () => {
  const sid = await queueNamed('Sales');
  const response = await askTokens(await suite.flexToken('supervisor'), ['shared']);
  expect(response.status).toBe(200);
  const { scopes } = v.parse(SyncTokensResponse, await response.json());
  expect(scopes.shared?.identity).toMatch(/^profile\.supervisor\.[0-9a-f]{12}$/);
  const permissions = await service.documents(queueDocument(sid).uniqueName).documentPermissions.list();
  expect(permissions.map(({ identity, read, write, manage }) => ({ identity, read, write, manage }))).toEqual([
    { identity: scopes.shared?.identity, read: true, write: false, manage: false },
  ]);
});

test("an agent's profile may not read the board, and the personal identity is the worker", async () => {
  const response = await askTokens(await suite.flexToken('agent', 'alice'), ['shared', 'personal']);
  const { scopes } = v.parse(SyncTokensResponse, await response.json());
  expect(scopes.shared?.identity).toMatch(/^profile\.agent\./);
  expect(scopes.personal?.identity).toMatch(/^WK[0-9a-f]{32}$/);
  const sid = await queueNamed('Sales');
  const readers = await service.documents(queueDocument(sid).uniqueName).documentPermissions.list();
  expect(readers.map(({ identity }) => identity)).not.toContain(scopes.shared?.identity);
  const ofHeartbeat = await service.documents(backendHeartbeatDocument.uniqueName).documentPermissions.list();
  expect(ofHeartbeat.map(({ identity }) => identity)).toEqual(
    expect.arrayContaining([scopes.shared?.identity, scopes.personal?.identity]),
  );
});

describe('recent calls', () => {
  /** What the page of an agent has: the worker's SID and a personal Sync token, both from the backend. */
  async function signedIn(name: string): Promise<{ flex: string; workerSid: WorkerSid; store: SyncStore }> {
    const flex = await suite.flexToken('agent', name);
    const { scopes } = v.parse(SyncTokensResponse, await (await askTokens(flex, ['personal'])).json());
    if (scopes.personal === undefined) throw new Error('No personal token');
    const { token, identity, expiresAt } = scopes.personal;
    const store = suite.openStore(() => Promise.resolve({ token, expiresAt: Date.parse(expiresAt) }));
    return { flex, workerSid: v.parse(WorkerSid, identity), store };
  }

  async function ownCalls(flex: string): Promise<readonly RecentCall[]> {
    const response = await fetch(`${suite.config.publicBaseUrl}${RECENT_CALLS_PATH}`, {
      headers: { authorization: `Bearer ${flex}` },
    });
    return v.parse(RecentCallsPage, await response.json()).calls;
  }

  test('an agent who never had a call opens an empty list; a call appears in it while it rings, and over HTTP', async () => {
    const alice = await signedIn('alice');
    const source = alice.store.map(recentCallsMap(alice.workerSid));
    const rows = ({ data }: SyncResult<ReadonlyMap<string, RecentCall>>) => [...(data?.values() ?? [])];
    expect(rows(await snapshotOf(source, ({ status }) => status === 'ready'))).toEqual([]);

    const { taskSid } = await suite.control('/emulator/tasks', {
      channel: 'voice',
      queue: 'Support',
      from: '+15005550042',
    });
    await suite.control(`/emulator/tasks/${String(taskSid)}/accept`, { worker: 'alice' });
    const shown = await snapshotOf(source, (snapshot) => rows(snapshot)[0]?.outcome === 'talking');
    expect(rows(shown)).toMatchObject([{ taskSid, party: { address: '+15005550042' }, direction: 'inbound' }]);
    await suite.control(`/emulator/tasks/${String(taskSid)}/complete`, {});
    await snapshotOf(source, (snapshot) => rows(snapshot)[0]?.outcome === 'answered');
    expect(await ownCalls(alice.flex)).toMatchObject([{ taskSid, outcome: 'answered' }]);
  });

  test('a queue that is renamed over REST has its new name on the board and in every call, once a call tells it', async () => {
    const alice = await signedIn('alice');
    const source = alice.store.map(recentCallsMap(alice.workerSid));
    const names = ({ data }: SyncResult<ReadonlyMap<string, RecentCall>>) =>
      [...(data?.values() ?? [])].filter(({ taskQueueSid }) => taskQueueSid === sid).map(({ queueName }) => queueName);
    const { sid, friendlyName } = await suite.client.taskrouter.v1
      .workspaces(account.workspaceSid)
      .taskQueues(await queueNamed('Support'))
      .update({ friendlyName: 'Support and repairs' });
    const { taskSid } = await suite.control('/emulator/tasks', { channel: 'voice', queue: friendlyName });
    expect(await queueNamed(friendlyName)).toBe(sid);
    await snapshotOf(
      source,
      (snapshot) => names(snapshot).length > 0 && names(snapshot).every((name) => name === friendlyName),
    );
    expect((await ownCalls(alice.flex)).map(({ queueName }) => queueName)).toContain(friendlyName);
    await suite.control(`/emulator/tasks/${String(taskSid)}/cancel`, {});
  });

  test('a queue that is removed and made again is one queue on the board', async () => {
    const { taskQueues } = suite.client.taskrouter.v1.workspaces(account.workspaceSid);
    const first = await taskQueues.create({ friendlyName: 'Spare parts' });
    expect(await queueNamed('Spare parts')).toBe(first.sid);
    await taskQueues(first.sid).remove();
    const second = await taskQueues.create({ friendlyName: 'Spare parts' });
    await eventually(async () => {
      const items = await service.syncMaps(queueIndexMap.uniqueName).syncMapItems.list({ pageSize: 100 });
      const sids = items.map(({ key }) => key);
      return sids.includes(second.sid) && !sids.includes(first.sid) ? true : null;
    });
  });

  test('Sync refuses another agent’s list with 54007, and the backend shows nobody another one’s calls', async () => {
    const [alice, bob] = [await signedIn('alice'), await signedIn('bob')];
    const source = bob.store.map(recentCallsMap(alice.workerSid));
    const { error } = await snapshotOf(source, ({ status }) => status === 'error');
    expect(error).toMatchObject({ code: 'forbidden', reason: { code: 54007 } });
    expect(await ownCalls(bob.flex)).toEqual([]);
    const own = await snapshotOf(bob.store.map(recentCallsMap(bob.workerSid)), ({ status }) => status === 'ready');
    expect(own.data?.size).toBe(0);
  });
});

test('a token that Flex did not issue opens nothing', async () => {
  const response = await askTokens('not-a-flex-token', ['shared']);
  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({ code: 'invalid_token' });
});

test('is ready, answers on both loopbacks, and got no 429', async () => {
  const { port } = new URL(suite.config.publicBaseUrl);
  expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
  expect((await fetch(`http://[::1]:${port}/livez`)).status).toBe(200);
  const metrics = await (await fetch(`${suite.config.publicBaseUrl}/metrics`)).text();
  expect(metrics).toMatch(/sync_writes_total\{code="201"\} [1-9]/);
  expect(metrics).toMatch(/store_statements_total [1-9]/);
  expect(metrics).not.toContain('code="429"');
});

test('goes on where it stopped after a restart, and lowers no v', async () => {
  const sid = await queueNamed('Sales');
  const before = v.parse(QueueDocument, await documentOf(queueDocument(sid)));
  await suite.restart();
  await suite.control('/emulator/tasks', { channel: 'voice', queue: 'Sales' });
  const after = await eventually(async () => {
    const payload = v.parse(QueueDocument, await documentOf(queueDocument(sid)));
    return payload.last30Minutes.offered > before.last30Minutes.offered ? payload : null;
  });
  expect(after.v).toBeGreaterThan(before.v);
});
