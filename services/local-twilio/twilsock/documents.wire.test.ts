import type { SyncDocument } from 'twilio-sync';
import { account } from '../base/account';
import { EMULATOR_CALLER } from '../sync/sync-model';
import { eventually, startSyncHost, watched, type SyncHost } from '../testing/sync-host';

let host: SyncHost;

beforeEach(async () => {
  host = await startSyncHost();
  host.services.service(account.syncServiceSid).config.aclEnabled = false;
});
afterEach(() => host.close());

const stored = (name: string) => host.services.service(account.syncServiceSid).documents.get(EMULATOR_CALLER, name);

/** The same Document in two clients, both subscribed. */
async function openTwice(name: string): Promise<readonly [SyncDocument, SyncDocument]> {
  const [alice, bob] = [await host.connect('alice'), await host.connect('bob')];
  const first = await alice.document({ id: name, data: { count: 0 } });
  const second = await bob.document(name);
  await watched(stored(name), 2);
  return [first, second];
}

test('[SY1] a Document opened by two clients shows each the writes of the other', async () => {
  const [first, second] = await openTwice('cart');
  const updates: unknown[] = [];
  second.on('updated', (event) => updates.push(event));

  await first.set({ count: 1 });
  await eventually(() => {
    expect(updates).toEqual([{ data: { count: 1 }, isLocal: false, previousData: { count: 0 } }]);
  });
  await first.update({ note: 'hello' });
  await eventually(() => {
    expect(second.data).toEqual({ count: 1, note: 'hello' });
  });
});

test('[TW9] the writer gets its reply before the event of its own write', async () => {
  const [first] = await openTwice('cart');
  const local: boolean[] = [];
  first.on('updated', (event: { isLocal: boolean }) => local.push(event.isLocal));

  await first.set({ count: 1 });
  await first.set({ count: 2 });

  await eventually(() => {
    expect(stored('cart').lastEventId).toBe(2);
  });
  expect(local).toEqual([true, true]);
});

test('[SY4] concurrent mutations of two clients lose nothing', async () => {
  const [first, second] = await openTwice('counter');
  const increment = (document: SyncDocument) =>
    document.mutate((data) => ({ count: (data as { count: number }).count + 1 }));

  await Promise.all(Array.from({ length: 20 }, (_, index) => increment(index % 2 === 0 ? first : second)));

  expect(stored('counter').data).toEqual({ count: 20 });
  expect(stored('counter').revision).toBe('14');
});

test('[SY2] create_new refuses a name that exists and open_existing one that does not', async () => {
  const client = await host.connect('alice');
  await client.document('cart');

  await expect(client.document({ id: 'cart', mode: 'create_new' })).rejects.toMatchObject({ status: 409, code: 54301 });
  await expect(client.document({ id: 'other', mode: 'open_existing' })).rejects.toMatchObject({
    status: 404,
    code: 54300,
  });
  await expect(client.document({ id: `ET${'0'.repeat(32)}`, mode: 'open_existing' })).rejects.toMatchObject({
    status: 404,
    code: 54100,
  });
});

test('[SY3] a Document holds 16 KiB of UTF-8 and not a byte more', async () => {
  const document = await (await host.connect('alice')).document('big');
  const overhead = Buffer.byteLength(JSON.stringify({ text: '' }));
  const fitting = 'ü'.repeat((16 * 1024 - overhead) / 2);

  await document.set({ text: fitting });
  await expect(document.set({ text: `${fitting}ü` })).rejects.toMatchObject({ status: 413, code: 54006 });
  expect(stored('big').data).toEqual({ text: fitting });
});

test('[SY8] removing a Document tells everybody who has it open', async () => {
  const [first, second] = await openTwice('cart');
  const removed = jest.fn();
  second.on('removed', removed);

  await first.removeDocument();

  await eventually(() => {
    expect(removed).toHaveBeenCalledWith({ isLocal: false, previousData: { count: 0 } });
  });
});

test('[SY6] a Document whose time to live is over vanishes with an event', async () => {
  const [first, second] = await openTwice('cart');
  const removed = jest.fn();
  second.on('removed', removed);

  await first.setTtl(1);
  expect(first.dateExpires).toBe(new Date(stored('cart').expiresAt!).toISOString());

  await eventually(() => {
    expect(removed).toHaveBeenCalledTimes(1);
  });
  expect(() => stored('cart')).toThrow('Unique name not found');
});

test('[TW7] a client that was away gets the newest state when it returns', async () => {
  const [, second] = await openTwice('cart');
  const updates: unknown[] = [];
  second.on('updated', (event: { data: unknown }) => updates.push(event.data));

  host.twilsock.drop({ identity: 'bob', refuseForMs: 200 });
  const service = host.services.service(account.syncServiceSid);
  for (const count of [1, 2, 3]) service.putDocument('cart', { count });
  expect(updates).toEqual([]);

  await eventually(() => {
    expect(updates).toEqual([{ count: 3 }]);
  });
});
