import {
  EXPLORER_SERVICES_PATH,
  ExplorerItems,
  ExplorerObjects,
  ExplorerServices,
  ExplorerValue,
  ExplorerFindings,
  ExplorerStanding,
  HttpError,
  type ExplorerFinding,
} from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import { account } from '../local-twilio/base/account';
import { eventually, startLocalBackend, type LocalBackend } from './testing/local-backend';

const OBJECTS = 300;
/** The emulator takes no deeper ones; unit tests go on. */
const DEPTH = 150;

let suite: LocalBackend;
let service: ReturnType<LocalBackend['client']['sync']['v1']['services']>;
let admin: string;

beforeAll(async () => {
  suite = await startLocalBackend({}, { DEMO_CONTENT: 'true' });
  service = suite.client.sync.v1.services(account.syncServiceSid);
  admin = await suite.flexToken('admin');
});
afterAll(() => suite.close());

const OF_SERVICE = `${EXPLORER_SERVICES_PATH}/${account.syncServiceSid}`;

async function ask(path: string, init: RequestInit = {}, token = admin): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${suite.config.publicBaseUrl}${path}`, {
    ...init,
    headers: {
      authorization: `Bearer ${token}`,
      ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
  });
  return { status: response.status, body: response.status === 204 ? null : await response.json() };
}

async function got<const Schema extends v.GenericSchema>(schema: Schema, path: string): Promise<v.InferOutput<Schema>> {
  const { status, body } = await ask(path);
  if (status !== 200) throw new Error(`${path}: ${String(status)} ${JSON.stringify(body)}`);
  return v.parse(schema, body);
}

/** All pages; one that the budget refuses is asked for again. */
async function allObjects(query: string): Promise<string[]> {
  const names: string[] = [];
  for (let cursor = ''; ;) {
    const page = await eventually(() => got(ExplorerObjects, `${OF_SERVICE}/objects?${query}${cursor}`));
    names.push(...page.objects.map(({ uniqueName }) => uniqueName ?? ''));
    if (page.next === null) return names;
    cursor = `&cursor=${page.next}`;
  }
}

test('shows every object and every item, page by page, and costs the suite no 429', async () => {
  const wanted = Array.from({ length: OBJECTS }, (_each, n) => `thing/${String(n)}?ü`);
  for (const uniqueName of wanted) await service.documents.create({ uniqueName, data: { uniqueName } });
  const map = await service.syncMaps.create({ uniqueName: 'box' });
  const keys = Array.from({ length: 60 }, (_each, n) => `k${String(n).padStart(3, '0')}`);
  for (const key of keys) await service.syncMaps(map.sid).syncMapItems.create({ key, data: { key } });

  const { services } = await got(ExplorerServices, EXPLORER_SERVICES_PATH);
  expect(services).toMatchObject([{ sid: account.syncServiceSid, isSuite: true, aclEnabled: true }]);
  expect((await allObjects(`kind=document&prefix=${encodeURIComponent('thing/')}`)).sort()).toEqual([...wanted].sort());
  const seen: string[] = [];
  for (let next: string | null = ''; next !== null;) {
    const place: string = next === '' ? '' : `&cursor=${next}`;
    const page: ExplorerItems = await eventually(() =>
      got(ExplorerItems, `${OF_SERVICE}/objects/map/${map.sid}/items?limit=25${place}`),
    );
    seen.push(...page.items.map(({ key }) => key));
    ({ next } = page);
  }
  expect(seen).toEqual(keys);
  const from = await got(ExplorerItems, `${OF_SERVICE}/objects/map/${map.sid}/items?limit=2&from=k0305`);
  expect(from.items.map(({ key }) => key)).toEqual(['k031', 'k032']);

  const { objects } = await got(ExplorerObjects, `${OF_SERVICE}/objects?kind=document&name=backend-heartbeat`);
  expect(objects).toMatchObject([{ uniqueName: 'backend-heartbeat', isSuite: true, createdBy: 'system' }]);
  const usage = await fetch(`${suite.config.twilio.baseUrl?.replace('/__twilio', '') ?? ''}/emulator/usage`);
  expect(JSON.stringify(await usage.json())).not.toMatch(/"rejected":[1-9]/);
});

test('shows what is hostile as it is, and answers what cannot be asked for with JSON', async () => {
  const deep = `{"a":${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}}`;
  const { sid } = await service.documents.create({ uniqueName: 'a b/#%2e?\u202e', data: { '\u202e<img>': '\u0000' } });
  await service
    .documents(sid)
    .update({ data: JSON.parse(`{"__proto__":1,"constructor":"x","n":"\\u0000"}`) as object });
  const found = await got(
    ExplorerObjects,
    `${OF_SERVICE}/objects?kind=document&name=${encodeURIComponent('a b/#%2e?\u202e')}`,
  );
  expect(found.objects).toMatchObject([{ sid, uniqueName: 'a b/#%2e?\u202e', isSuite: false }]);
  const { data } = await got(ExplorerValue, `${OF_SERVICE}/objects/document/${sid}`);
  expect(JSON.stringify(data)).toBe('{"__proto__":1,"constructor":"x","n":"\\u0000"}');

  await service.documents.create({ uniqueName: 'deep', data: JSON.parse(deep) as object });
  const deepest = await got(ExplorerObjects, `${OF_SERVICE}/objects?kind=document&name=deep`);
  expect(deepest.objects[0]?.bytes).toBe(deep.length);
  await got(ExplorerValue, `${OF_SERVICE}/objects/document/${deepest.objects[0]?.sid ?? ''}`);

  const odd = ['.', '..', '%00', '%ED%A0%80', '%E2%80%AE', 'x'.repeat(320), '/', '?', 'IS1', '%2e%2e'];
  for (const name of odd) {
    const query = `kind=map&name=${name.length === 1 ? encodeURIComponent(name) : name}`;
    expect(await got(ExplorerObjects, `${OF_SERVICE}/objects?${query}`)).toMatchObject({ objects: [], next: null });
  }
  for (const [path, status] of [
    ['/objects?kind=map&cursor=nothing', 400],
    ['/objects?kind=map&name=a&prefix=b', 400],
    [`/objects/map/${sid}`, 404],
    [`/objects/document/ET${'0'.repeat(32)}`, 404],
    [`/objects/map/MP${'0'.repeat(32)}/items`, 404],
  ] as const) {
    const { status: answered, body } = await ask(`${OF_SERVICE}${path}`);
    expect([path, answered]).toEqual([path, status]);
    expect(v.is(HttpError, body)).toBe(true);
  }
  const other = `${EXPLORER_SERVICES_PATH}/IS${'0'.repeat(32)}/objects?kind=map`;
  expect((await ask(other)).status).toBe(404);
  for (const as of ['agent', 'supervisor']) {
    const { status, body } = await ask(EXPLORER_SERVICES_PATH, {}, await suite.flexToken(as));
    expect([status, body]).toMatchObject([403, { code: 'not_explorer' }]);
  }
});

const send = (method: string, path: string, body?: object) =>
  ask(`${OF_SERVICE}${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });

