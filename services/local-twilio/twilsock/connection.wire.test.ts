import type { SyncClient } from 'twilio-sync';
import { account } from '../base/account';
import { mintSyncToken } from '../identity/sync-token';
import { EMULATOR_CALLER } from '../sync/sync-model';
import { eventually, startSyncHost, watched, type SyncHost } from '../testing/sync-host';

let host: SyncHost;

beforeEach(async () => {
  host = await startSyncHost();
});
afterEach(() => host.close());

const service = () => host.services.service(account.syncServiceSid);

function watchConnection(client: SyncClient): { states: string[]; errors: unknown[] } {
  const states: string[] = [];
  const errors: unknown[] = [];
  client.on('connectionStateChanged', (state: string) => states.push(state));
  client.on('connectionError', (error: unknown) => errors.push(error));
  return { states, errors };
}

test.each([
  ['that is no JWT', () => 'garbage', 20101],
  ['with an altered signature', () => `${host.token('alice').slice(0, -3)}AAA`, 20101],
  ['that expired', () => host.token('alice', -1), 20104],
  [
    'for a service that does not exist',
    () => mintSyncToken({ identity: 'alice', serviceSid: `IS${'f'.repeat(32)}`, ttlSeconds: 60 }, Date.now()),
    20151,
  ],
])('[TW3] a token %s is denied with its code', async (_what, token, errorCode) => {
  const client = host.client(token());
  const { states, errors } = watchConnection(client);
  await eventually(() => {
    expect(states).toContain('denied');
    expect(errors).toContainEqual(expect.objectContaining({ terminal: true, httpStatusCode: 401, errorCode }));
  });
});

test('[TW4] a client is warned before its token ends, and a renewed token keeps the connection', async () => {
  const client = await host.connect('alice', 2);
  const { states } = watchConnection(client);
  const renewed = new Promise<void>((resolve, reject) => {
    client.on('tokenAboutToExpire', () => {
      client.updateToken(host.token('alice')).then(() => {
        resolve();
      }, reject);
    });
  });
  await renewed;
  await eventually(() => {
    expect(host.traffic.requestsAfter(0).map(({ method, status }) => [method, status])).toContainEqual(['UPDATE', 200]);
  });
  // The SDK may tell of the first connection a moment after its state says so.
  expect(states.filter((state) => state !== 'connected')).toEqual([]);
});

test('[TW4] a token that is not renewed ends the connection', async () => {
  const client = await host.connect('alice', 1);
  const { states } = watchConnection(client);
  const expired = jest.fn();
  client.on('tokenExpired', expired);
  await eventually(() => {
    expect(expired).toHaveBeenCalledTimes(1);
  });
  // The SDK may tell of the first connection a moment after its state says so.
  expect(states.filter((state) => state !== 'connected')).toEqual(['disconnecting']);
});

test("[TW5] another identity's token does not renew a connection", async () => {
  const client = await host.connect('alice');
  await expect(client.updateToken(host.token('bob'))).rejects.toMatchObject({ code: 51130 });
  const [update] = host.traffic.requestsAfter(0).filter(({ method }) => method === 'UPDATE');
  expect(update).toMatchObject({ status: 401, code: 51215, headers: { authorization: '(hidden)' } });
});

test('[TW6] a dropped connection comes back by itself', async () => {
  const client = await host.connect('alice');
  const { states } = watchConnection(client);
  expect(host.twilsock.drop({ identity: 'bob' })).toBe(0);
  for (const everybodyOr of [{}, { identity: 'alice' }]) {
    const before = states.length;
    expect(host.twilsock.drop(everybodyOr)).toBe(1);
    await eventually(() => {
      expect(states.at(-1)).toBe('connected');
      expect(states.length).toBeGreaterThan(before + 1);
    });
  }
});

test('[TW8] faults of the control plane hit tunnelled requests', async () => {
  const client = await host.connect('alice');
  host.traffic.addFault({
    match: { surface: 'twilsock', path: '/Documents', method: 'POST' },
    status: 403,
    code: 54007,
    times: 1,
  });
  await expect(client.document('cart')).rejects.toMatchObject({ status: 403, code: 54007 });
  await expect(client.document('cart')).resolves.toBeDefined();
});

