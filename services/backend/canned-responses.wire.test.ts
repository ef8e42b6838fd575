import {
  CANNED_RESPONSES_PATH,
  cannedResponseDocument,
  CannedResponsesLink,
  cannedResponsesList,
  EditableResponse,
  LIBRARIES_PATH,
  Library,
  SYNC_TOKENS_PATH,
  SyncListSid,
  SyncTokensResponse,
  type SyncToken,
  WorkerSid,
  type SyncScope,
} from '@flex-sync-suite/shared/contract';
import type { SyncStore } from '@flex-sync-suite/shared/sync';
import * as v from 'valibot';
import { account } from '../local-twilio/base/account';
import { eventually, snapshotOf, startLocalBackend, type LocalBackend } from './testing/local-backend';

interface Agent {
  readonly flex: string;
  readonly workerSid: WorkerSid;
}

let suite: LocalBackend;
let admin: string;
let library: Library;
let alice: Agent;
let bob: Agent;

beforeAll(async () => {
  suite = await startLocalBackend();
  [alice, bob] = [await signedIn('alice'), await signedIn('bob')];
  admin = await suite.flexToken('admin');
  library = await asked(Library, admin, 'POST', LIBRARIES_PATH, { name: 'Billing', kind: 'team' });
  const patch = { revision: library.revision, members: [alice.workerSid] };
  library = await asked(Library, admin, 'PATCH', `${LIBRARIES_PATH}/${library.id}`, patch);
});
afterAll(() => suite.close());

async function asked<const Schema extends v.GenericSchema>(
  schema: Schema,
  token: string,
  method: string,
  route: string,
  body?: object,
): Promise<v.InferOutput<Schema>> {
  const response = await fetch(`${suite.config.publicBaseUrl}${route}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${route}: ${response.status} ${await response.text()}`);
  return v.parse(schema, await response.json());
}

async function tokensOf(flex: string): Promise<Record<SyncScope, SyncToken>> {
  const { scopes } = await asked(SyncTokensResponse, flex, 'POST', SYNC_TOKENS_PATH, {
    scopes: ['shared', 'personal'],
  });
  const { shared, personal } = scopes;
  if (shared === undefined || personal === undefined) throw new Error('A token is missing');
  return { shared, personal };
}

async function signedIn(worker: string): Promise<Agent> {
  const flex = await suite.flexToken('agent', worker);
  return { flex, workerSid: v.parse(WorkerSid, (await tokensOf(flex)).personal.identity) };
}

/** What the page of an agent has: the genuine SDK, with tokens from the backend. */
function openPage({ flex }: Agent): SyncStore {
  return suite.openStore(async (scope: SyncScope) => {
    const { token, expiresAt } = (await tokensOf(flex))[scope];
    return { token, expiresAt: Date.parse(expiresAt) };
  });
}

/** The Lists that a worker's attributes name, once there are as many as expected. */
const linkOf = ({ workerSid }: Agent, lists: number): Promise<CannedResponsesLink & { rest: object }> =>
  eventually(async () => {
    const worker = await suite.client.taskrouter.v1.workspaces(account.workspaceSid).workers(workerSid).fetch();
    const { canned_responses: ours, ...rest } = JSON.parse(worker.attributes) as Record<string, unknown>;
    const link = v.parse(CannedResponsesLink, ours);
    return link.lists.length === lists ? { ...link, rest } : null;
  });

async function listOf(agent: Agent): Promise<SyncListSid> {
  const { lists } = await linkOf(agent, 1);
  return v.parse(SyncListSid, lists[0]);
}

const response = (title: string) => ({
  libraryId: library.id,
  status: 'published',
  ...{ title, shortcut: null, category: null, tags: [], channels: [] },
  variants: [{ language: 'en', channel: null, body: `Text of ${title}` }],
});
const publish = (title: string) => asked(EditableResponse, admin, 'POST', CANNED_RESPONSES_PATH, response(title));

test('an agent of the team opens List and Document by the SIDs in the attributes, and sees an edit at once', async () => {
  const { id } = await publish('Refund');
  const store = openPage(alice);
  const list = store.list(cannedResponsesList(await listOf(alice), 'shared'));
  const shown = await snapshotOf(list, ({ data }) => data?.length === 1);
  const item = shown.data?.[0]?.value;
  if (item === undefined) throw new Error('The List is empty');
  expect(item).toMatchObject({ id, title: 'Refund', libraryName: 'Billing', cut: [] });
  const document = store.document(cannedResponseDocument(item.documentSid, 'shared'));
  const opened = await snapshotOf(document, ({ status }) => status === 'ready');
  expect(opened.data).toMatchObject({ id, title: 'Refund', variants: [{ body: 'Text of Refund' }] });

  const edit = { revision: 1, variants: [{ language: 'en', channel: null, body: 'A better text' }] };
  const stopListening = list.subscribe(() => undefined);
  await asked(EditableResponse, admin, 'PATCH', `${CANNED_RESPONSES_PATH}/${id}`, edit);
  await snapshotOf(document, ({ data }) => data?.variants[0]?.body === 'A better text');
  await snapshotOf(list, ({ data }) => data?.[0]?.value.previews[0]?.text === 'A better text');
  stopListening();
});

