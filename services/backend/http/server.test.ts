import type { FastifyInstance } from 'fastify';
import { createLog } from '../base/log';
import { openRaw, type RawConnection } from '../testing/raw-http';
import { createMetrics } from '../base/metrics';
import { systemClock } from '../base/clock';
import { createSignatureCheck } from '../twilio/webhook-signature';
import { healthRoutes } from './health-routes';
import { Refusal } from '../base/refusal';
import { readBody } from './read-body';
import { createHttpServer, listen, type Listening } from './server';
import { TASKROUTER_WEBHOOK_PATH, eventRoutes } from './webhooks/event-routes';

const BASE = 'https://backend.example';
const FORM = 'application/x-www-form-urlencoded';
const NEXT = 'GET /livez HTTP/1.1\r\nHost: x\r\n\r\n';
/** Above what a socket takes at once: the rest is on its way when the answer comes. */
const LARGE = 8 * 1_024 * 1_024;

let server: FastifyInstance;
let listening: Listening;
let connections: RawConnection[];
/** Failures of ours that were logged. */
let failures: string[];
/** What reached the store. */
let accepted: number;

async function start(requestTimeoutMs?: number): Promise<void> {
  const log = createLog('error', { write: (line: string) => void failures.push(line) });
  server = createHttpServer(log, requestTimeoutMs === undefined ? {} : { requestTimeoutMs });
  const metrics = createMetrics();
  healthRoutes(server, () => Promise.resolve([]), metrics);
  await eventRoutes(server, {
    checkSignature: createSignatureCheck(BASE, ['auth-token']),
    accept: () => {
      accepted += 1;
      return Promise.resolve({ stored: 1, duplicates: 0, dead: 0 });
    },
    metrics,
    clock: systemClock,
  });
  // As the import of responses does it: the body waits in the socket.
  await server.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, parsed) => {
      parsed(null, payload);
    });
    scope.post('/unread', () => {
      throw new Refusal('forbidden', 'read_only', 'Not yours.');
    });
    scope.post('/read', async ({ raw }) => ({ bytes: (await readBody(raw, 64 * 1_024)).length }));
    done();
  });
  listening = await listen(server, 0, undefined, 100);
}

beforeEach(() => {
  connections = [];
  failures = [];
  accepted = 0;
});
afterEach(async () => {
  for (const { socket } of connections) socket.destroy();
  await listening.close();
  expect(failures).toEqual([]);
  expect(accepted).toBe(0);
});

function open(host?: string): RawConnection {
  const connection = openRaw(listening.port, host);
  connections.push(connection);
  return connection;
}

const post = (target: string, headers: readonly string[], body = ''): string =>
  [`POST ${target} HTTP/1.1`, 'Host: x', ...headers, '', body].join('\r\n');

const LOOPBACKS = ['127.0.0.1', '::1'];

