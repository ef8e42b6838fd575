import type { SyncDocument, SyncList } from 'twilio-sync';
import { account } from '../base/account';
import { EMULATOR_CALLER } from '../sync/sync-model';
import { eventually, startSyncHost, watched, type SyncHost } from '../testing/sync-host';

/**
 * A library as a back end keeps it: a List whose items name Documents, written over REST, read by identities that were
 * granted them.
 */
let host: SyncHost;

beforeEach(async () => {
  host = await startSyncHost();
});
afterEach(() => host.close());

const stored = () => host.services.service(account.syncServiceSid);
const service = () => host.rest().sync.v1.services(account.syncServiceSid);
const READ_ONLY = { read: true, write: false, manage: false };

/** The items are put where REST would put them: how it does that, other tests show. */
async function createList(itemCount: number): Promise<string> {
  const { sid } = await service().syncLists.create({ uniqueName: 'library', ttl: 86_400 });
  for (let n = 0; n < itemCount; n += 1) stored().lists.push(EMULATOR_CALLER, sid, { data: { n } });
  return sid;
}

async function indexesOf(list: SyncList): Promise<readonly number[]> {
  let page = await list.getItems({ pageSize: 100 });
  const indexes = page.items.map(({ index }) => index);
  while (page.hasNextPage) {
    page = await page.nextPage();
    indexes.push(...page.items.map(({ index }) => index));
  }
  return indexes;
}

/** The same resource below a Document and below a List. */
interface Grants {
  (identity: string): {
    update(rights: typeof READ_ONLY): Promise<object>;
    fetch(): Promise<object>;
    remove(): Promise<boolean>;
  };
  list(): Promise<readonly { readonly identity: string; readonly write: boolean }[]>;
}

const upTo = (count: number): readonly number[] => [...Array(count).keys()];

