import { GOODS } from '../goods/goods';
import { startShop, type RunningShop } from './start-shop';

const SETTINGS = { writeKey: 'k</script>', backendUrl: 'http://localhost:4100/base' };
let shop: RunningShop;
const ask = (path: string, init?: RequestInit, host = 'localhost') => fetch(`http://${host}:${shop.port}${path}`, init);
const signIn = (body: string) => ask('/account/sign-in', { method: 'POST', body });

beforeAll(async () => {
  shop = await startShop(0, { script: 'script', style: 'style' }, SETTINGS);
});
afterAll(() => shop.close());

test('every address of the shop is the same page, which may speak to the shop and its backend only', async () => {
  for (const path of ['/', '/search?q=a.b', '/product/p-101', '/no/such/page']) {
    const response = await ask(path, {}, '127.0.0.1');
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(response.headers.get('content-security-policy')).toContain("connect-src 'self' http://localhost:4100;");
    expect(await response.text()).toContain('"k\\u003c/script>"');
  }
});

test('the bundle and the goods are files; others are not there', async () => {
  expect(await (await ask('/shop.js')).text()).toBe('script');
  expect(await (await ask('/shop.css')).text()).toBe('style');
  expect(await (await ask('/products.json')).json()).toEqual(GOODS);
  expect((await ask('/other.js')).status).toBe(404);
  expect((await ask('/', { method: 'DELETE' })).status).toBe(405);
});

test('who signs in has the same id each time, which does not tell the address', async () => {
  const { userId } = (await (await signIn('{"email":"Ana@example.com"}')).json()) as { userId: string };
  expect(userId).toMatch(/^user-[0-9a-f]{16}$/);
  expect(await (await signIn('{"email":"ana@EXAMPLE.com"}')).json()).toEqual({ userId });
  expect(await (await signIn('{"email":"bob@example.com"}')).json()).not.toEqual({ userId });
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