describe.each(LOOPBACKS)('on %s', (host) => {
  beforeEach(() => start());

  test.each([
    ['an absolute target', `http://evil${TASKROUTER_WEBHOOK_PATH}`],
    ['an absolute target that names us', `${BASE}${TASKROUTER_WEBHOOK_PATH}`],
    ['an absolute target without a path', 'http://evil'],
    ['two slashes', `/${TASKROUTER_WEBHOOK_PATH}`],
    ['a host behind two slashes', `//evil${TASKROUTER_WEBHOOK_PATH}`],
    ['an asterisk', '*'],
    ['an authority', 'evil:443'],
    ['a fragment', `${TASKROUTER_WEBHOOK_PATH}#x`],
    ['a fragment behind a query', `${TASKROUTER_WEBHOOK_PATH}?a#x`],
    ['half an escape', `${TASKROUTER_WEBHOOK_PATH}%`],
    ['an escape that is none', '/webhooks/%zz'],
    ['escapes that are not UTF-8', '/webhooks/%ff%fe'],
    ['a parameter without end', `/recent-calls/${'a'.repeat(8_000)}`],
    ['half an escape in the query', `${TASKROUTER_WEBHOOK_PATH}?a=%`],
    ['bytes that are not ASCII', `${TASKROUTER_WEBHOOK_PATH}?\xe9\xff`],
    ['a path of them', '/\xe9\xff'],
    ['a backslash', '/webhooks\\taskrouter'],
    ['a long query', `${TASKROUTER_WEBHOOK_PATH}?${'a&'.repeat(7_000)}`],
    ['headers without end', `${TASKROUTER_WEBHOOK_PATH}?${'a'.repeat(20_000)}`],
    ['no target', ''],
    ['a space', '/web hooks'],
  ])('%s is answered with 4xx', async (_name, target) => {
    const signature = 'x-twilio-signature: AAAAAAAAAAAAAAAAAAAAAAAAAAA=';
    for (const headers of [[], [signature]]) {
      const connection = open(host);
      const text = post(target, [`Content-Type: ${FORM}`, 'Content-Length: 3', ...headers], 'A=1');
      connection.write(Buffer.from(text, 'latin1'));
      const status = await connection.nextStatus();
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
      expect(connection.text()).toMatch(/"code":"\w+","message":".+","requestId":".+"/);
    }
  });

  test.each([
    ['413 by its length', post(TASKROUTER_WEBHOOK_PATH, [`Content-Type: ${FORM}`, `Content-Length: ${LARGE}`]), 413],
    ['415', post(TASKROUTER_WEBHOOK_PATH, ['Content-Type: text/plain', `Content-Length: ${LARGE}`]), 415],
    ['404', post('/nowhere', ['Content-Type: multipart/x', `Content-Length: ${LARGE}`]), 404],
    ['400 for its target', post('/x#y', [`Content-Type: ${FORM}`, `Content-Length: ${LARGE}`]), 400],
    ['403 before its body is read', post('/unread', ['Content-Type: text/csv', `Content-Length: ${LARGE}`]), 403],
    ['413 by a reader of our own', post('/read', ['Content-Type: text/csv', `Content-Length: ${LARGE}`]), 413],
  ])(
    'after %s the rest of the body is let go, and the next request on the connection is answered',
    async (_name, head, status) => {
      const connection = open(host);
      connection.write(head);
      connection.write(Buffer.alloc(LARGE, 'x'));
      connection.write(NEXT);
      expect(await connection.nextStatus()).toBe(status);
      expect(await connection.nextStatus()).toBe(200);
    },
  );

  test.each([
    ['the webhook', TASKROUTER_WEBHOOK_PATH, FORM],
    ['a reader of our own', '/read', 'text/csv'],
  ])('a body in chunks without end is refused while it comes: %s', async (_name, target, type) => {
    const connection = open(host);
    connection.write(post(target, [`Content-Type: ${type}`, 'Transfer-Encoding: chunked']));
    for (let chunk = 0; chunk < 20; chunk += 1) connection.write(`8000\r\n${'x'.repeat(0x8000)}\r\n`);
    expect(await connection.nextStatus()).toBe(413);
    connection.write(`0\r\n\r\n${NEXT}`);
    expect(await connection.nextStatus()).toBe(200);
  });

  test('a caller who breaks off leaves nothing behind', async () => {
    const heads = [
      'POST ',
      post(TASKROUTER_WEBHOOK_PATH, [`Content-Type: ${FORM}`, 'Content-Length: 1000'], 'A=1'),
      post('/read', ['Content-Type: text/csv', 'Content-Length: 1000'], 'A=1'),
    ];
    for (const head of heads) {
      const connection = open(host);
      connection.write(head);
      await new Promise((resolve) => connection.socket.once('ready', resolve));
      connection.socket.destroy();
      await connection.ended;
    }
    const connection = open(host);
    connection.write(NEXT);
    expect(await connection.nextStatus()).toBe(200);
  });
});

describe.each(LOOPBACKS)('a slow caller on %s', (host) => {
  /** Bytes that come one by one, until the connection ends. */
  async function dribble(head: string, rest: string): Promise<RawConnection> {
    const connection = open(host);
    connection.write(head);
    let at = 0;
    const timer = setInterval(() => {
      connection.write(rest[at % rest.length] ?? '');
      at += 1;
    }, 20);
    await connection.ended;
    clearInterval(timer);
    return connection;
  }

  beforeEach(() => start(300));

  test('is cut while its headers come', async () => {
    expect(await (await dribble('POST /webhooks/taskrouter HTTP/1.1\r\nX-Slow: ', 'x')).nextStatus()).toBe(408);
  });

  test.each([
    ['the webhook', TASKROUTER_WEBHOOK_PATH, FORM],
    ['a reader of our own', '/read', 'text/csv'],
  ])('is cut while its body comes: %s', async (_name, target, type) => {
    const head = post(target, [`Content-Type: ${type}`, 'Content-Length: 60000'], 'A=');
    const status = await (await dribble(head, '1')).nextStatus();
    expect([null, 400, 408]).toContain(status);
  });

  test('is cut when it says nothing at all', async () => {
    const connection = open(host);
    await connection.ended;
    expect(connection.text()).not.toMatch(/^HTTP\/1.1 [235]/);
  });
});

test('the default limit is kept to the second', async () => {
  await start();
  const { requestTimeout, headersTimeout } = server.server;
  expect([requestTimeout, headersTimeout]).toEqual([15_000, 15_000]);
});

test('closing does not wait for a caller who sends no further', async () => {
  await start();
  for (const host of LOOPBACKS) {
    const connection = open(host);
    connection.write(post(TASKROUTER_WEBHOOK_PATH, [`Content-Type: ${FORM}`, 'Content-Length: 1000'], 'A=1'));
    await new Promise((resolve) => connection.socket.once('ready', resolve));
  }
  await listening.close();
  await Promise.all(connections.map(({ ended }) => ended));
  await start();
});

test('an answer is told by its route as it was registered, whatever the caller made up', async () => {
  await start();
  const answers: string[] = [];
  const observed = createHttpServer(createLog('silent'), {
    onAnswer: ({ method, route, status }) => answers.push(`${method} ${route} ${status}`),
  });
  observed.get('/queues/:queueSid', () => ({}));
  await observed.inject('/queues/WQ1?secret=1');
  await observed.inject('/made-up');
  await observed.close();
  expect(answers).toEqual(['GET /queues/:queueSid 200', 'GET unknown route 404']);
});