test('[SY20] List items are written, changed under If-Match and removed, with a time to live of their own', async () => {
  const sid = await createList(1);
  const items = service().syncLists(sid).syncListItems;
  const created = await items.create({ data: { title: 'Greeting' }, itemTtl: 3600 });
  expect(created).toMatchObject({ index: 1, listSid: sid, revision: '1', data: { title: 'Greeting' } });
  expect(created.dateExpires.getTime() - created.dateCreated.getTime()).toBe(3_600_000);

  const changed = await items(1).update({ data: { title: 'Hello' }, ifMatch: created.revision });
  expect(changed).toMatchObject({ revision: '2', data: { title: 'Hello' }, dateExpires: created.dateExpires });
  const stale = { status: 412, code: 54155 };
  await expect(items(1).update({ data: {}, ifMatch: created.revision })).rejects.toMatchObject(stale);
  await expect(items(1).remove({ ifMatch: created.revision })).rejects.toMatchObject(stale);
  expect((await items(1).update({ itemTtl: 0 })).dateExpires).toBeNull();
  expect(await items(1).remove({ ifMatch: changed.revision })).toBe(true);
  await expect(items(1).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
  await expect(items(1).remove()).rejects.toMatchObject({ status: 404, code: 20404 });
});

test('[SY9] 180 List items are paged in either order, from an index, by REST and by the SDK', async () => {
  const sid = await createList(180);
  const items = service().syncLists(sid).syncListItems;
  const indexes = async (options: object) => (await items.list(options)).map(({ index }) => index);
  expect(await indexes({ pageSize: 100 })).toEqual(upTo(180));
  expect(await indexes({ order: 'desc', pageSize: 70 })).toEqual([...upTo(180)].reverse());
  expect(await indexes({ from: '170', bounds: 'exclusive' })).toEqual(upTo(180).slice(171));
  expect(await indexes({ from: '5', order: 'desc' })).toEqual([5, 4, 3, 2, 1, 0]);

  await service().syncLists(sid).syncListPermissions('alice').update(READ_ONLY);
  const list = await (await host.connect('alice')).list({ id: sid, mode: 'open_existing' });
  expect(await indexesOf(list)).toEqual(upTo(180));
});

test('[SY7] permissions on Lists and Documents are set, listed, changed and taken away by identity', async () => {
  const listSid = await createList(1);
  const { sid: documentSid } = await service().documents.create({ data: { text: 'Hello' } });
  const client = await host.connect('profile-1');
  const open = () => client.document({ id: documentSid, mode: 'open_existing' });
  const openList = () => client.list({ id: listSid, mode: 'open_existing' });
  const refused = { status: 403, code: 54007 };
  await expect(open()).rejects.toMatchObject(refused);
  await expect(openList()).rejects.toMatchObject(refused);

  const both: readonly Grants[] = [
    service().documents(documentSid).documentPermissions,
    service().syncLists(listSid).syncListPermissions,
  ];
  for (const permissions of both) {
    expect(await permissions('profile-1').update(READ_ONLY)).toMatchObject(READ_ONLY);
    expect(await permissions('profile-1').fetch()).toMatchObject({ identity: 'profile-1', ...READ_ONLY });
    await permissions('profile-2').update({ ...READ_ONLY, write: true });
    expect((await permissions.list()).map(({ identity, write }) => [identity, write])).toEqual([
      ['profile-1', false],
      ['profile-2', true],
    ]);
  }
  const document = await open();
  const list = await openList();
  expect(document.data).toEqual({ text: 'Hello' });
  expect(await indexesOf(list)).toEqual([0]);
  await expect(document.set({})).rejects.toMatchObject(refused);
  await expect(list.push({})).rejects.toMatchObject(refused);
  await expect(list.removeList()).rejects.toMatchObject(refused);

  for (const permissions of both) await permissions('profile-1').remove();
  const later = await host.connect('profile-1');
  await expect(later.document({ id: documentSid, mode: 'open_existing' })).rejects.toMatchObject(refused);
  await expect(later.list({ id: listSid, mode: 'open_existing' })).rejects.toMatchObject(refused);
});

test('[SY8] a Document that was opened by its SID hears of changes, and of its end by removal or by time', async () => {
  const client = await host.connect('alice');
  const heard: unknown[] = [];
  const open = async (ttl: number): Promise<SyncDocument> => {
    const { sid } = await service().documents.create({ data: { v: 1 }, ttl });
    await service().documents(sid).documentPermissions('alice').update(READ_ONLY);
    const document = await client.document({ id: sid, mode: 'open_existing' });
    document.on('updated', ({ data }: { data: unknown }) => heard.push(data));
    document.on('removed', () => heard.push(`removed ${sid}`));
    await watched(stored().documents.get({ identity: null }, sid));
    return document;
  };
  const removed = await open(0);
  await service()
    .documents(removed.sid)
    .update({ data: { v: 2 } });
  await service().documents(removed.sid).remove();
  const expiring = await open(1);
  await eventually(() => {
    expect(heard).toEqual([{ v: 2 }, `removed ${removed.sid}`, `removed ${expiring.sid}`]);
  });
});

test('[SY14] reads of one List by many sockets and by REST count together against its limit', async () => {
  const sid = await createList(150);
  const clients = await Promise.all(['one', 'two', 'three'].map((identity) => host.connect(identity)));
  for (const identity of ['one', 'two', 'three']) {
    await service().syncLists(sid).syncListPermissions(identity).update(READ_ONLY);
  }
  await Promise.all(clients.map(async (client) => indexesOf(await client.list(sid))));
  await service().syncLists(sid).syncListItems.page({ pageSize: 100 });

  // Each client: the List and two pages of its items. Subscriptions and permissions are no reads.
  const [usage] = stored().store.usage();
  expect(usage).toMatchObject({ sid, type: 'list', reads: 10, rejected: 0 });
  expect(usage!.highest.reads).toEqual({ perSecond: 1, limitPerSecond: 20, share: 0.05 });
});
