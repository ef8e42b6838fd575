import { createHmac } from 'node:crypto';
import { SYNC_TOKENS_PATH } from '@flex-sync-suite/shared/contract';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { IngestOverloaded } from '../ingest/group-commit';
import type { IngestResult } from '../ingest/ingest';
import { createLog } from '../base/log';
import { createMetrics, type Metrics } from '../base/metrics';
import { createManualClock, type ManualClock } from '../outbox/testing/manual-clock';
import type { FlexTokenResult } from '../twilio/flex-token';
import type { IssueResult } from '../twilio/sync-token-issuer';
import { createSignatureCheck } from '../twilio/webhook-signature';
import { healthRoutes } from './health-routes';
import { createHttpServer } from './server';
import { serveOperations } from './operations/serve-operations';
import { syncTokensOperation } from './sync-tokens-operation';
import { TASKROUTER_WEBHOOK_PATH, eventRoutes } from './webhooks/event-routes';

const AUTH_TOKEN = 'auth-token';
const BASE = 'https://backend.example';
const ORIGIN = 'http://localhost:4000';
const FORM = 'application/x-www-form-urlencoded';
const user = { identity: 'alice', roles: ['agent'], workerSid: `WK${'1'.repeat(32)}` };

let server: FastifyInstance;
let metrics: Metrics;
/** Forms that reached the ingest. */
let accepted: Readonly<Record<string, string>>[];
let ingestOutcome: () => Promise<IngestResult>;
let flexToken: FlexTokenResult;
let issued: IssueResult;
let isAclDisabled: boolean;
let notReady: string[];
let clock: ManualClock;
/** What was logged. */
let lines: Record<string, unknown>[];

beforeEach(async () => {
  accepted = [];
  ingestOutcome = () => Promise.resolve({ stored: 1, duplicates: 0, dead: 0 });
  flexToken = { status: 'valid', user };
  issued = {
    status: 'issued',
    token: { token: 'jwt', identity: 'alice', serviceSid: `IS${'1'.repeat(32)}` as never, expiresAt: 'later' },
  };
  notReady = [];
  isAclDisabled = false;
  clock = createManualClock();
  lines = [];
  metrics = createMetrics();
  const log = createLog('info', {
    write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>),
  });
  server = createHttpServer(log, { clock });
  healthRoutes(server, () => Promise.resolve(notReady), metrics);
  await eventRoutes(server, {
    checkSignature: createSignatureCheck(BASE, [AUTH_TOKEN]),
    accept: (events) => {
      accepted.push(...events.flatMap((event) => ('form' in event ? [event.form] : [])));
      return ingestOutcome();
    },
    metrics,
    clock,
  });
  await serveOperations(
    server,
    { flexOrigins: [ORIGIN], checkFlexToken: () => Promise.resolve(flexToken), now: () => clock.now() },
    [
      syncTokensOperation({
        isAclDisabled: () => Promise.resolve(isAclDisabled),
        issuer: { shared: () => Promise.resolve(issued), personal: () => Promise.resolve(issued) },
      }),
    ],
  );
});
afterEach(() => server.close());

function signatureOf(fields: Readonly<Record<string, string>>, path = TASKROUTER_WEBHOOK_PATH, base = BASE): string {
  const text =
    base +
    path +
    Object.keys(fields)
      .sort()
      .map((name) => name + (fields[name] ?? ''))
      .join('');
  return createHmac('sha1', AUTH_TOKEN).update(text).digest('base64');
}

function callback(
  fields: Readonly<Record<string, string>>,
  options: InjectOptions = {},
): Promise<LightMyRequestResponse> {
  return server.inject({
    method: 'POST',
    url: TASKROUTER_WEBHOOK_PATH,
    payload: new URLSearchParams(fields).toString(),
    ...options,
    headers: { 'content-type': FORM, 'x-twilio-signature': signatureOf(fields), ...options.headers },
  });
}

function expectProblem(response: LightMyRequestResponse, status: number, code: string): void {
  expect(response.statusCode).toBe(status);
  expect(response.json()).toMatchObject({
    code,
    message: expect.any(String) as string,
    requestId: expect.any(String) as string,
  });
}

const event = { EventType: 'task.created', Sid: `EV${'1'.repeat(32)}`, TaskAttributes: '{"name":"Jürgen & Söhne"}' };

/** A signature that is genuine for the address that the request itself claims to have come to. */
const spoofed = (protocol: string): InjectOptions => ({
  headers: {
    host: 'evil.example',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': protocol,
    'x-twilio-signature': signatureOf(event, TASKROUTER_WEBHOOK_PATH, `${protocol}://evil.example`),
  },
});