test('[TW8] a write whose answer is lost is done, and its promise rejects', async () => {
  const client = await host.connect('alice');
  const document = await client.document('cart');
  host.traffic.addFault({ match: { method: 'POST', path: '/Documents/' }, dropAfter: true, times: 1 });
  await expect(document.set({ done: true })).rejects.toThrow(/disconnected/);
  expect(service().documents.get(EMULATOR_CALLER, 'cart').data).toEqual({ done: true });
});

test('[SY7] without a permission an object cannot be opened, written or removed', async () => {
  service().putDocument('cart', { count: 0 });
  const client = await host.connect('alice');
  await expect(client.document('cart')).rejects.toMatchObject({ status: 403, code: 54007 });

  service().permissions.set('document', 'cart', 'alice', { read: true, write: false, manage: false });
  const document = await client.document('cart');
  await expect(document.set({ count: 1 })).rejects.toMatchObject({ status: 403, code: 54007 });
  await expect(document.removeDocument()).rejects.toMatchObject({ status: 403, code: 54007 });
  expect(service().documents.get(EMULATOR_CALLER, 'cart').data).toEqual({ count: 0 });
});

test('[SY7] who creates an object may do everything with it; others nothing', async () => {
  const document = await (await host.connect('alice')).document('mine');
  await document.set({ value: 1 });
  const bob = await host.connect('bob');
  await expect(bob.document('mine')).rejects.toMatchObject({ code: 54007 });
  await document.removeDocument();
  await expect(bob.document({ id: 'mine', mode: 'open_existing' })).rejects.toMatchObject({ code: 54300 });
});

test('[SY7] a permission that is lost shows as a failed subscription at the next connection', async () => {
  service().putDocument('cart', {});
  service().permissions.set('document', 'cart', 'alice', { read: true, write: false, manage: false });
  const document = await (await host.connect('alice')).document('cart');
  await watched(service().documents.get(EMULATOR_CALLER, 'cart'));
  const failure = jest.fn();
  (document as unknown as { on(event: string, listener: (error: unknown) => void): void }).on('failure', failure);

  service().permissions.remove('document', 'cart', 'alice');
  host.twilsock.drop({});

  await eventually(() => {
    expect(failure).toHaveBeenCalledWith(expect.objectContaining({ status: 403, code: 54007 }));
  });
});

test('[SY13] the 201st write of a burst is refused with 429 and code 54009', async () => {
  const map = await (await host.connect('alice')).map('board');
  const outcomes = await Promise.allSettled(
    Array.from({ length: 205 }, (_, index) => map.set(`key${String(index)}`, { index })),
  );
  const refused = outcomes.filter((outcome): outcome is PromiseRejectedResult => outcome.status === 'rejected');
  expect(refused).toHaveLength(6); // the creation of the Map was the first write
  expect(refused[0]!.reason).toMatchObject({ status: 429, code: 54009 });
  const [usage] = host.services.usage();
  expect(usage).toMatchObject({
    uniqueName: 'board',
    type: 'map',
    writes: 200,
    rejected: 6,
    highest: { writes: { perSecond: 20, limitPerSecond: 20, share: 1 } },
  });
});

test('[SY14] with limits off nothing is refused and the usage tells by how much it was too much', async () => {
  host.services.limits.enabled = false;
  const map = await (await host.connect('alice')).map('board');
  await Promise.all(Array.from({ length: 299 }, (_, index) => map.set(`key${String(index)}`, { index })));
  expect(host.services.usage()[0]).toMatchObject({ writes: 300, rejected: 0, highest: { writes: { share: 1.5 } } });
});

test('[TW10] after a reset a client sees that its objects are gone', async () => {
  service().config.aclEnabled = false;
  const document = await (await host.connect('alice')).document('cart');
  await watched(service().documents.get(EMULATOR_CALLER, 'cart'));
  const removed = jest.fn();
  document.on('removed', removed);
  const epoch = host.services.epoch();

  host.services.reset();
  host.twilsock.drop({});

  await eventually(() => {
    expect(removed).toHaveBeenCalledTimes(1);
  });
  expect(host.services.epoch()).not.toBe(epoch);
});
