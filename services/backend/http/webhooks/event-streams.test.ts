import { createHmac } from 'node:crypto';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { createLog } from '../../base/log';
import { createMetrics, type Metrics } from '../../base/metrics';
import { IngestOverloaded } from '../../ingest/group-commit';
import type { IngestResult } from '../../ingest/ingest';
import type { ReceivedEvent } from '../../ingest/received-event';
import { createManualClock } from '../../outbox/testing/manual-clock';
import { callback, taskFields } from '../../testing/callbacks';
import { cloudEventOf, signedBatch } from '../../testing/cloud-events';
import { createSignatureCheck } from '../../twilio/webhook-signature';
import { createHttpServer } from '../server';
import { EVENT_STREAMS_WEBHOOK_PATH, eventRoutes } from './event-routes';

const AUTH_TOKEN = 'auth-token';
const BASE = 'https://backend.example';
const LIMIT = 4 * 1024 * 1024;
const forms = [1, 2].map((task) =>
  callback('task-queue.entered', task, taskFields(task, 1, { TaskQueueName: 'Größe' })),
);
/** Event Streams tells milliseconds only. */
const withoutSeconds = (form: object): object =>
  Object.fromEntries(Object.entries(form).filter(([name]) => name !== 'Timestamp'));
const body = JSON.stringify([...forms.map(cloudEventOf), { type: 'com.twilio.other' }]);

let server: FastifyInstance;
let metrics: Metrics;
let accepted: ReceivedEvent[];
let outcome: () => Promise<IngestResult>;
let lines: string[];

beforeEach(async () => {
  accepted = [];
  lines = [];
  outcome = () => Promise.resolve({ stored: 2, duplicates: 0, dead: 1 });
  metrics = createMetrics();
  const clock = createManualClock();
  server = createHttpServer(createLog('info', { write: (line: string) => void lines.push(line) }), { clock });
  await eventRoutes(server, {
    checkSignature: createSignatureCheck(BASE, [AUTH_TOKEN]),
    accept: (events) => {
      accepted.push(...events);
      return outcome();
    },
    ...{ metrics, clock },
  });
});
afterEach(() => server.close());

/** As Event Streams sends `payload` to `target`, or otherwise. */
function post(payload: string | Buffer = body, target = EVENT_STREAMS_WEBHOOK_PATH, options: InjectOptions = {}) {
  const { url, signature } = signedBatch(payload as string, BASE + target, AUTH_TOKEN);
  return server.inject({
    ...{ method: 'POST', url: url.slice(BASE.length), payload },
    ...options,
    headers: { 'content-type': 'application/json', 'x-twilio-signature': signature, ...options.headers },
  });
}

test('a signed batch is answered 204 and every event of it counted, also beside one that cannot be used', async () => {
  expect((await post()).statusCode).toBe(204);
  expect(accepted).toEqual([
    ...forms.map((form) => ({ source: 'event-stream', form: withoutSeconds(form) })),
    expect.objectContaining({ unreadable: '{"type":"com.twilio.other"}' }),
  ]);
  expect((await metrics.eventsReceived.get()).values[0]?.value).toBe(3);
  expect((await metrics.eventsDead.get()).values[0]?.value).toBe(1);
});

test('a query of the operator’s own is signed with the address, and the media type of CloudEvents is taken', async () => {
  const headers = { 'content-type': 'application/cloudevents-batch+json; charset=utf-8' };
  expect((await post(body, `${EVENT_STREAMS_WEBHOOK_PATH}?tenant=a%20b`, { headers })).statusCode).toBe(204);
  expect(accepted).toHaveLength(3);
});

test.each<[string, InjectOptions]>([
  ['without a signature', { headers: { 'x-twilio-signature': '' } }],
  ['with a forged one', { headers: { 'x-twilio-signature': `${'A'.repeat(27)}=` } }],
  ['with a captured signature and address, and another body', { payload: `${body} ` }],
  ['with a captured signature, and the hash of another body', { url: `${EVENT_STREAMS_WEBHOOK_PATH}?bodySHA256=00` }],
])('a batch %s is refused with 403, nothing of it is stored or logged', async (_how, options) => {
  const response = await post(body, EVENT_STREAMS_WEBHOOK_PATH, options);
  expect([response.statusCode, accepted]).toEqual([403, []]);
  expect(lines.join()).toContain('callbacks were refused');
  expect(lines.join()).not.toMatch(/Größe|bodySHA256/);
});

test('a signed address that tells no hash lets no body in', async () => {
  const signature = createHmac('sha1', AUTH_TOKEN)
    .update(BASE + EVENT_STREAMS_WEBHOOK_PATH)
    .digest('base64');
  const options = { url: EVENT_STREAMS_WEBHOOK_PATH, headers: { 'x-twilio-signature': signature } };
  expect((await post(body, EVENT_STREAMS_WEBHOOK_PATH, options)).statusCode).toBe(403);
});

test('whoever signs nothing is refused before the body is read, however large it says to be', async () => {
  const headers = { 'x-twilio-signature': '', 'content-length': String(LIMIT * 10) };
  expect((await post('[]', EVENT_STREAMS_WEBHOOK_PATH, { headers })).statusCode).toBe(403);
});

test.each<[string, number, string, string | Buffer, InjectOptions]>([
  ['one byte too many', 413, 'too_large', `[${' '.repeat(LIMIT - 1)}]`, {}],
  ['no JSON', 400, 'invalid_request', '[', {}],
  ['bytes that are not UTF-8', 400, 'invalid_encoding', Buffer.from([0x22, 0xc3, 0x28, 0x22]), {}],
  [
    'a form',
    415,
    'unsupported_media_type',
    'a=b',
    { headers: { 'content-type': 'application/x-www-form-urlencoded' } },
  ],
])('%s is refused with %i %s', async (_name, status, code, payload, options) => {
  const response = await post(payload, EVENT_STREAMS_WEBHOOK_PATH, options);
  expect([response.statusCode, response.json<{ code: string }>().code]).toEqual([status, code]);
  expect(accepted).toEqual([]);
});

test('a batch of just the limit is read, and an empty one is nothing to store', async () => {
  outcome = () => Promise.resolve({ stored: 0, duplicates: 0, dead: 0 });
  expect((await post(`[${' '.repeat(LIMIT - 2)}]`)).statusCode).toBe(204);
  expect(accepted).toEqual([]);
});

test.each([
  [new IngestOverloaded('full'), 'overloaded'],
  [new Error('connect ECONNREFUSED'), 'store_unavailable'],
])('trouble of ours is 503 and never 4xx, which Event Streams takes for the end of it: %s', async (error, code) => {
  outcome = () => Promise.reject(error);
  const response = await post();
  expect([response.statusCode, response.headers['retry-after'], response.json<{ code: string }>().code]).toEqual([
    ...[503, '1', code],
  ]);
});