describe('POST /webhooks/taskrouter', () => {
  test('answers 204 to a signed callback, after it was accepted', async () => {
    const response = await callback(event);
    expect(response.statusCode).toBe(204);
    expect(accepted).toEqual([event]);
  });

  test('answers 204 only when the commit is done', async () => {
    let commit = (): void => undefined;
    ingestOutcome = () =>
      new Promise((resolve) => {
        commit = () => {
          resolve({ stored: 1, duplicates: 0, dead: 0 });
        };
      });
    let answered = false;
    const response = callback(event).then((done) => {
      answered = true;
      return done;
    });
    while (accepted.length === 0) await new Promise(setImmediate);
    expect(answered).toBe(false);
    commit();
    expect((await response).statusCode).toBe(204);
  });

  test.each<[string, InjectOptions]>([
    ['a forged signature', { headers: { 'x-twilio-signature': 'Zm9yZ2Vk' } }],
    ['a signature of another path', { headers: { 'x-twilio-signature': signatureOf(event, '/other') } }],
    ['an altered body', { payload: new URLSearchParams({ ...event, EventType: 'task.deleted' }).toString() }],
    ['a truncated body', { payload: new URLSearchParams(event).toString().slice(0, 40) }],
    ['an added query', { url: `${TASKROUTER_WEBHOOK_PATH}?a=b` }],
    ['an empty body', { payload: '' }],
    ['a signature over the address of a spoofed Host header', spoofed('http')],
    ['a signature over the address of spoofed X-Forwarded headers', spoofed('https')],
  ])('refuses %s with 403 and stores nothing', async (_name, options) => {
    expectProblem(await callback(event, options), 403, 'invalid_signature');
    expect(accepted).toEqual([]);
  });

  test('takes a callback whose Host header is not the public address: a proxy may rewrite it', async () => {
    expect((await callback(event, { headers: { host: '127.0.0.1:4100' } })).statusCode).toBe(204);
  });

  test('refuses a missing signature with 403 and stores nothing', async () => {
    const payload = new URLSearchParams(event).toString();
    const headers = { 'content-type': FORM };
    expectProblem(
      await server.inject({ method: 'POST', url: TASKROUTER_WEBHOOK_PATH, payload, headers }),
      403,
      'invalid_signature',
    );
    expect(accepted).toEqual([]);
  });

  test.each<[string, string, number, InjectOptions]>([
    ['an oversized body', 'too_large', 413, { payload: `A=${'x'.repeat(256 * 1024)}` }],
    ['a body that is not UTF-8', 'invalid_encoding', 400, { payload: Buffer.from([0x41, 0x3d, 0xc3, 0x28]) }],
    ['escapes that are not UTF-8', 'invalid_encoding', 400, { payload: 'A=%C3%28' }],
    ['JSON', 'unsupported_media_type', 415, { payload: '{}', headers: { 'content-type': 'application/json' } }],
    ['multipart', 'unsupported_media_type', 415, { headers: { 'content-type': 'multipart/form-data; boundary=x' } }],
  ])('refuses %s with its own code and stores nothing', async (_name, code, status, options) => {
    expectProblem(await callback(event, options), status, code);
    expect(accepted).toEqual([]);
  });

  test('a body of just the limit is read', async () => {
    const fields = { A: 'x'.repeat(256 * 1024 - 2) };
    expect((await callback(fields)).statusCode).toBe(204);
  });

  test('answers 204 to what was stored as unreadable: sending it again would not help', async () => {
    ingestOutcome = () => Promise.resolve({ stored: 0, duplicates: 0, dead: 1 });
    expect((await callback({ EventType: 'no.such.event' })).statusCode).toBe(204);
    expect((await metrics.eventsDead.get()).values[0]?.value).toBe(1);
  });

  test.each([
    ['the line is full', new IngestOverloaded('full'), 'overloaded'],
    ['the database is away', new Error('connect ECONNREFUSED'), 'store_unavailable'],
  ])('answers 503 with Retry-After when %s, never 4xx', async (_name, error, code) => {
    ingestOutcome = () => Promise.reject(error);
    const response = await callback(event);
    expectProblem(response, 503, code);
    expect(response.headers['retry-after']).toBe('1');
  });
});

