import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TwilioConfig } from './twilio-config';
import { createFlexTokenCheck, type FlexTokenCheck } from './flex-token';
import { createTwilioHttpClient, type TwilioHttpClient } from './http-client';

const WORKER = `WK${'1'.repeat(32)}`;
const START = Date.parse('2026-03-02T10:00:00.000Z');
const valid = {
  valid: true,
  expiration: new Date(START + 3_600_000).toISOString(),
  identity: 'alice',
  roles: ['agent'],
  worker_sid: WORKER,
};

let iam: Server;
let http: TwilioHttpClient;
let check: FlexTokenCheck;
let now: number;
let answer: { status: number; body: string; headers?: Record<string, string> };
let requests: { url: string | undefined; headers: IncomingHttpHeaders; body: string }[];
let config: TwilioConfig;

beforeEach(async () => {
  now = START;
  requests = [];
  answer = { status: 200, body: JSON.stringify(valid) };
  iam = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      requests.push({ url: request.url, headers: request.headers, body });
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => iam.listen(0, '127.0.0.1', resolve));
  const { port } = iam.address() as AddressInfo;
  config = {
    accountSid: `AC${'1'.repeat(32)}`,
    authToken: 'auth-token',
    secondaryAuthToken: undefined,
    apiKey: `SK${'2'.repeat(32)}`,
    apiSecret: 'api-secret',
    workspaceSid: `WS${'3'.repeat(32)}`,
    syncServiceSid: `IS${'4'.repeat(32)}`,
    baseUrl: `http://127.0.0.1:${port}/__twilio`,
  };
  http = createTwilioHttpClient({ baseUrl: config.baseUrl, timeoutMs: 1_000 });
  check = createFlexTokenCheck(config, http, () => now);
});
afterEach(async () => {
  await http.close();
  iam.closeAllConnections();
  await new Promise((resolve) => iam.close(resolve));
});

test('asks IAM with the account credentials and takes worker and roles from its answer', async () => {
  expect(await check('flex-token')).toEqual({
    status: 'valid',
    user: { identity: 'alice', roles: ['agent'], workerSid: WORKER },
  });
  expect(requests[0]).toMatchObject({
    url: `/__twilio/iam.twilio.com/v1/Accounts/${config.accountSid}/Tokens/validate`,
    body: JSON.stringify({ token: 'flex-token' }),
    headers: { authorization: `Basic ${Buffer.from(`${config.accountSid}:auth-token`).toString('base64')}` },
  });
});

test('a user without a worker is valid', async () => {
  answer.body = JSON.stringify({ ...valid, worker_sid: null });
  expect(await check('flex-token')).toMatchObject({ status: 'valid', user: { workerSid: null } });
});

test('remembers a good token for a minute, and not beyond its expiration', async () => {
  await check('flex-token');
  now += 59_000;
  await check('flex-token');
  expect(requests).toHaveLength(1);
  now += 2_000;
  await check('flex-token');
  expect(requests).toHaveLength(2);

  answer.body = JSON.stringify({ ...valid, expiration: new Date(now + 5_000).toISOString() });
  await check('short-token');
  now += 6_000;
  expect(await check('short-token')).toEqual({ status: 'invalid' });
});

test('keeps tokens apart', async () => {
  await check('one');
  answer.body = JSON.stringify({ ...valid, identity: 'bob' });
  expect(await check('two')).toMatchObject({ user: { identity: 'bob' } });
});

test.each([
  ['IAM says no', { status: 200, body: '{"valid":false,"code":20104,"message":"expired"}' }],
  ['IAM calls it malformed', { status: 400, body: '{"code":20001,"message":"bad"}' }],
  ['it has expired', { status: 200, body: JSON.stringify({ ...valid, expiration: '2020-01-01T00:00:00Z' }) }],
])('is invalid when %s, and is asked about anew the next time', async (_name, given) => {
  answer = given;
  expect(await check('flex-token')).toEqual({ status: 'invalid' });
  await check('flex-token');
  expect(requests).toHaveLength(2);
});

test.each([
  ['503', { status: 503, body: '' }, null],
  ['429 with Retry-After', { status: 429, body: '{}', headers: { 'Retry-After': '3' } }, 3_000],
  ['our own credentials refused', { status: 401, body: '{"code":20003}' }, null],
  ['an answer that is not JSON', { status: 200, body: '<html>' }, null],
  ['an answer without identity', { status: 200, body: '{"valid":true}' }, null],
])('is unavailable, not invalid, after %s', async (_name, given, retryAfterMs) => {
  answer = given;
  expect(await check('flex-token')).toMatchObject({ status: 'unavailable', retryAfterMs });
});

test('is unavailable when nobody listens', async () => {
  iam.closeAllConnections();
  await new Promise((resolve) => iam.close(resolve));
  expect(await check('flex-token')).toMatchObject({ status: 'unavailable' });
});

test.each(['', 'x'.repeat(10_000)])('does not even ask about an impossible token', async (token) => {
  expect(await check(token)).toEqual({ status: 'invalid' });
  expect(requests).toHaveLength(0);
});
