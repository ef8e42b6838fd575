import twilio from 'twilio';
import { account } from '../base/account';
import { eventually, startSyncHost, type SyncHost } from '../testing/sync-host';
import { startWebhookReceiver, type WebhookReceiver } from '../testing/webhook-receiver';
import { SYNC_WEBHOOKS } from './callback-config';
import { createCallbacks, type Callbacks } from './callbacks';
import { syncChanges } from './sync-changes';

let host: SyncHost;
let receiver: WebhookReceiver;
let webhooks: Callbacks;
let logged: string[];

beforeEach(async () => {
  logged = [];
  [host, receiver] = await Promise.all([startSyncHost(), startWebhookReceiver()]);
  webhooks = createCallbacks(syncChanges(host.services), {
    config: SYNC_WEBHOOKS,
    mostPending: 3,
    log: (line) => logged.push(line),
  });
  await service().update({ webhookUrl: receiver.url });
});

afterEach(async () => {
  await Promise.all([webhooks.close(), host.close()]);
  await receiver.close();
});

const service = () => host.rest().sync.v1.services(account.syncServiceSid);

/** All that was sent has come to an end. */
const settled = () =>
  eventually(() => {
    expect(webhooks.counts().pending).toBe(0);
  });

const common = { AccountSid: account.accountSid, ServiceSid: account.syncServiceSid };
const bySdk = { ...common, Identity: 'alice', EndpointId: expect.stringMatching(/^twi1-[0-9a-f]{32}$/u) as string };

test('[SY23] a client that writes a Document is told of, with its data and its revision as an integer', async () => {
  const client = await host.connect('alice');
  const document = await client.document({ id: 'cart', data: { owner: 'Zoë', lines: [] } });
  for (let count = 1; count <= 10; count += 1) {
    await document.set({ count });
    await settled();
  }
  await document.removeDocument();
  await settled();

  const about = { ...bySdk, DocumentSid: document.sid, DocumentUniqueName: 'cart' };
  const data = JSON.stringify({ owner: 'Zoë', lines: [] });
  expect(receiver.of('document_created')).toEqual([
    { ...about, EventType: 'document_created', DocumentRevision: '0', DocumentData: data },
  ]);
  expect(receiver.of('document_updated').at(-1)).toEqual({
    ...about,
    EventType: 'document_updated',
    DocumentRevision: '10',
    DocumentData: '{"count":10}',
  });
  expect(receiver.of('document_removed')).toEqual([
    { ...about, EventType: 'document_removed', DocumentRevision: '10' },
  ]);
  expect(receiver.received).toHaveLength(12);
});

test.each([
  ['map', 'Map', { ItemKey: 'left over / ü' }],
  ['list', 'List', { ItemIndex: '0' }],
] as const)('[SY23] a client that writes a %s and its items is told of', async (kind, name, item) => {
  const client = await host.connect('alice');
  const sid = await (kind === 'map' ? writeMap(client) : writeList(client));
  const about = { ...bySdk, [`${name}Sid`]: sid, [`${name}UniqueName`]: 'board' };
  const ofItem = { ...about, ...item };
  await settled();
  expect(receiver.received.map(({ fields }) => fields)).toEqual([
    { ...about, EventType: `${kind}_created`, [`${name}Revision`]: '0' },
    { ...ofItem, EventType: `${kind}_item_added`, EventId: '0', ItemRevision: '0', ItemData: '{"at":"start"}' },
    { ...ofItem, EventType: `${kind}_item_updated`, EventId: '1', ItemRevision: '1', ItemData: '{"at":"end"}' },
    { ...ofItem, EventType: `${kind}_item_removed`, EventId: '2', ItemRevision: '2' },
    { ...about, EventType: `${kind}_removed`, [`${name}Revision`]: '3' },
  ]);
});

type Client = Awaited<ReturnType<SyncHost['connect']>>;

async function writeMap(client: Client): Promise<string> {
  const map = await client.map('board');
  await settled();
  await map.set('left over / ü', { at: 'start' });
  await settled();
  await map.set('left over / ü', { at: 'end' });
  await settled();
  await map.remove('left over / ü');
  await settled();
  await map.removeMap();
  return map.sid;
}

async function writeList(client: Client): Promise<string> {
  const list = await client.list('board');
  await settled();
  await list.push({ at: 'start' });
  await settled();
  await list.set(0, { at: 'end' });
  await settled();
  await list.remove(0);
  await settled();
  await list.removeList();
  return list.sid;
}

test('[SY23] an object without a name has none in its webhook, and Streams have no webhook', async () => {
  const client = await host.connect('alice');
  const stream = await client.stream('ticks');
  await stream.publishMessage({ tick: 1 });
  const { sid } = await client.document({ mode: 'create_new' } as never);
  await settled();
  const data = { DocumentRevision: '0', DocumentData: '{}' };
  expect(receiver.received.map(({ fields }) => fields)).toEqual([
    { ...bySdk, EventType: 'document_created', DocumentSid: sid, ...data },
  ]);
});

test("[SY23] every webhook has a signature that Twilio's own helper accepts, and no other body has", async () => {
  const client = await host.connect('alice');
  await client.document({ id: 'cart', data: { note: 'a+b&c=d é 日本' } });
  await settled();
  const { fields = {}, headers } = receiver.received[0] ?? {};
  const signature = String(headers?.['x-twilio-signature']);
  expect(headers?.['content-type']).toMatch(/^application\/x-www-form-urlencoded/u);
  expect(twilio.validateRequest(account.authToken, signature, receiver.url, fields)).toBe(true);
  expect(twilio.validateRequest(account.authToken, signature, receiver.url, { ...fields, Identity: 'bob' })).toBe(
    false,
  );
});