describe('refused callbacks', () => {
  const refuse = (options: InjectOptions = {}) =>
    callback(event, { headers: { 'x-twilio-signature': signatureOf(event, '/other') }, ...options });
  const warnings = () => lines.filter(({ level }) => level === 40);
  const refusedOf = async (reason: string) =>
    (await metrics.callbacksRefused.get()).values.find(({ labels }) => labels.reason === reason)?.value;

  test.each<[string, InjectOptions]>([
    ['signature', {}],
    ['encoding', { payload: 'A=%C3%28' }],
    ['size', { payload: `A=${'x'.repeat(256 * 1024)}` }],
    ['size', { payload: 'a=1&'.repeat(60_000) }],
    ['media-type', { headers: { 'content-type': 'application/json' } }],
    ['malformed', { payload: 'A' }],
    ['malformed', { headers: { 'content-length': '5', 'content-type': FORM } }],
  ])('are counted by their reason: %s', async (reason, options) => {
    expect((await refuse(options)).statusCode).toBeLessThan(500);
    expect(await refusedOf(reason)).toBe(1);
    expect(accepted).toEqual([]);
  });

  test('are told of at once, then once a minute with their number', async () => {
    for (let call = 0; call < 50; call += 1) await refuse();
    expect(warnings()).toMatchObject([{ reason: 'signature', refused: 1 }]);
    expect(warnings()[0]?.['msg']).toMatch(/check PUBLIC_BASE_URL and TWILIO_AUTH_TOKEN/);
    clock.advance(60_000);
    expect(warnings().slice(1)).toMatchObject([{ reason: 'signature', refused: 49 }]);
    await refuse({ payload: 'A=%C3%28' });
    expect(warnings().slice(2)).toMatchObject([{ reason: 'encoding', refused: 1 }]);
    clock.advance(120_000);
    await refuse();
    expect(warnings().slice(3)).toMatchObject([{ reason: 'signature', refused: 1 }]);
  });

  test('leave nothing of what the caller sent in the log', async () => {
    const signature = signatureOf(event, '/other');
    await refuse({ url: `${TASKROUTER_WEBHOOK_PATH}?secret=4711`, remoteAddress: '192.0.2.7' });
    const log = JSON.stringify(lines);
    for (const sent of [signature, '4711', '192.0.2.7', 'Jürgen', event.Sid]) expect(log).not.toContain(sent);
  });

  test('and those that could not be stored are not logged one by one', async () => {
    ingestOutcome = () => Promise.reject(new Error('connect ECONNREFUSED'));
    for (let call = 0; call < 30; call += 1) await callback(event);
    const errors = () => lines.filter(({ level }) => level === 50);
    expect(errors()).toMatchObject([{ code: 'store_unavailable', requests: 1 }]);
    clock.advance(60_000);
    expect(errors().slice(1)).toMatchObject([{ code: 'store_unavailable', requests: 29 }]);
    expect(await refusedOf('malformed')).toBeUndefined();
  });
});

