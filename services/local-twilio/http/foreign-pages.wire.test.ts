import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { startLocalTwilio, type LocalTwilio } from '../start-local-twilio';

let twilio: LocalTwilio;
let sockets: readonly (readonly [name: string, path: string])[];

beforeAll(async () => {
  twilio = await startLocalTwilio({ port: 0, knownHosts: ['desk.example'] });
  const answer = await fetch(`${twilio.url}/emulator/flex-sign-in`, { method: 'POST', body: '{"as":"supervisor"}' });
  const { session } = (await answer.json()) as { session: { token: string } };
  sockets = [
    ['Twilsock', 'tsock.us1.twilio.com/v3/wsconnect'],
    ['event bridge', `event-bridge.twilio.com/v1/wschannels?token=${session.token}`],
  ];
});
afterAll(() => twilio.close());

/** 101 when the connection became a WebSocket. */
function statusOf(path: string, headers: Readonly<Record<string, string>>): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${twilio.port}/__twilio/${path}`, { headers });
    socket.on('open', () => {
      socket.terminate();
      resolve(101);
    });
    socket.on('unexpected-response', (_request, response: IncomingMessage) => {
      socket.terminate();
      resolve(response.statusCode ?? 0);
    });
    socket.on('error', reject);
  });
}

const statusesOf = (headers: Readonly<Record<string, string>>) =>
  Promise.all(sockets.map(async ([name, path]) => [name, await statusOf(path, headers)]));
const all = (status: number) => sockets.map(([name]) => [name, status]);
const controlStatus = async (origin: string): Promise<number> =>
  (await fetch(`${twilio.url}/emulator/health`, { headers: { origin } })).status;

test.each([
  'https://example.com',
  'https://flex.twilio.com',
  'http://localhost.example',
  'http://127.0.0.1.example:4000',
  'http://localhost@example.com',
  'https://desk.example.com',
  'http://10.0.0.1:4000',
  'null',
  'file://',
  'chrome-extension://localhostlocalhostlocalhost',
  '__proto__',
])('[CP4] a page of %s may open neither a socket nor the control plane', async (origin) => {
  expect(await statusesOf({ origin })).toEqual(all(403));
  expect(await controlStatus(origin)).toBe(403);
});

test.each([
  'http://localhost:4000',
  'http://localhost:3000',
  'http://127.0.0.1',
  'http://[::1]:4000',
  'https://desk.example',
])('[CP4] a page of %s is ours', async (origin) => {
  expect(await statusesOf({ origin })).toEqual(all(101));
  expect(await controlStatus(origin)).toBe(200);
});

test('[CP4] what sends no Origin, as SDKs in Node do, is no page', async () => {
  expect(await statusesOf({})).toEqual(all(101));
});

test('[CP4] a page under a name that resolves to loopback is refused, whatever it says of itself', async () => {
  for (const host of ['rebound.example', `rebound.example:${twilio.port}`]) {
    expect(await statusesOf({ host })).toEqual(all(403));
    expect(await statusesOf({ host, origin: 'http://localhost:4000' })).toEqual(all(403));
  }
  expect(await statusesOf({ host: 'desk.example', origin: 'https://desk.example' })).toEqual(all(101));
});

test('[CP4] a socket that is not emulated tells a foreign page nothing', async () => {
  expect(await statusOf('weather.twilio.com/v1/socket', { origin: 'https://example.com' })).toBe(403);
  expect(await statusOf('weather.twilio.com/v1/socket', {})).toBe(501);
});
