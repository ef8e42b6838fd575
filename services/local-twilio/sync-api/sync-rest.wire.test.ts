import twilio from 'twilio';
import { account } from '../base/account';
import { eventually, startSyncHost, type SyncHost } from '../testing/sync-host';

let host: SyncHost;

beforeEach(async () => {
  host = await startSyncHost();
});
afterEach(() => host.close());

const service = () => host.rest().sync.v1.services(account.syncServiceSid);

test('[SY20] the helper creates, reads, changes and deletes a Document', async () => {
  const created = await service().documents.create({ uniqueName: 'cart', data: { count: 0 }, ttl: 3600 });
  expect(created).toMatchObject({ uniqueName: 'cart', data: { count: 0 }, revision: '0', createdBy: 'system' });
  expect(created.dateExpires.getTime() - created.dateCreated.getTime()).toBe(3_600_000);

  const updated = await service()
    .documents('cart')
    .update({ data: { count: 1 }, ifMatch: '0' });
  expect(updated).toMatchObject({ sid: created.sid, data: { count: 1 }, revision: '1' });
  await expect(service().documents('cart').update({ data: {}, ifMatch: '0' })).rejects.toMatchObject({
    status: 412,
    code: 54103,
  });

  expect(await service().documents(created.sid).remove()).toBe(true);
  await expect(service().documents('cart').fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
});

test('[SY20] the service answers to its SID and to "default"', async () => {
  await service().documents.create({ uniqueName: 'cart' });
  const viaDefault = host.rest().sync.v1.services('default');
  expect((await viaDefault.documents('cart').fetch()).serviceSid).toBe(account.syncServiceSid);
  expect(await viaDefault.fetch()).toMatchObject({ sid: account.syncServiceSid, aclEnabled: true });
});

test('[SY20] services are created, listed, changed and deleted', async () => {
  const { services } = host.rest().sync.v1;
  const created = await services.create({ friendlyName: 'Second' });
  expect(created).toMatchObject({ friendlyName: 'Second', aclEnabled: false });
  expect((await services(created.sid).update({ aclEnabled: true })).aclEnabled).toBe(true);
  expect((await services.list()).map(({ sid }) => sid)).toEqual([account.syncServiceSid, created.sid]);
  await services(created.sid).remove();
  await expect(services(created.sid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
});

test('[SY21] the settings of a service are set and shown, and an empty webhook URL takes it away', async () => {
  const unset = { webhookUrl: null, webhooksFromRestEnabled: false, reachabilityWebhooksEnabled: false };
  const off = { reachabilityDebouncingEnabled: false, reachabilityDebouncingWindow: 5_000 };
  expect(await service().fetch()).toMatchObject({ ...unset, ...off });
  const settings = {
    webhookUrl: 'https://example.com/hook?a=b',
    webhooksFromRestEnabled: true,
    reachabilityWebhooksEnabled: true,
    reachabilityDebouncingEnabled: true,
    reachabilityDebouncingWindow: 30_000,
  };
  expect(await service().update(settings)).toMatchObject(settings);
  expect(await service().fetch()).toMatchObject({ ...settings, aclEnabled: true });
  expect(await service().update({ webhookUrl: '' })).toMatchObject({ ...settings, webhookUrl: null });
  expect(await host.rest().sync.v1.services.create(settings)).toMatchObject({ ...settings, aclEnabled: false });
});

test.each([
  [{ webhookUrl: 'ftp://example.com' }, 54051],
  [{ webhookUrl: 'no URL' }, 54051],
  [{ reachabilityDebouncingWindow: 999 }, 20001],
  [{ reachabilityDebouncingWindow: 30_001 }, 20001],
] as const)('[SY21] the wrong setting %j is a 400 that changes nothing', async (wrong, code) => {
  const before = await service().fetch();
  const change = { ...wrong, friendlyName: 'Changed' };
  await expect(service().update(change)).rejects.toMatchObject({ status: 400, code });
  expect((await service().fetch()).toJSON()).toEqual(before.toJSON());
});

test('[SY20] the helper pages through the items of a Map in either order', async () => {
  const map = await service().syncMaps.create({ uniqueName: 'index' });
  const items = service().syncMaps(map.sid).syncMapItems;
  const keys = Array.from({ length: 25 }, (_, index) => `key ${String(index).padStart(2, '0')}/ü`);
  for (const key of [...keys].reverse()) await items.create({ key, data: { key } });

  expect((await items.list({ pageSize: 10 })).map(({ key }) => key)).toEqual(keys);
  expect((await items.list({ pageSize: 7, order: 'desc' })).map(({ key }) => key)).toEqual([...keys].reverse());
  expect((await items.list({ from: keys[20]!, bounds: 'exclusive' })).map(({ key }) => key)).toEqual(keys.slice(21));
  const page = await items.page({ pageSize: 10, from: keys[5]! });
  const previous = await page.previousPage();
  expect(previous!.instances.map(({ key }) => key)).toEqual(keys.slice(0, 5));
});

test('[SY20] the helper writes, reads and removes items of Maps and Lists', async () => {
  await service().syncMaps.create({ uniqueName: 'index' });
  const items = service().syncMaps('index').syncMapItems;
  await items.create({ key: 'one', data: { value: 1 } });
  await expect(items.create({ key: 'one', data: {} })).rejects.toMatchObject({ status: 409, code: 54208 });
  const updated = await items('one').update({ data: { value: 2 }, ifMatch: '0' });
  expect(updated).toMatchObject({ key: 'one', data: { value: 2 }, revision: '1' });
  expect((await service().syncMaps('index').fetch()).revision).toBe('2');
  await items('one').remove({ ifMatch: '1' });
  await expect(items('one').fetch()).rejects.toMatchObject({ code: 20404 });

  await service().syncLists.create({ uniqueName: 'log' });
  const entries = service().syncLists('log').syncListItems;
  expect((await entries.create({ data: { value: 1 } })).index).toBe(0);
  expect((await entries.create({ data: { value: 2 }, itemTtl: 60 })).index).toBe(1);
  await entries(0).remove();
  expect((await entries.create({ data: { value: 3 } })).index).toBe(2);
  expect((await entries.list()).map(({ index }) => index)).toEqual([1, 2]);
});

test('[SY20] a message published over REST reaches a subscribed client', async () => {
  const stream = await (await host.connect('alice')).stream('announcements');
  const received: unknown[] = [];
  stream.on('messagePublished', ({ message }: { message: { data: unknown } }) => received.push(message.data));
  const [object] = host.services.service(account.syncServiceSid).store.list('stream');
  await eventually(() => {
    expect(object!.watchers.size).toBe(1);
  });

  const message = await service()
    .syncStreams('announcements')
    .streamMessages.create({ data: { text: 'hi' } });

  expect(message.sid).toMatch(/^TZ[0-9a-f]{32}$/);
  await eventually(() => {
    expect(received).toEqual([{ text: 'hi' }]);
  });
});

test('[SY7] permissions are set, listed, read and removed', async () => {
  await service().documents.create({ uniqueName: 'cart' });
  const permissions = service().documents('cart').documentPermissions;
  await permissions('alice@example.com').update({ read: true, write: false, manage: false });
  expect(await permissions('alice@example.com').fetch()).toMatchObject({ read: true, write: false, manage: false });
  expect((await permissions.list()).map(({ identity }) => identity)).toEqual(['alice@example.com']);
  await permissions('alice@example.com').remove();
  await expect(permissions('alice@example.com').fetch()).rejects.toMatchObject({ code: 20404 });
});

test('[SY22] wrong credentials get 401 with code 20003; an API key with its secret works', async () => {
  const wrong = twilio(account.accountSid, 'wrong');
  wrong.sync.baseUrl = host.restUrl;
  await expect(wrong.sync.v1.services('default').fetch()).rejects.toMatchObject({ status: 401, code: 20003 });

  const withKey = twilio(account.apiKey, account.apiSecret, { accountSid: account.accountSid });
  withKey.sync.baseUrl = host.restUrl;
  expect((await withKey.sync.v1.services('default').fetch()).sid).toBe(account.syncServiceSid);
});

test.each([
  ['Data that is not JSON', 'Data=%7B', 54008],
  ['Data that is no object', 'Data=%5B1%5D', 54101],
  ['a time to live beyond a year', 'Data=%7B%7D&Ttl=31536001', 54011],
  ['a time to live that is no number', 'Data=%7B%7D&Ttl=soon', 54011],
  ['a name that looks like a SID', `Data=%7B%7D&UniqueName=ET${'a'.repeat(32)}`, 54302],
])('[SY20] %s is refused with code %3$i', async (_what, body, code) => {
  const authorization = `Basic ${Buffer.from(`${account.accountSid}:${account.authToken}`).toString('base64')}`;
  const response = await fetch(`${host.restUrl}/v1/Services/default/Documents`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
    body,
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ code, status: 400 });
});

test('[SY7] the ACL of the service can be switched off and on, and the service deleted', async () => {
  await service().documents.create({ uniqueName: 'secret', data: { a: 1 } });
  const mallory = await host.connect('mallory');
  const open = async () => (await mallory.document({ id: 'secret', mode: 'open_existing' })).data;
  await expect(open()).rejects.toMatchObject({ status: 403, code: 54007 });
  await service().update({ aclEnabled: false });
  expect(await service().fetch()).toMatchObject({ aclEnabled: false, webhooksFromRestEnabled: false });
  expect(await open()).toEqual({ a: 1 });
  await service().update({ aclEnabled: true });
  const other = await host.connect('oscar');
  await expect(other.document({ id: 'secret', mode: 'open_existing' })).rejects.toMatchObject({ code: 54007 });
  await service().remove();
  await expect(service().fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
  await expect(service().documents('secret').fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
});

test('[SY7] REST names who created an object: an identity, who then has every right on it, or the system', async () => {
  const mallory = await host.connect('mallory');
  const map = await mallory.map('recent-calls.alice');
  await map.set('WR1', { forged: true });
  const read = service().syncMaps('recent-calls.alice');
  expect(await read.fetch()).toMatchObject({ sid: map.sid, createdBy: 'mallory' });
  expect(await read.syncMapItems('WR1').fetch()).toMatchObject({ createdBy: 'mallory' });
  expect((await read.syncMapItems.create({ key: 'WR2', data: {} })).createdBy).toBe('system');
  expect(await read.syncMapPermissions('mallory').fetch()).toMatchObject({ read: true, write: true, manage: true });
  expect((await service().syncMaps.create({ uniqueName: 'ours' })).createdBy).toBe('system');
});
