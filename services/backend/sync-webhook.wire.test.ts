import { ACTIVITY_CHANGES_PATH, ActivityChangesAnswer } from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import { account } from '../local-twilio/base/account';
import { eventually, startLocalBackend, type LocalBackend } from './testing/local-backend';
import { createSdkClients } from './testing/sdk-clients';

const PRODUCT = 'product.0123456789abcdef0123456789abcdef';
const PAGE = 'product-page.0123456789abcdef0123456789abcdef';

let suite: LocalBackend;
let service: ReturnType<LocalBackend['client']['sync']['v1']['services']>;
const sdk = createSdkClients();

beforeAll(async () => {
  suite = await startLocalBackend();
  service = suite.client.sync.v1.services(account.syncServiceSid);
});
afterAll(async () => {
  await sdk.close();
  await suite.close();
});

const clientOf = (identity: string) => sdk.clientOf(suite, identity);

async function ask(query: string, as = 'supervisor'): Promise<Response> {
  const authorization = `Bearer ${await suite.flexToken(as)}`;
  return fetch(`${suite.config.publicBaseUrl}${ACTIVITY_CHANGES_PATH}${query}`, { headers: { authorization } });
}
const changes = async (query: string) => v.parse(ActivityChangesAnswer, await (await ask(query)).json()).rows;
const inOrder = async (query: string, count: number) =>
  eventually(async () => {
    const rows = await changes(query);
    return rows.length === count ? [...rows].reverse() : null;
  });

const rights = { read: true, write: true, manage: false };

test('what somebody writes into a Map of the tracker is stored, with who it was; what we wrote is not', async () => {
  const { sid } = await service.syncMaps.create({ uniqueName: PRODUCT });
  await service.syncMaps(sid).syncMapPermissions('mallory').update(rights);
  await service.syncMaps(sid).syncMapItems.create({ key: 'ours', data: { n: 0 } });
  const map = await (await clientOf('mallory')).map(PRODUCT);
  // One after the other: Twilio does not promise that webhooks keep their order.
  await map.set('price', { price: 1 });
  await inOrder(`?object=${PRODUCT}`, 1);
  await map.set('price', { price: 2, email: 'ana@shop.example' });
  await inOrder(`?object=${PRODUCT}`, 2);
  await map.remove('price');
  const about = { object: PRODUCT, objectSid: sid, itemKey: 'price', identity: 'mallory' };
  expect(await inOrder(`?object=${PRODUCT}`, 3)).toMatchObject([
    { ...about, eventType: 'map_item_added', data: { price: 1 }, endpointId: expect.any(String) as string },
    { ...about, eventType: 'map_item_updated', data: { price: 2 } },
    { ...about, eventType: 'map_item_removed', data: null },
  ]);
  expect(await changes('?identity=mallory&object=nothing')).toEqual([]);
});

test('our own writes are not stored even where the service tells of them, and a Document is stored as a Map is', async () => {
  await service.update({ webhooksFromRestEnabled: true });
  await service.documents.create({ uniqueName: PAGE, data: { views: 0 } });
  await service.documents(PAGE).documentPermissions('mallory').update(rights);
  await service.documents(PAGE).update({ data: { views: 1 } });
  const document = await (await clientOf('mallory')).document(PAGE);
  await document.set({ views: 1_000_000 });
  expect(await inOrder(`?object=${PAGE}`, 1)).toMatchObject([
    { eventType: 'document_updated', identity: 'mallory', revision: '2', data: { views: 1_000_000 } },
  ]);
  await service.update({ webhooksFromRestEnabled: false });
  const metrics = await (await fetch(`${suite.config.publicBaseUrl}/metrics`)).text();
  expect(metrics).toMatch(/^sync_changes_total\{outcome="own"\} [1-9]/m);
});

test('a webhook that Twilio sends twice is one change, and one that cannot be used holds up none', async () => {
  await suite.control('/emulator/sync-webhooks', { duplicate: 1 });
  const client = await clientOf('eve');
  const map = await client.map('product.of-eve');
  await map.set('name', { name: 'Hat' });
  expect((await inOrder('?object=product.of-eve', 2)).map(({ eventType }) => eventType).sort()).toEqual([
    ...['map_created', 'map_item_added'],
  ]);
  await eventually(async () => {
    const metrics = await (await fetch(`${suite.config.publicBaseUrl}/metrics`)).text();
    return /^sync_changes_total\{outcome="duplicate"\} [2-9]/m.test(metrics) ? true : null;
  });
  await suite.control('/emulator/sync-webhooks', { duplicate: 0 });
});

test('agents are refused, a file is one that spreadsheets open, and a wrong query is a 400', async () => {
  expect((await ask('', 'agent')).status).toBe(403);
  const file = await ask(`?object=${PRODUCT}&format=csv`);
  expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  const lines = (await file.text()).split('\r\n');
  expect(lines[0]).toContain('"receivedAt","eventType","object","objectSid"');
  expect(lines[2]).toContain('{""price"":2}');
  expect((await ask('?from=yesterday')).status).toBe(400);
  expect((await ask('?limit=501')).status).toBe(400);
});
