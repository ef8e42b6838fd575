import { GOODS } from '../goods/goods';
import { readMessage } from '../../backend/ingest/activity/activity-event-of';
import { startShop, type RunningShop } from './start-shop';

interface User {
  readonly userId: string;
  readonly userIdSignature: string | null;
}

const SECRET = 'secret-of-the-shop';
const CONFIG = {
  port: 0,
  writeKey: 'k</script>',
  backendUrl: 'http://localhost:4100/base',
  secret: SECRET,
  chat: null,
};
const ASSETS = { script: 'script', style: 'style', conversations: 'sdk' };
let shop: RunningShop;
const ask = (path: string, init?: RequestInit, host = 'localhost') => fetch(`http://${host}:${shop.port}${path}`, init);
const signIn = (body: string) => ask('/account/sign-in', { method: 'POST', body });

beforeAll(async () => {
  shop = await startShop(0, ASSETS, CONFIG);
});
afterAll(() => shop.close());

test('every address of the shop is the same page, which may speak to the shop and its backend only', async () => {
  for (const path of ['/', '/search?q=a.b', '/product/p-101', '/no/such/page']) {
    const response = await ask(path, {}, '127.0.0.1');
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(response.headers.get('content-security-policy')).toContain("connect-src 'self' http://localhost:4100;");
    const html = await response.text();
    expect(html).toContain('"k\\u003c/script>"');
    expect(html).not.toContain(SECRET);
  }
});

test('the bundle and the goods are files; others are not there', async () => {
  expect(await (await ask('/shop.js')).text()).toBe('script');
  expect(await (await ask('/shop.css')).text()).toBe('style');
  expect(await (await ask('/conversations.js')).text()).toBe('sdk');
  expect(await (await ask('/products.json')).json()).toEqual(GOODS);
  expect((await ask('/other.js')).status).toBe(404);
  expect((await ask('/', { method: 'DELETE' })).status).toBe(405);
});

test('who signs in has the same id each time, which does not tell the address', async () => {
  const idOf = async (email: string) => ((await (await signIn(`{"email":"${email}"}`)).json()) as User).userId;
  const userId = await idOf('Ana@example.com');
  expect(userId).toMatch(/^user-[0-9a-f]{16}$/);
  expect(await idOf('ana@EXAMPLE.com')).toBe(userId);
  expect(await idOf('bob@example.com')).not.toBe(userId);
});

test('the backend believes who signed in by the shop’s signature, and nobody by a wrong one', async () => {
  const user = (await (await signIn('{"email":"ana@example.com"}')).json()) as User;
  const isVerified = (userId: string, userIdSignature: string | null, secret = SECRET) => {
    const message = { type: 'identify', messageId: 'm', anonymousId: 'a', userId, context: { userIdSignature } };
    const arrived = { message, shop: { shopId: 'demo', secret }, receivedAtMs: 0, sentAt: undefined };
    const read = readMessage(arrived, { consentCategory: 'Analytics', hashed: String });
    return read.kind === 'event' && read.event.isVerified;
  };
  expect(isVerified(user.userId, user.userIdSignature)).toBe(true);
  expect(isVerified('user-0', user.userIdSignature)).toBe(false);
  expect(isVerified(user.userId, '0'.repeat(64))).toBe(false);
  expect(isVerified(user.userId, user.userIdSignature, 'another secret')).toBe(false);
});

test('without a secret the shop vouches for nobody', async () => {
  const other = await startShop(0, ASSETS, { ...CONFIG, secret: null });
  const body = '{"email":"ana@example.com"}';
  const answer = await fetch(`http://localhost:${other.port}/account/sign-in`, { method: 'POST', body });
  expect(await answer.json()).toMatchObject({ userIdSignature: null });
  await other.close();
});

test.each(['', '{}', '[]', 'null', '{"email":7}', '{"email":"nobody"}'])(
  'a sign-in with %j is refused',
  async (body) => {
    expect((await signIn(body)).status).toBe(400);
  },
);

test('a sign-in that is too long is refused, and the shop goes on', async () => {
  expect((await signIn('x'.repeat(100_000))).status).toBe(413);
  expect((await ask('/account/sign-in')).status).toBe(405);
  expect((await ask('/')).status).toBe(200);
});
