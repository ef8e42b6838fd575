import {
  CANNED_RESPONSES_PATH,
  EditableResponse,
  LIBRARIES_PATH,
  LibraryId,
  QueueDocument,
  queueDocument,
  QueueIndexItem,
  queueIndexMap,
  recentCallsMap,
  responseListName,
  SYNC_TOKENS_PATH,
  SyncTokensResponse,
  TaskQueueSid,
  WorkerSid,
} from '@flex-sync-suite/shared/contract';
import { SyncClient } from 'twilio-sync';
import * as v from 'valibot';
import { account } from '../local-twilio/base/account';
import { eventually, startLocalBackend, type LocalBackend } from './testing/local-backend';

interface Agent {
  readonly flex: string;
  readonly workerSid: WorkerSid;
  readonly token: string;
}

let suite: LocalBackend;
let service: ReturnType<LocalBackend['client']['sync']['v1']['services']>;
let mallory: Agent;
let bob: Agent;
let clients: SyncClient[];

beforeAll(async () => {
  suite = await startLocalBackend();
  service = suite.client.sync.v1.services(account.syncServiceSid);
  clients = [];
  mallory = await signedIn('alice');
  bob = await signedIn('bob');
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.shutdown()));
  await suite.close();
});

async function post(flex: string, route: string, body: object): Promise<unknown> {
  const response = await fetch(`${suite.config.publicBaseUrl}${route}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${flex}` },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${route}: ${String(response.status)} ${await response.text()}`);
  return response.json();
}

async function signedIn(name: string): Promise<Agent> {
  const flex = await suite.flexToken('agent', name);
  const { scopes } = v.parse(SyncTokensResponse, await post(flex, SYNC_TOKENS_PATH, { scopes: ['personal'] }));
  if (scopes.personal === undefined) throw new Error('No personal token');
  return { flex, workerSid: v.parse(WorkerSid, scopes.personal.identity), token: scopes.personal.token };
}

/** What an agent can do in the console of her browser: the genuine SDK with her own personal token, and nothing remembered. */
function sdkOf({ token }: Agent): SyncClient {
  const uri = `${(suite.config.twilio.baseUrl ?? '').replace('http', 'ws')}/tsock.us1.twilio.com/v3/wsconnect`;
  const client = new SyncClient(token, { logLevel: 'silent', Twilsock: { uri } } as never);
  clients.push(client);
  return client;
}

const codeOf = (failed: Promise<unknown>): Promise<unknown> =>
  failed.then(
    () => 'nothing',
    (error: unknown) => (error as { code?: unknown }).code,
  );

async function salesQueue(): Promise<TaskQueueSid> {
  return eventually(async () => {
    const items = await service.syncMaps(queueIndexMap.uniqueName).syncMapItems.list({ pageSize: 100 });
    const found = items.find(({ data }) => v.parse(QueueIndexItem, data).name === 'Sales');
    return found === undefined ? null : v.parse(TaskQueueSid, found.key);
  });
}

async function callFor(worker: string): Promise<string> {
  const call = { channel: 'voice', queue: 'Support', from: '+15005550042' };
  const { taskSid } = await suite.control('/emulator/tasks', call);
  await suite.control(`/emulator/tasks/${String(taskSid)}/accept`, { worker });
  return String(taskSid);
}

test('the Maps of every worker of the workspace are there before anybody signs in, and are ours', async () => {
  const { workerSid } = (await suite.client.taskrouter.v1.workspaces(account.workspaceSid).workers.list())
    .map(({ sid }) => ({ workerSid: v.parse(WorkerSid, sid) }))
    .find((worker) => worker.workerSid !== mallory.workerSid && worker.workerSid !== bob.workerSid) ?? {
    workerSid: bob.workerSid,
  };
  const name = recentCallsMap(workerSid).uniqueName;
  expect((await eventually(() => service.syncMaps(name).fetch())).createdBy).toBe('system');
  expect(await codeOf(sdkOf(mallory).map({ id: name, mode: 'create_new' }))).toBe(54301);
});

test('a Map of a colleague’s calls that an agent created after ours had ended shows her nothing, and him his calls', async () => {
  const { uniqueName } = recentCallsMap(bob.workerSid);
  await service.syncMaps(uniqueName).remove();
  const sdk = sdkOf(mallory);
  const taken = await sdk.map({ id: uniqueName, mode: 'create_new' });
  await taken.set('planted', { schema: 1, v: 9_999, party: 'planted' });
  const seen: unknown[] = [];
  taken.on('itemAdded', (event: { isLocal: boolean; item: { data: unknown } }) => {
    if (!event.isLocal) seen.push(event.item.data);
  });
  const taskSid = await callFor('bob');
  await eventually(async () => ((await service.syncMaps(uniqueName).fetch()).createdBy === 'system' ? true : null));
  const items = await eventually(async () => {
    const all = await service.syncMaps(uniqueName).syncMapItems.list({ pageSize: 100 });
    return all.some(({ data }) => (data as { taskSid?: unknown }).taskSid === taskSid) ? all : null;
  });
  expect(items.map(({ key }) => key)).not.toContain('planted');
  expect(seen).toEqual([]);
  expect(await codeOf(sdkOf(mallory).map({ id: uniqueName, mode: 'open_existing' }))).toBe(54007);
  const own = await eventually(() => sdkOf(bob).map({ id: uniqueName, mode: 'open_existing' }));
  const page = await own.getItems();
  expect(page.items.map(({ data }) => (data as { taskSid?: unknown }).taskSid)).toContain(taskSid);
});

test('an agent who takes the place of a queue’s Document, time and again, changes nothing of the board', async () => {
  const { uniqueName } = queueDocument(await salesQueue());
  await service.documents(uniqueName).remove();
  const sdk = sdkOf(mallory);
  let [rounds, created] = [5, 0];
  const take = async (): Promise<void> => {
    rounds -= 1;
    const taken = await sdk.document({ id: uniqueName, mode: 'create_new', data: { schema: 1, v: 99_999 } });
    created += 1;
    taken.on('removed', () => {
      if (rounds > 0) void take().catch(() => undefined);
    });
  };
  await take();
  await suite.control('/emulator/tasks', { channel: 'voice', queue: 'Sales' });
  const board = await eventually(async () => {
    const found = await service.documents(uniqueName).fetch();
    return found.createdBy === 'system' ? found : null;
  });
  expect(v.parse(QueueDocument, board.data).now.queued).toBeGreaterThan(0);
  expect(created).toBeGreaterThan(0);
  expect(await codeOf(sdkOf(mallory).document({ id: uniqueName, mode: 'open_existing' }))).toBe(54007);
  const metrics = await (await fetch(`${suite.config.publicBaseUrl}/metrics`)).text();
  expect(metrics).toMatch(/sync_foreign_objects_total\{kind="document"\} [1-9]/);
});

test('a List that an agent created before a colleague’s first response is not the one that gets it', async () => {
  const uniqueName = responseListName(v.parse(LibraryId, bob.workerSid), 0);
  const sdk = sdkOf(mallory);
  const taken = await sdk.list({ id: uniqueName, mode: 'create_new' });
  await taken.push({ id: 'planted' });
  const content = { title: 'Greeting', shortcut: null, category: null, tags: [], channels: [] };
  const variants = [{ language: 'en', channel: null, body: 'Hello' }];
  await post(bob.flex, LIBRARIES_PATH, { name: 'Bob', kind: 'personal' });
  const published = { libraryId: bob.workerSid, status: 'published', ...content, variants };
  const response = v.parse(EditableResponse, await post(bob.flex, CANNED_RESPONSES_PATH, published));
  const items = await eventually(async () => {
    if ((await service.syncLists(uniqueName).fetch()).createdBy !== 'system') return null;
    const all = await service.syncLists(uniqueName).syncListItems.list({ pageSize: 100 });
    return all.length > 0 ? all : null;
  });
  expect(items.map(({ data }) => (data as { id?: unknown }).id)).toEqual([response.id]);
  expect(await codeOf(sdkOf(mallory).list({ id: uniqueName, mode: 'open_existing' }))).toBe(54007);
});
