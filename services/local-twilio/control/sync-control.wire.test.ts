import twilio from 'twilio';
import { SyncClient } from 'twilio-sync';
import { account } from '../base/account';
import { startLocalTwilio, type LocalTwilio } from '../start-local-twilio';
import { eventually } from '../testing/sync-host';
import { startWebhookReceiver } from '../testing/webhook-receiver';

let local: LocalTwilio;
const clients: SyncClient[] = [];

beforeEach(async () => {
  local = await startLocalTwilio({ port: 0 });
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.shutdown()));
  await local.close();
});

async function call(method: string, path: string, body?: object): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${local.url}${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

async function connect(identity: string): Promise<SyncClient> {
  const { body } = await call('POST', '/emulator/tokens', { identity });
  const client = new SyncClient((body as { token: string }).token, {
    logLevel: 'silent',
    Twilsock: { uri: `${local.url.replace('http', 'ws')}/__twilio/tsock.us1.twilio.com/v3/wsconnect` },
    retryPolicy: { min: 20, max: 100, randomness: 0.2 },
  });
  clients.push(client);
  await eventually(() => {
    expect(client.connectionState).toBe('connected');
  });
  return client;
}

test('[TW13] a token of the control plane opens Sync, and what it does is logged and counted', async () => {
  const client = await connect('alice');
  await (await client.document('cart')).set({ value: 1 });

  const { body: log } = await call('GET', '/emulator/requests?after=0');
  const { requests } = log as { requests: { id: number; method: string; identity: string | null; status: number }[] };
  const seen = requests.map(({ method, identity, status }) => [method, identity, status]);
  expect(seen.slice(0, 4)).toEqual([
    ['INIT', null, 200],
    ['GET', 'alice', 404],
    ['POST', 'alice', 201],
    ['POST', 'alice', 200],
  ]);
  const { body: later } = await call('GET', `/emulator/requests?after=${String(requests[2]!.id)}`);
  expect((later as { requests: { method: string }[] }).requests[0]).toMatchObject({ method: 'POST', status: 200 });

  const { body: usage } = await call('GET', '/emulator/usage');
  expect(usage).toMatchObject({
    objects: [{ uniqueName: 'cart', type: 'document', reads: 0, writes: 2, rejected: 0 }],
  });
  const { body: recent } = await call('GET', '/emulator/usage?recent=true');
  expect(recent).toMatchObject({ objects: [{ uniqueName: 'cart', last10s: { writes: 2 } }] });
});

test("[SY26, CP5] the control plane switches retries of Sync's webhooks, tells what became of them, and a reset forgets it", async () => {
  const receiver = await startWebhookReceiver();
  const settings = { duplicate: 0, shuffleMs: 0, drop: 0, retryForMs: 0, concurrency: 8 };
  const none = { sent: 0, acknowledged: 0, failed: 0, pending: 0, dropped: 0, lastFailure: null };
  const webhooks = async () => (await call('GET', '/emulator/sync-webhooks')).body;
  const rest = twilio(account.accountSid, account.authToken);
  rest.sync.baseUrl = `${local.url}/__twilio/sync.twilio.com`;
  const service = rest.sync.v1.services(account.syncServiceSid);
  try {
    expect(await webhooks()).toEqual({ settings, counts: none });
    await service.update({ webhookUrl: receiver.url });
    receiver.answers.push(500);
    await (await connect('alice')).document('lost');
    await eventually(async () => {
      expect(await webhooks()).toMatchObject({ counts: { ...none, sent: 1, failed: 1, lastFailure: 'HTTP 500' } });
    });

    const wrong = await call('POST', '/emulator/sync-webhooks', { retryForMs: -1, concurrency: 1 });
    expect(wrong.status).toBe(400);
    expect(await webhooks()).toMatchObject({ settings });
    const changed = await call('POST', '/emulator/sync-webhooks', { retryForMs: 5_000 });
    expect(changed).toMatchObject({ status: 200, body: { settings: { ...settings, retryForMs: 5_000 } } });
    receiver.answers.push(500);
    await (await connect('bob')).document('kept');
    await eventually(async () => {
      expect(await webhooks()).toMatchObject({ counts: { sent: 2, acknowledged: 1, failed: 1, pending: 0 } });
    });

    // A reset cuts every socket, and a client that ends while it connects again throws out of its own socket.
    await Promise.all(clients.splice(0).map((client) => client.shutdown()));
    await call('POST', '/emulator/reset', {});
    expect(await webhooks()).toMatchObject({ counts: none });
    expect(await service.fetch()).toMatchObject({ webhookUrl: receiver.url });
  } finally {
    await receiver.close();
  }
});

test('[TW6] connections are dropped and refused for a while by identity', async () => {
  const client = await connect('alice');
  const states: string[] = [];
  client.on('connectionStateChanged', (state: string) => states.push(state));
  expect(await call('POST', '/emulator/connections/drop', { identity: 'nobody' })).toMatchObject({
    body: { dropped: 0 },
  });
  const startedAt = Date.now();
  expect(await call('POST', '/emulator/connections/drop', { identity: 'alice', refuseForMs: 300 })).toMatchObject({
    body: { dropped: 1 },
  });
  await eventually(() => {
    // The answer of the control plane can be here before the client has noticed the cut.
    expect(states.length).toBeGreaterThan(1);
    expect(states.at(-1)).toBe('connected');
  });
  expect(Date.now() - startedAt).toBeGreaterThanOrEqual(300);
});

test('[TW8] a fault answers as told, as often as told, until faults are cleared', async () => {
  const client = await connect('alice');
  const fault = { match: { surface: 'twilsock', path: '/Documents', identity: 'alice' }, status: 403, code: 54007 };
  expect(await call('POST', '/emulator/faults', { ...fault, times: 1 })).toMatchObject({ status: 201 });
  await expect(client.document('cart')).rejects.toMatchObject({ status: 403, code: 54007 });
  await client.document('cart');

  await call('POST', '/emulator/faults', fault);
  await expect(client.document('other')).rejects.toMatchObject({ code: 54007 });
  expect(await call('DELETE', '/emulator/faults')).toMatchObject({ status: 204 });
  await client.document('other');
});

test('[SY14] limits are switched off and on', async () => {
  expect(await call('POST', '/emulator/limits', { enabled: false })).toEqual({ status: 200, body: { enabled: false } });
  const map = await (await connect('alice')).map('board');
  await Promise.all(Array.from({ length: 210 }, (_, index) => map.set(`key${String(index)}`, {})));
  await call('POST', '/emulator/limits', { enabled: true });
  await expect(map.set('one more', {})).rejects.toMatchObject({ status: 429, code: 54009 });
});

test.each([
  ['/emulator/faults', { match: { surface: 'smtp' } }],
  ['/emulator/faults', { match: { path: '(' } }],
  ['/emulator/faults', { probability: 2 }],
  ['/emulator/faults', { dropbefore: true }],
  ['/emulator/limits', {}],
  ['/emulator/tokens', { identity: '' }],
  ['/emulator/connections/drop', { refuseForMs: -1 }],
])('[TW13] %s refuses %j with the place of the problem', async (path, body) => {
  const answer = await call('POST', path, body);
  expect(answer).toMatchObject({ status: 400, body: { message: expect.any(String) as string } });
});

test('[TW13] a token may be asked for another service and lifetime, even one that is over', async () => {
  const { body } = await call('POST', '/emulator/tokens', {
    identity: 'alice',
    serviceSid: 'default',
    ttlSeconds: -5,
  });
  const [, payload = ''] = (body as { token: string }).token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { exp: number; iat: number };
  expect(claims).toMatchObject({
    grants: { identity: 'alice', data_sync: { service_sid: 'default' } },
    sub: account.accountSid,
  });
  expect(claims.exp - claims.iat).toBe(-5);
});
