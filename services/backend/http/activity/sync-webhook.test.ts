import { createHmac } from 'node:crypto';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { createLog } from '../../base/log';
import { createMetrics, type Metrics } from '../../base/metrics';
import type { ChangeOutcome } from '../../ingest/activity/change-ingest';
import { IngestOverloaded } from '../../ingest/group-commit';
import { createManualClock } from '../../outbox/testing/manual-clock';
import { createSignatureCheck } from '../../twilio/webhook-signature';
import { createHttpServer } from '../server';
import { SYNC_WEBHOOK_PATH, syncWebhookRoute } from './sync-webhook-route';

const AUTH_TOKEN = 'auth-token';
const BASE = 'https://backend.example';
const change = { EventType: 'map_item_added', ItemKey: 'price', ItemData: '{"secret":"Jürgen & Söhne"}' };

let server: FastifyInstance;
let metrics: Metrics;
let accepted: Readonly<Record<string, string>>[];
let outcome: () => Promise<ChangeOutcome>;
let lines: string[];

beforeEach(async () => {
  accepted = [];
  lines = [];
  outcome = () => Promise.resolve('stored');
  metrics = createMetrics();
  const clock = createManualClock();
  server = createHttpServer(createLog('info', { write: (line: string) => void lines.push(line) }), { clock });
  await syncWebhookRoute(server, {
    checkSignature: createSignatureCheck(BASE, [AUTH_TOKEN]),
    accept: (form) => {
      accepted.push(form);
      return outcome();
    },
    ...{ metrics, clock },
  });
});
afterEach(() => server.close());

function signatureOf(fields: Readonly<Record<string, string>>, path = SYNC_WEBHOOK_PATH): string {
  const text = Object.entries(fields)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .flat()
    .join('');
  return createHmac('sha1', AUTH_TOKEN)
    .update(BASE + path + text)
    .digest('base64');
}

const post = (options: InjectOptions = {}) =>
  server.inject({
    ...{ method: 'POST', url: SYNC_WEBHOOK_PATH, payload: new URLSearchParams(change).toString() },
    ...options,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': signatureOf(change),
      ...options.headers,
    },
  });
const counted = async (wanted: ChangeOutcome) =>
  (await metrics.syncChanges.get()).values.find(({ labels }) => labels.outcome === wanted)?.value;

test.each(['stored', 'duplicate', 'dead', 'own', 'other'] as const)(
  'a signed change is answered 204 and counted, also when it was %s',
  async (became) => {
    outcome = () => Promise.resolve(became);
    expect((await post()).statusCode).toBe(204);
    expect(accepted).toEqual([change]);
    expect(await counted(became)).toBe(1);
  },
);

test.each<[string, InjectOptions]>([
  ['without a signature', { headers: { 'x-twilio-signature': '' } }],
  ['with a forged one', { headers: { 'x-twilio-signature': signatureOf({ ...change, ItemKey: 'other' }) } }],
  ['with that of another webhook', { headers: { 'x-twilio-signature': signatureOf(change, '/webhooks/taskrouter') } }],
  ['with another body', { payload: new URLSearchParams({ ...change, ItemKey: 'other' }).toString() }],
])('a change %s is refused with 403, stored nowhere, and nothing of it is logged', async (_how, options) => {
  expect((await post(options)).statusCode).toBe(403);
  expect(accepted).toEqual([]);
  expect(lines.join()).toContain('callbacks were refused');
  expect(lines.join()).not.toMatch(/Jürgen|price|other/);
});

test.each([
  [new IngestOverloaded('full'), 'overloaded'],
  [new Error('connect ECONNREFUSED'), 'store_unavailable'],
])('trouble of ours is 503 and never 4xx: %s', async (error, code) => {
  outcome = () => Promise.reject(error);
  const response = await post();
  expect([response.statusCode, response.headers['retry-after'], response.json<{ code: string }>().code]).toEqual([
    ...[503, '1', code],
  ]);
  expect(lines.join()).not.toContain('Jürgen');
});