async function allFindings(): Promise<ExplorerFinding[]> {
  const findings: ExplorerFinding[] = [];
  for (let cursor = ''; ;) {
    const part = await eventually(() => got(ExplorerFindings, `${OF_SERVICE}/findings${cursor}`));
    findings.push(...part.findings);
    if (part.next === null) return findings;
    cursor = `?cursor=${part.next}`;
  }
}

test('tells who may read an object, writes what is not the suite’s, and has the suite write what is', async () => {
  const { sid, revision } = await service.documents.create({ uniqueName: 'mine', data: { a: 1 } });
  await service.documents(sid).documentPermissions('bob').update({ read: true, write: false, manage: false });
  const path = `/objects/document/${sid}`;
  expect(await got(ExplorerStanding, `${OF_SERVICE}${path}/standing`)).toMatchObject({
    readers: [{ identity: 'bob', read: true, write: false, who: { kind: 'unknown' } }],
    ...{ isOpenToAll: false, hasMoreReaders: false, outbox: null, links: [] },
  });
  const written = await send('PUT', `${path}/data`, { ifMatch: revision, data: { constructor: 'x' } });
  expect(written).toMatchObject({ status: 200, body: { data: { constructor: 'x' } } });
  const late = await send('PUT', `${path}/data`, { ifMatch: revision, data: { a: 2 } });
  expect(late).toMatchObject({
    status: 409,
    body: { code: 'changed_meanwhile', current: { data: { constructor: 'x' } } },
  });
  const large = { ifMatch: revision, data: { a: 'x'.repeat(16_385) } };
  expect(await send('PUT', `${path}/data`, large)).toMatchObject({ status: 413 });
  expect(await send('POST', `${path}/write-again`)).toMatchObject({ status: 422, body: { code: 'not_in_outbox' } });

  const { objects } = await got(ExplorerObjects, `${OF_SERVICE}/objects?kind=document&name=backend-heartbeat`);
  const ours = `/objects/document/${objects[0]?.sid ?? ''}`;
  expect(await got(ExplorerStanding, `${OF_SERVICE}${ours}/standing`)).toMatchObject({ outbox: { setAside: null } });
  const edit = { ifMatch: objects[0]?.revision, data: {} };
  expect(await send('PUT', `${ours}/data`, edit)).toMatchObject({ status: 422, body: { code: 'kept_by_suite' } });
  expect(await send('POST', `${ours}/write-again`)).toEqual({ status: 204, body: null });
  expect(await send('POST', `${ours}/reveal`, {})).toMatchObject({ status: 200, body: { data: { schema: 1 } } });
});

test('finds what never ends and what leads nowhere, and mends it', async () => {
  const endless = await service.syncStreams.create({ uniqueName: 'endless' });
  const list = await eventually(async () => {
    const lists = await service.syncLists.list({ pageSize: 100 });
    return lists.find(({ uniqueName }) => uniqueName.startsWith('canned-responses.')) ?? null;
  });
  const nowhere = `ET${'0'.repeat(32)}`;
  const { index } = await service.syncLists(list.sid).syncListItems.create({ data: { documentSid: nowhere } });
  const findings = await allFindings();
  const stream = { kind: 'no-ttl', objectKind: 'stream', sid: endless.sid, itemKey: null };
  const orphan = { kind: 'orphan-item', objectKind: 'list', sid: list.sid, itemKey: String(index) };
  expect(findings).toContainEqual(expect.objectContaining({ ...stream, mend: 'set-ttl' }));
  expect(findings).toContainEqual(expect.objectContaining({ ...orphan, names: nowhere, mend: 'write-again' }));

  expect(await send('POST', '/mend', stream)).toEqual({ status: 200, body: { did: 'set-ttl' } });
  expect(await send('POST', '/mend', stream)).toEqual({ status: 200, body: { did: 'gone' } });
  expect(await send('POST', '/mend', orphan)).toEqual({ status: 200, body: { did: 'write-again' } });
  await eventually(async () => {
    const items = await service.syncLists(list.sid).syncListItems.list({ pageSize: 100 });
    return items.every((item) => item.index !== index) ? true : null;
  });
  expect(await send('POST', '/mend', orphan)).toEqual({ status: 200, body: { did: 'gone' } });
});