test('[SY24] REST tells of its writes as "system", without an endpoint, where the service wants it only', async () => {
  await service().documents.create({ uniqueName: 'quiet', data: { count: 0 } });
  await service().update({ webhooksFromRestEnabled: true });
  await service().documents.create({ uniqueName: 'loud', data: { count: 0 } });
  await settled();
  expect(receiver.received.map(({ fields }) => fields)).toEqual([
    {
      ...common,
      Identity: 'system',
      EventType: 'document_created',
      DocumentSid: expect.stringMatching(/^ET/u) as string,
      DocumentUniqueName: 'loud',
      DocumentRevision: '0',
      DocumentData: '{"count":0}',
    },
  ]);
});

test('[SY24] neither what expires nor what the emulator writes itself nor another service is told of', async () => {
  await service().update({ webhooksFromRestEnabled: true });
  const sync = host.services.service(account.syncServiceSid);
  sync.putDocument('of-the-emulator', {});
  host.services.service('IS00000000000000000000000000000009').documents.create({ identity: 'bob' }, { data: {} });
  await service().documents.create({ uniqueName: 'short', ttl: 1 });
  await eventually(() => {
    expect(sync.store.list('document').map(({ uniqueName }) => uniqueName)).toEqual(['of-the-emulator']);
  });
  await settled();
  expect(receiver.received.map(({ fields }) => fields['DocumentUniqueName'])).toEqual(['short']);
});

test('[SY24] a refused write is not told of', async () => {
  await service().documents.create({ uniqueName: 'of-somebody-else' });
  const client = await host.connect('alice');
  await expect(client.document('of-somebody-else')).rejects.toMatchObject({ code: 54007 });
  await settled();
  expect(receiver.received).toEqual([]);
});

test('[SY25] clients that come and go are told of where the service wants it, by the endpoint that writes', async () => {
  await service().update({ reachabilityWebhooksEnabled: true });
  const client = await host.connect('alice');
  await client.document({ id: 'cart', data: {} });
  await settled();
  await client.shutdown();
  await eventually(() => {
    expect(receiver.of('endpoint_disconnected')).toHaveLength(1);
  });
  const [endpointId] = receiver.of('document_created').map(({ EndpointId }) => EndpointId);
  const about = { ...common, Identity: 'alice', EndpointId: endpointId };
  expect(receiver.of('endpoint_connected')).toEqual([{ ...about, EventType: 'endpoint_connected' }]);
  expect(receiver.of('endpoint_disconnected')).toEqual([{ ...about, EventType: 'endpoint_disconnected' }]);
});

test('[SY25] a client that comes back after a lost connection is the endpoint that it was', async () => {
  await service().update({ reachabilityWebhooksEnabled: true });
  const client = await host.connect('alice');
  host.twilsock.drop({ identity: 'alice' });
  await eventually(() => {
    expect(receiver.of('endpoint_connected')).toHaveLength(2);
    expect(client.connectionState).toBe('connected');
  });
  expect(new Set(receiver.received.map(({ fields }) => fields['EndpointId'])).size).toBe(1);
});

test('[SY25] without the setting nobody is told of who comes and goes', async () => {
  const client = await host.connect('alice');
  await client.shutdown();
  await service().update({ webhooksFromRestEnabled: true });
  await service().documents.create({ uniqueName: 'last' });
  await settled();
  expect(receiver.received.map(({ fields }) => fields['EventType'])).toEqual(['document_created']);
});

test('[SY26] a failed webhook is not repeated; it is counted, logged once without content, and writes go on', async () => {
  receiver.answers.push(503, 503, 500);
  const client = await host.connect('alice');
  const document = await client.document({ id: 'cart', data: { secret: 'treasure' } });
  await document.set({ secret: 'treasure 2' });
  await settled();
  await document.set({ secret: 'treasure 3' });
  await settled();
  expect(receiver.received).toHaveLength(3);
  expect(webhooks.counts()).toMatchObject({ sent: 3, failed: 3, acknowledged: 0, lastFailure: 'HTTP 500' });
  expect(logged).toEqual([expect.stringContaining('HTTP 503'), expect.stringContaining('HTTP 500')]);
  expect(logged.join()).not.toContain('treasure');
});

test('[SY26] with the switch on, a failed webhook is repeated under the same idempotency token', async () => {
  webhooks.configure({ retryForMs: 10_000 });
  receiver.answers.push(503);
  const client = await host.connect('alice');
  await client.document({ id: 'cart', data: {} });
  await settled();
  const tokens = receiver.received.map(({ headers }) => headers['i-twilio-idempotency-token']);
  expect(tokens).toHaveLength(2);
  expect(new Set(tokens).size).toBe(1);
  expect(webhooks.counts()).toMatchObject({ sent: 1, acknowledged: 1, failed: 0 });
});

test('[SY26] a receiver that does not answer holds up no write, and no more are kept for it than there is room', async () => {
  webhooks.configure({ concurrency: 1, shuffleMs: 600_000 });
  const client = await host.connect('alice');
  const document = await client.document({ id: 'cart', data: {} });
  for (let count = 1; count < 10; count += 1) await document.set({ count });
  expect(webhooks.counts()).toMatchObject({ sent: 10, pending: 3, failed: 7, lastFailure: '3 are pending' });
});

test('[SY26] a write is answered before its webhook is signed or sent', async () => {
  const sync = host.services.service(account.syncServiceSid);
  sync.documents.create({ identity: 'alice', endpointId: 'twi1-1' }, { data: { big: 'x'.repeat(16_000) } });
  await Promise.resolve();
  expect(webhooks.counts()).toMatchObject({ pending: 1 });
  expect(receiver.received).toEqual([]);
  await settled();
  expect(receiver.received).toHaveLength(1);
});
