import { SHOP_TOKENS_PATH } from '@flex-sync-suite/shared/contract';
import type { FastifyInstance } from 'fastify';
import { createLog } from '../../base/log';
import type { ShopTokenResult } from '../../twilio/shop-token-issuer';
import { createHttpServer } from '../server';
import { shopTokenRoute } from './shop-token-route';

const SHOPS = new Map([
  ['demo', 'secret-of-demo'],
  ['other', 'secret-of-other'],
]);
const TOKEN = {
  ...{ token: 'jwt', identity: 'shop-app.1', serviceSid: `IS${'1'.repeat(32)}` as never, expiresAt: 'later' },
  map: { uniqueName: 'shop-app.1', sid: 'MP1' },
};

let server: FastifyInstance;
let asked: string[];
let result: ShopTokenResult;
let isAclDisabled: boolean;
let lines: string[];

beforeEach(async () => {
  asked = [];
  lines = [];
  result = { status: 'issued', token: TOKEN };
  isAclDisabled = false;
  server = createHttpServer(createLog('info', { write: (line: string) => void lines.push(line) }));
  await shopTokenRoute(server, {
    shopById: (shopId) => {
      const secret = SHOPS.get(shopId);
      return Promise.resolve(secret === undefined ? null : { shopId, secret });
    },
    issue: (shopId) => {
      asked.push(shopId);
      return Promise.resolve(result);
    },
    isAclDisabled: () => Promise.resolve(isAclDisabled),
    now: () => 0,
  });
});
afterEach(() => server.close());

const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
const ask = (authorization = basic('demo', 'secret-of-demo'), more: object = {}) =>
  server.inject({ method: 'POST', url: SHOP_TOKENS_PATH, headers: { authorization }, ...more });

test('a shop that shows its secret gets its own token, which nothing on the way may keep', async () => {
  const response = await ask();
  expect([response.statusCode, response.json(), response.headers['cache-control']]).toEqual([200, TOKEN, 'no-store']);
  await ask(basic('other', 'secret-of-other'), { payload: '{"shop":"demo"}' });
  expect(asked).toEqual(['demo', 'other']);
});

test.each([
  ['nothing', ''],
  ['a wrong secret', basic('demo', 'secret-of-other')],
  ['an empty secret', basic('demo', '')],
  ['an unknown shop', basic('nobody', 'secret-of-demo')],
  ['a Flex token', 'Bearer token'],
])('who shows %s is refused with 401, and nothing of it is logged', async (_what, authorization) => {
  expect((await ask(authorization)).statusCode).toBe(401);
  expect(asked).toEqual([]);
  expect(lines.join()).not.toMatch(/secret-of|ZGVtbz/);
});

test('who is refused is so before the body is looked at', async () => {
  const payload = 'x'.repeat(5_000);
  expect((await ask(basic('demo', 'wrong'), { payload })).statusCode).toBe(401);
  expect((await ask(undefined, { payload })).statusCode).toBe(413);
});

test('while the service has no ACL there is no token: it would read and write everything', async () => {
  isAclDisabled = true;
  const response = await ask();
  expect([response.statusCode, response.headers['retry-after'], response.json<{ code: string }>().code]).toEqual([
    ...[503, '15', 'sync_acl_disabled'],
  ]);
  expect(asked).toEqual([]);
});

test('while the Map cannot be made ready the shop is asked to come again, when Sync says', async () => {
  result = { status: 'unavailable', retryAfterMs: 4_200, reason: 'Sync throttles' };
  const response = await ask();
  expect([response.statusCode, response.headers['retry-after']]).toEqual([503, '5']);
  expect(response.body).not.toContain('throttles');
});

test('who asks in a loop is told when to come again, and keeps no other shop waiting', async () => {
  const statuses: number[] = [];
  for (let call = 0; call < 61; call += 1) statuses.push((await ask()).statusCode);
  expect(statuses.filter((status) => status === 200)).toHaveLength(60);
  expect(statuses.at(-1)).toBe(429);
  expect((await ask(basic('other', 'secret-of-other'))).statusCode).toBe(200);
});
