import {
  EXPLORER_SERVICES_PATH,
  ExplorerItems,
  ExplorerObjects,
  ExplorerServices,
  ExplorerValue,
  HttpError,
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
  suite = await startLocalBackend();
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
  return { status: response.status, body: await response.json() };
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