describe('POST /sync-tokens', () => {
  const ask = (body: unknown = { scopes: ['shared'] }, headers: Record<string, string> = {}) =>
    server.inject({
      method: 'POST',
      url: SYNC_TOKENS_PATH,
      payload: JSON.stringify(body),
      headers: { 'content-type': 'application/json', authorization: 'Bearer flex-token', ...headers },
    });

  test('answers exactly the scopes that were asked for, and is never cached', async () => {
    const response = await ask({ scopes: ['shared', 'personal'] });
    expect(response.statusCode).toBe(200);
    expect(Object.keys(response.json<{ scopes: object }>().scopes)).toEqual(['shared', 'personal']);
    expect(response.headers['cache-control']).toBe('no-store');
    expect((await ask({ scopes: ['personal'] })).json()).toEqual({
      scopes: { personal: expect.anything() as unknown },
    });
  });

  test.each(['', 'Bearer', 'Basic abc', 'flex-token'])('answers 401 to Authorization "%s"', async (authorization) => {
    expectProblem(await ask(undefined, { authorization }), 401, 'missing_token');
  });

  test('answers 401 to a bad or expired Flex token', async () => {
    flexToken = { status: 'invalid' };
    expectProblem(await ask(), 401, 'invalid_token');
  });

  test.each([
    ['no-worker', 'no_worker'],
    ['no-profile', 'no_profile'],
  ] as const)('answers 403 to a user with %s', async (status, code) => {
    issued = { status };
    expectProblem(await ask(), 403, code);
  });

  test('answers 503 with Retry-After while IAM or the permissions are away', async () => {
    issued = { status: 'unavailable', retryAfterMs: 4_200, reason: 'Sync throttles' };
    expect((await ask()).headers['retry-after']).toBe('5');
    flexToken = { status: 'unavailable', retryAfterMs: null, reason: 'IAM is away' };
    expectProblem(await ask(), 503, 'iam_unavailable');
  });

  test('issues nothing while the service has no ACL, and tells the reason only to who is signed in', async () => {
    isAclDisabled = true;
    const response = await ask();
    expectProblem(response, 503, 'sync_acl_disabled');
    expect(response.headers['retry-after']).toBe('15');
    flexToken = { status: 'invalid' };
    expectProblem(await ask(), 401, 'invalid_token');
  });

  test.each([{}, { scopes: [] }, { scopes: ['all'] }, { scopes: 'shared' }, [], null])(
    'answers 400 to %j',
    async (body) => {
      expectProblem(await ask(body), 400, 'invalid_request');
    },
  );

  test('answers 400 to broken JSON and 413 to a large body', async () => {
    const headers = { 'content-type': 'application/json', authorization: 'Bearer flex-token' };
    const send = (payload: string) => server.inject({ method: 'POST', url: SYNC_TOKENS_PATH, payload, headers });
    expectProblem(await send('{"scopes":'), 400, 'invalid_request');
    expectProblem(await send(JSON.stringify({ scopes: ['x'.repeat(5_000)] })), 413, 'too_large');
  });

  test('answers 429 with Retry-After to who asks in a loop, and to nobody else', async () => {
    const statuses: number[] = [];
    for (let call = 0; call < 61; call += 1) statuses.push((await ask()).statusCode);
    expect(statuses.filter((status) => status === 200)).toHaveLength(60);
    const refused = await ask();
    expectProblem(refused, 429, 'too_many_requests');
    expect(refused.headers['retry-after']).toBe('1');
    flexToken = { status: 'valid', user: { ...user, identity: 'bob' } };
    expect((await ask()).statusCode).toBe(200);
  });

  test('lets the pages of the configured origins call, and no others', async () => {
    expect((await ask(undefined, { origin: ORIGIN })).headers['access-control-allow-origin']).toBe(ORIGIN);
    const foreign = await ask(undefined, { origin: 'https://evil.example' });
    expect(foreign.headers['access-control-allow-origin']).toBeUndefined();
    expect(foreign.headers.vary).toBe('Origin');
    const preflight = await server.inject({
      method: 'OPTIONS',
      url: SYNC_TOKENS_PATH,
      headers: { origin: ORIGIN, 'access-control-request-method': 'POST' },
    });
    expect(preflight.statusCode).toBe(204);
    expect(preflight.headers['access-control-allow-origin']).toBe(ORIGIN);
    expect(preflight.headers['access-control-allow-headers']).toBe('authorization, content-type');
  });

  test('tells the page of a refusal too, or it could not show the reason', async () => {
    flexToken = { status: 'invalid' };
    expect((await ask(undefined, { origin: ORIGIN })).headers['access-control-allow-origin']).toBe(ORIGIN);
  });
});

describe('the rest', () => {
  test('is alive, and ready only without a reason against it', async () => {
    expect((await server.inject('/livez')).statusCode).toBe(200);
    expect((await server.inject('/readyz')).statusCode).toBe(200);
    notReady = ['the database does not answer'];
    const response = await server.inject('/readyz');
    expectProblem(response, 503, 'not_ready');
    expect(response.json<{ message: string }>().message).toContain('the database does not answer');
  });

  test('says once that it is not ready, and once that it is again, however often it is asked', async () => {
    for (let probe = 0; probe < 5; probe += 1) await server.inject('/readyz');
    expect(lines).toEqual([]);
    notReady = ['the database does not answer'];
    for (let probe = 0; probe < 5; probe += 1) await server.inject('/readyz');
    notReady = [];
    for (let probe = 0; probe < 5; probe += 1) await server.inject('/readyz');
    expect(lines).toMatchObject([
      { level: 40, msg: 'not ready', reasons: ['the database does not answer'] },
      { level: 30, msg: 'ready again' },
    ]);
    expect(JSON.stringify(lines)).not.toContain('stack');
  });

  test('serves the metrics that the operations guide names', async () => {
    metrics.observeOutbox(() => Promise.resolve({ watchedSeconds: 1.5, lowPrioritySeconds: 0, setAside: 2 }));
    const { body } = await server.inject('/metrics');
    const names = ['events_received_total', 'events_stored_total', 'events_duplicate_total', 'events_dead_total'];
    for (const name of [...names, 'ingest_commit_seconds', 'sync_writes_total', 'sync_conflated_total']) {
      expect(body).toContain(`# TYPE ${name}`);
    }
    expect(body).toContain('projection_lag_seconds 1.5');
    expect(body).toContain('sync_objects_set_aside 2');
    expect(body).toContain('# TYPE event_to_sync_seconds histogram');
  });

  test('answers an unknown route in the same shape as every other error', async () => {
    expectProblem(await server.inject('/no/such/route'), 404, 'not_found');
    expectProblem(await server.inject({ method: 'GET', url: TASKROUTER_WEBHOOK_PATH }), 404, 'not_found');
  });
});
