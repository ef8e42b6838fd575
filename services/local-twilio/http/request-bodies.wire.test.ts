import { openRawSocket, statusesIn } from '../testing/raw-socket';
import { eventually } from '../testing/sync-host';
import { createRouter } from './router';
import { startServer, type RunningServer } from './server';
import { createTraffic } from './traffic';

const TOO_LARGE_BYTES = 8 * 1024 * 1024 + 1;

let server: RunningServer;
let arrived: string[];

async function start(requestWithinMs?: number): Promise<void> {
  arrived = [];
  const parts = {
    traffic: createTraffic(),
    hosts: {},
    sockets: {},
    control: createRouter('', []),
    page: ({ path, baseUrl, body }: { path: string; baseUrl: string; body: string }) => {
      arrived.push(body);
      return { status: 200, body: `${baseUrl} ${path}` };
    },
  };
  server = await startServer(0, parts, requestWithinMs);
}
afterEach(() => server.close());

test.each([
  ['with a length', `Content-Length: ${TOO_LARGE_BYTES}\r\n\r\n${'x'.repeat(TOO_LARGE_BYTES)}`],
  [
    'in chunks',
    `Transfer-Encoding: chunked\r\n\r\n${TOO_LARGE_BYTES.toString(16)}\r\n${'x'.repeat(TOO_LARGE_BYTES)}\r\n0\r\n\r\n`,
  ],
])('[CP7] a body that is too large, %s, gets 413, and the connection goes on', async (_how, rest) => {
  await start();
  const { socket, received } = openRawSocket(server.port);
  socket.write(`POST /large HTTP/1.1\r\nHost: localhost\r\n${rest}`);
  socket.write('GET /next HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await eventually(() => {
    expect(statusesIn(received())).toEqual([413, 200]);
  });
  expect(arrived).toEqual(['']);
  socket.destroy();
});

test.each([
  ['nothing', ''],
  ['half a header', 'GET / HTTP/1.1\r\nHost: local'],
  ['half a body', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n12345'],
])('[CP7] a connection that sent %s is cut when its time is over', async (_what, beginning) => {
  await start(200);
  const { socket, closed } = openRawSocket(server.port);
  socket.write(beginning);
  expect(statusesIn(await closed)).toEqual([408]);
  expect(arrived).toEqual([]);
});

test('[CP7] a body that breaks off is no request and no news', async () => {
  const log = jest.spyOn(process.stderr, 'write');
  await start();
  const { socket, closed } = openRawSocket(server.port);
  socket.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n12345');
  socket.end();
  await closed;
  expect((await fetch(`http://127.0.0.1:${server.port}/still-there`)).status).toBe(200);
  expect(arrived).toEqual(['']);
  expect(log).not.toHaveBeenCalled();
});

test.each([
  ['/a//b?c=1', 200, 'http://localhost:1 /a//b'],
  ['//evil/x', 200, 'http://localhost:1 //evil/x'],
  ['http://elsewhere:2/x?y', 200, 'http://elsewhere:2 /x'],
  ['https://elsewhere/x', 400, 'Invalid request target'],
  ['http://[/', 400, 'Invalid request target'],
  ['http://user:word@elsewhere/', 400, 'Invalid request target'],
  ['*', 400, 'Invalid request target'],
  ['x', 400, '400 Bad Request'],
])('[CP7] the target %s is a path, an address, or refused', async (target, status, text) => {
  await start();
  const { socket, closed } = openRawSocket(server.port);
  socket.write(`GET ${target} HTTP/1.1\r\nHost: localhost:1\r\nConnection: close\r\n\r\n`);
  const received = await closed;
  expect(statusesIn(received)).toEqual([status]);
  expect(received).toContain(text);
});
