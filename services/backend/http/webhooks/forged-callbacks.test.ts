import type { FastifyInstance } from 'fastify';
import { createLog } from '../../base/log';
import { createMetrics } from '../../base/metrics';
import { systemClock } from '../../base/clock';
import {
  AUTH_TOKEN,
  forge,
  GENUINE,
  isStillSigned,
  PUBLIC_BASE_URL,
  type Forgery,
} from '../../testing/forged-callbacks';
import { openRaw } from '../../testing/raw-http';
import { seededRandom } from '../../testing/seeded-random';
import { createSignatureCheck } from '../../twilio/webhook-signature';
import { createHttpServer, listen, type Listening } from '../server';
import { eventRoutes } from './event-routes';

const IN_PROCESS = 9_600;
const OVER_SOCKETS = 400;

let server: FastifyInstance;
let listening: Listening;
/** What reached the store. */
let stored: number;

beforeAll(async () => {
  server = createHttpServer(createLog('silent'));
  await eventRoutes(server, {
    checkSignature: createSignatureCheck(PUBLIC_BASE_URL, [AUTH_TOKEN, 'secondary']),
    accept: () => {
      stored += 1;
      return Promise.resolve({ stored: 1, duplicates: 0, dead: 0 });
    },
    metrics: createMetrics(),
    clock: systemClock,
  });
  listening = await listen(server, 0, '127.0.0.1', 100);
});
afterAll(() => listening.close());
beforeEach(() => {
  stored = 0;
});

async function injected({ method, target, headers, body }: Forgery): Promise<number> {
  const { statusCode } = await server.inject({
    method,
    url: target,
    payload: body,
    headers: Object.fromEntries(headers),
  });
  return statusCode;
}

const headOf = ({ method, target, headers }: Forgery, more: readonly string[]): string =>
  [
    `${method} ${target} HTTP/1.1`,
    ...(headers.some(([name]) => name === 'host') ? [] : ['host: 127.0.0.1']),
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...more,
    '\r\n',
  ].join('\r\n');

/** The status that the bytes are answered with; null when the connection ends without one. */
async function sent(head: string, body: Buffer): Promise<number | null> {
  const connection = openRaw(listening.port);
  connection.write(Buffer.concat([Buffer.from(head, 'latin1'), body]));
  const status = await connection.nextStatus();
  connection.socket.destroy();
  await connection.ended;
  return status;
}

const isRefusal = (status: number | null): boolean => status !== null && status >= 400 && status < 500;

/** Forgeries that have nothing left of what was signed. */
function* forgeries(count: number, seed: number): Generator<Forgery> {
  const random = seededRandom(seed);
  for (let made = 0; made < count;) {
    const forgery = forge(random);
    if (isStillSigned(forgery)) continue;
    made += 1;
    yield forgery;
  }
}

/** What a failing test shows of a forgery. */
const shown = (forgery: Forgery, status: number | null) => ({
  ...forgery,
  body: forgery.body.toString('latin1'),
  status,
});

test('none of 9,600 forged and mutated requests is accepted, stored or answered with 5xx', async () => {
  const wrong: unknown[] = [];
  for (const forgery of forgeries(IN_PROCESS, 1)) {
    const status = await injected(forgery);
    if (!isRefusal(status)) wrong.push(shown(forgery, status));
  }
  expect(wrong.slice(0, 3)).toEqual([]);
  expect(stored).toBe(0);
  expect(await injected(GENUINE)).toBe(204);
});

test('nor is one of 400 that come over sockets', async () => {
  const wrong: unknown[] = [];
  for (const forgery of forgeries(OVER_SOCKETS, 2)) {
    const status = await sent(headOf(forgery, [`content-length: ${forgery.body.length}`]), forgery.body);
    if (!isRefusal(status)) wrong.push(shown(forgery, status));
  }
  expect(wrong.slice(0, 3)).toEqual([]);
  expect(stored).toBe(0);
  expect(await sent(headOf(GENUINE, [`content-length: ${GENUINE.body.length}`]), GENUINE.body)).toBe(204);
});

const { body } = GENUINE;
const length = `content-length: ${body.length}`;
const chunked = Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n0\r\n\r\n')]);
const [, signature = ''] = GENUINE.headers[1] ?? [];

test.each<[string, Forgery, readonly string[], Buffer]>([
  ['two signatures', GENUINE, [length, `x-twilio-signature: ${signature}`], body],
  ['two signatures, the first of them empty', GENUINE, ['x-twilio-signature:', length], body],
  ['two lengths', GENUINE, [length, 'content-length: 3'], body],
  ['a length and chunks', GENUINE, [length, 'transfer-encoding: chunked'], chunked],
  ['chunks that are none', GENUINE, ['transfer-encoding: chunked'], body],
  ['a coding that we do not have', GENUINE, ['transfer-encoding: gzip'], body],
  ['chunks inside a coding', GENUINE, ['transfer-encoding: chunked, gzip'], body],
  ['chunks of part of the body', GENUINE, ['transfer-encoding: chunked'], Buffer.from('5\r\nEvent\r\n0\r\n\r\n')],
  ['a shorter length', GENUINE, [`content-length: ${body.length - 1}`], body],
  ['a negative length', GENUINE, ['content-length: -1'], body],
  ['no length', GENUINE, [], body],
  ['an absolute target', { ...GENUINE, target: `${PUBLIC_BASE_URL}${GENUINE.target}` }, [length], body],
  ['an empty query', { ...GENUINE, target: `${GENUINE.target}?` }, [length], body],
  ['a dot segment', { ...GENUINE, target: '/webhooks/./taskrouter' }, [length], body],
  ['a way back', { ...GENUINE, target: '/webhooks/x/../taskrouter' }, [length], body],
  ['a fragment', { ...GENUINE, target: `${GENUINE.target}#x` }, [length], body],
  ['an unknown method', { ...GENUINE, method: 'FORGE' }, [length], body],
  ['a folded header', GENUINE, [length, 'x-a: b\r\n c'], Buffer.from('A=1')],
  ['more than the limit', GENUINE, [`content-length: ${300 * 1_024}`], Buffer.alloc(300 * 1_024, 'a=1&')],
])('over a socket, %s are no way in', async (_name, forgery, more, bytes) => {
  const status = await sent(headOf(forgery, more), bytes);
  expect([status, isRefusal(status)]).toEqual([status, true]);
  expect(stored).toBe(0);
});

test('what leaves the signed text as it was is accepted: chunks, another order, a value twice, another Host', async () => {
  expect(await sent(headOf(GENUINE, ['transfer-encoding: chunked']), chunked)).toBe(204);
  const pairs = body.toString().split('&');
  const bodies = [[...pairs].reverse(), [...pairs, pairs[0] ?? '']].map((parts) => Buffer.from(parts.join('&')));
  for (const same of bodies) {
    expect(isStillSigned({ ...GENUINE, body: same })).toBe(true);
    expect(await injected({ ...GENUINE, body: same })).toBe(204);
  }
  expect(await injected({ ...GENUINE, headers: [...GENUINE.headers, ['host', 'proxy.internal']] })).toBe(204);
  expect(stored).toBe(4);
});
