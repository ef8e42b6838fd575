import {
  ACTIVITY_CHANGES_PATH,
  ActivityChangesAnswer,
  SHOP_TOKENS_PATH,
  ShopToken,
} from '@flex-sync-suite/shared/contract';
import { SyncClient } from 'twilio-sync';
import * as v from 'valibot';
import { account } from '../local-twilio/base/account';
import { eventually, startLocalBackend, type LocalBackend } from './testing/local-backend';

let suite: LocalBackend;
let service: ReturnType<LocalBackend['client']['sync']['v1']['services']>;
let admin: string;
const clients: SyncClient[] = [];

beforeAll(async () => {
  suite = await startLocalBackend();
  service = suite.client.sync.v1.services(account.syncServiceSid);
  admin = await suite.flexToken('admin');
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.shutdown()));
  await suite.close();
});

/** What the shop's server has: the secret that an admin gave it. */
async function secretOf(shopId: string): Promise<string> {
  const response = await fetch(`${suite.config.publicBaseUrl}/activity/shops/${shopId}/write-keys`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${admin}` },
    body: '{}',
  });
  return v.parse(v.object({ secret: v.string() }), await response.json()).secret;
}

const askToken = (shopId: string, secret: string): Promise<Response> =>
  fetch(`${suite.config.publicBaseUrl}${SHOP_TOKENS_PATH}`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${shopId}:${secret}`).toString('base64')}` },
  });
const tokenOf = async (shopId: string): Promise<ShopToken> =>
  v.parse(ShopToken, await (await askToken(shopId, await secretOf(shopId))).json());

/** The genuine SDK, as the shop's app has it. */
function appWith({ token }: ShopToken): SyncClient {
  const uri = `${(suite.config.twilio.baseUrl ?? '').replace('http', 'ws')}/tsock.us1.twilio.com/v3/wsconnect`;
  const client = new SyncClient(token, { logLevel: 'silent', Twilsock: { uri } } as never);
  clients.push(client);
  return client;
}

const changesOf = (identity: string, count: number) =>
  eventually(async () => {
    const headers = { authorization: `Bearer ${admin}` };
    const url = `${suite.config.publicBaseUrl}${ACTIVITY_CHANGES_PATH}?identity=${identity}`;
    const { rows } = v.parse(ActivityChangesAnswer, await (await fetch(url, { headers })).json());
    return rows.length === count ? [...rows].reverse() : null;
  });

const codeOf = (failed: Promise<unknown>): Promise<unknown> =>
  failed.then(
    () => 'nothing',
    (error: unknown) => (error as { code?: unknown }).code,
  );

test("a shop's app writes its Map, and its changes are in the store under its own identity", async () => {
  const token = await tokenOf('demo');
  expect(token.map.uniqueName).toMatch(/^shop-app\.[0-9a-f]{32}$/);
  expect(token.map.uniqueName).not.toContain('demo');
  expect(Date.parse(token.expiresAt) - Date.now()).toBeLessThan(16 * 60_000);
  const map = await appWith(token).map(token.map.uniqueName);
  expect(map.sid).toBe(token.map.sid);
  await map.set('basket-7', { lines: 2, contact: 'ana@shop.example' });
  await changesOf(token.identity, 1);
  await map.remove('basket-7');
  const about = { object: token.map.uniqueName, objectSid: map.sid, itemKey: 'basket-7', identity: token.identity };
  expect(await changesOf(token.identity, 2)).toMatchObject([
    { ...about, eventType: 'map_item_added', data: { lines: 2, contact: '•••' } },
    { ...about, eventType: 'map_item_removed', data: null },
  ]);
});

test('what the app wrote stays its own: the next token finds the same Map with what is in it', async () => {
  const token = await tokenOf('stays');
  const map = await appWith(token).map(token.map.uniqueName);
  await map.set('kept', { n: 1 });
  const again = await tokenOf('stays');
  expect([again.identity, again.map]).toEqual([token.identity, token.map]);
  const items = await service.syncMaps(token.map.sid).syncMapItems.list();
  expect(items.map(({ key, data, createdBy }) => ({ key, data: data as unknown, createdBy }))).toEqual([
    { key: 'kept', data: { n: 1 }, createdBy: token.identity },
  ]);
});

test('the app can open no other object, neither ours nor that of another shop, and cannot remove its own', async () => {
  const [token, other] = [await tokenOf('narrow'), await tokenOf('wide')];
  const product = 'product.00000000000000000000000000000000';
  await service.syncMaps.create({ uniqueName: product });
  const app = appWith(token);
  for (const name of [product, 'queue-index', other.map.uniqueName, other.map.sid]) {
    expect([name, await codeOf(app.map({ id: name, mode: 'open_existing' }))]).toEqual([name, 54007]);
  }
  expect(await codeOf(app.document({ id: 'backend-heartbeat', mode: 'open_existing' }))).toBe(54007);
  const own = await app.map(token.map.uniqueName);
  expect(await codeOf(own.removeMap())).toBe(54007);
});

test('without the secret of the shop there is no token', async () => {
  const secret = await secretOf('guarded');
  expect((await askToken('guarded', 'wrong')).status).toBe(401);
  expect((await askToken('another', secret)).status).toBe(401);
  expect((await askToken('guarded', secret)).status).toBe(200);
});