test('an agent outside the team is refused by Sync itself, for the List and for the Document', async () => {
  const sid = await listOf(alice);
  const items = await suite.client.sync.v1.services(account.syncServiceSid).syncLists(sid).syncListItems.list();
  const { documentSid } = v.parse(v.object({ documentSid: v.string() }), items[0]?.data);
  const store = openPage(bob);
  for (const scope of ['shared', 'personal'] as const) {
    const list = store.list(cannedResponsesList(sid, scope));
    const { error } = await snapshotOf(list, ({ status }) => status === 'error');
    expect(error).toMatchObject({ code: 'forbidden', reason: { code: 54007 } });
    const document = store.document(
      cannedResponseDocument(documentSid as Parameters<typeof cannedResponseDocument>[0], scope),
    );
    const refused = await snapshotOf(document, ({ status }) => status === 'error');
    expect(refused.error).toMatchObject({ code: 'forbidden', reason: { code: 54007 } });
  }
});

test('a personal library is its owner’s alone, read with the owner’s own identity', async () => {
  const own = await asked(Library, bob.flex, 'POST', LIBRARIES_PATH, { name: 'Mine', kind: 'personal' });
  const mine = { ...response('Just me'), libraryId: own.id };
  await asked(EditableResponse, bob.flex, 'POST', CANNED_RESPONSES_PATH, mine);
  const { lists, personal } = await linkOf(bob, 1);
  expect(personal).toEqual(lists);
  const ref = (scope: SyncScope) => cannedResponsesList(v.parse(SyncListSid, lists[0]), scope);
  const shown = await snapshotOf(openPage(bob).list(ref('personal')), ({ data }) => data?.length === 1);
  expect(shown.data?.[0]?.value).toMatchObject({ title: 'Just me', libraryKind: 'personal' });
  const refused = await snapshotOf(openPage(alice).list(ref('personal')), ({ status }) => status === 'error');
  expect(refused.error).toMatchObject({ reason: { code: 54007 } });
});

test('other attributes of the worker survive', async () => {
  const { rest } = await linkOf(alice, 1);
  expect(Object.keys(rest).length).toBeGreaterThan(0);
});

test('lost answers, throttling and outages leave each response once in its List', async () => {
  const path = '/Items$|/Documents$';
  for (const fault of [
    { dropAfter: true, times: 2 },
    { status: 429, times: 2 },
    { status: 500, times: 2 },
  ]) {
    await suite.control('/emulator/faults', { match: { surface: 'rest', method: 'POST', path }, ...fault });
  }
  for (const title of ['One', 'Two', 'Three']) await publish(title);
  const list = openPage(alice).list(cannedResponsesList(await listOf(alice), 'shared'));
  const { data } = await snapshotOf(list, (snapshot) => (snapshot.data?.length ?? 0) >= 4);
  expect(data?.map(({ value }) => value.title).sort()).toEqual(['One', 'Refund', 'Three', 'Two']);
  const metrics = await (await fetch(`${suite.config.publicBaseUrl}/metrics`)).text();
  for (const code of ['none', '429', '500']) expect(metrics).toContain(`sync_writes_total{code="${code}"}`);
});

test('an emptied Sync is filled again when the backend starts, and the attributes name the new Lists', async () => {
  const service = suite.client.sync.v1.services(account.syncServiceSid);
  const before = await listOf(alice);
  await suite.restart(async () => {
    for (const { sid } of await service.syncLists.list()) await service.syncLists(sid).remove();
    for (const { sid } of await service.documents.list()) await service.documents(sid).remove();
  });
  const after = await eventually(async () => {
    const sid = await listOf(alice);
    return sid === before ? null : sid;
  });
  const store = openPage(alice);
  const list = store.list(cannedResponsesList(after, 'shared'));
  const { data } = await snapshotOf(list, (snapshot) => snapshot.data?.length === 4);
  for (const { value } of data ?? []) {
    const document = store.document(cannedResponseDocument(value.documentSid, 'shared'));
    const opened = await snapshotOf(document, ({ status }) => status === 'ready');
    expect(opened.data).toMatchObject({ id: value.id, title: value.title });
  }
});
