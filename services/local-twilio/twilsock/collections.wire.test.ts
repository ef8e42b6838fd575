import type { SyncList, SyncMap } from 'twilio-sync';
import { account } from '../base/account';
import { EMULATOR_CALLER } from '../sync/sync-model';
import { eventually, startSyncHost, watched, type SyncHost } from '../testing/sync-host';

let host: SyncHost;

beforeEach(async () => {
  host = await startSyncHost();
  service().config.aclEnabled = false;
});
afterEach(() => host.close());

const service = () => host.services.service(account.syncServiceSid);
const storedMap = (name: string) => service().maps.get(EMULATOR_CALLER, name);
const storedList = (name: string) => service().lists.get(EMULATOR_CALLER, name);

interface Changed {
  readonly item: { readonly key: string; readonly data: unknown };
  readonly isLocal: boolean;
}
interface Removed {
  readonly key: string;
  readonly previousItemData: unknown;
  readonly isLocal: boolean;
}

function recordMap(map: SyncMap): unknown[] {
  const events: unknown[] = [];
  map.on('itemAdded', ({ item, isLocal }: Changed) =>
    events.push(['added', item.key, { ...Object(item.data) }, isLocal]),
  );
  map.on('itemUpdated', ({ item, isLocal }: Changed) =>
    events.push(['updated', item.key, { ...Object(item.data) }, isLocal]),
  );
  map.on('itemRemoved', ({ key, previousItemData, isLocal }: Removed) =>
    events.push(['removed', key, previousItemData, isLocal]),
  );
  map.on('removed', () => events.push(['map removed']));
  return events;
}

async function openMapTwice(name: string): Promise<readonly [SyncMap, SyncMap]> {
  const first = await (await host.connect('alice')).map(name);
  const second = await (await host.connect('bob')).map({ id: name, mode: 'open_existing' });
  await watched(storedMap(name), 2);
  return [first, second];
}

test('[SY1] every change of a Map item reaches the other client, in order', async () => {
  const [first, second] = await openMapTwice('board');
  const events = recordMap(second);
  const key = 'k/1 ü';

  await first.set(key, { value: 1 });
  await first.set(key, { value: 2 });
  await first.mutate(key, () => ({ value: 3 }));
  await first.update(key, { note: 'x' });
  await first.remove(key);
  await first.removeMap();

  await eventually(() => {
    expect(events).toEqual([
      ['added', key, { value: 1 }, false],
      ['updated', key, { value: 2 }, false],
      ['updated', key, { value: 3 }, false],
      ['updated', key, { value: 3, note: 'x' }, false],
      ['removed', key, { value: 3, note: 'x' }, false],
      ['map removed'],
    ]);
  });
});

test('[SY5] item and collection revisions are the hexadecimal of the event counter', async () => {
  const [first] = await openMapTwice('board');
  for (let value = 0; value < 20; value += 1) await first.set('key', { value });
  expect(storedMap('board')).toMatchObject({ lastEventId: 19, revision: '14' });
  expect(storedMap('board').items.get('key')).toMatchObject({ lastEventId: 19, revision: '13' });
});

test('[SY4] concurrent mutations of one Map key, new to all, lose nothing', async () => {
  const [first, second] = await openMapTwice('board');
  const increment = (map: SyncMap) =>
    map.mutate('counter', (data) => ({ count: ((data as { count?: number }).count ?? 0) + 1 }));

  await Promise.all(Array.from({ length: 20 }, (_, index) => increment(index % 2 === 0 ? first : second)));

  expect(storedMap('board').items.get('counter')?.data).toEqual({ count: 20 });
});

test('[TW7] what happened to a Map while a client was away is replayed in order', async () => {
  const [, second] = await openMapTwice('board');
  const events = recordMap(second);
  service().putMapItem('board', 'stays', { value: 0 });
  service().putMapItem('board', 'goes', { value: 0 });
  await eventually(() => {
    expect(events).toHaveLength(2);
  });

  host.twilsock.drop({ identity: 'bob', refuseForMs: 200 });
  service().putMapItem('board', 'stays', { value: 1 });
  service().putMapItem('board', 'comes', { value: 0 });
  service().removeMapItem('board', 'goes');
  service().putMapItem('board', 'stays', { value: 2 });

  await eventually(() => {
    expect(events.slice(2)).toEqual([
      ['updated', 'stays', { value: 1 }, false],
      ['added', 'comes', { value: 0 }, false],
      ['removed', 'goes', { value: 0 }, false],
      ['updated', 'stays', { value: 2 }, false],
    ]);
  });
});

test('[SY9] getItems pages in either order, from a key, forwards and backwards', async () => {
  const keys = Array.from({ length: 60 }, (_, index) => `key${String(index).padStart(3, '0')}`);
  for (const key of keys) service().putMapItem('board', key, { key });
  const map = await (await host.connect('alice')).map('board');
  const keysOf = (page: { items: readonly { key: string }[] }) => page.items.map(({ key }) => key);

  const first = await map.getItems({ pageSize: 25 });
  expect(keysOf(first)).toEqual(keys.slice(0, 25));
  const second = await first.nextPage();
  expect(keysOf(second)).toEqual(keys.slice(25, 50));
  const third = await second.nextPage();
  expect(keysOf(third)).toEqual(keys.slice(50));
  expect(third.hasNextPage).toBe(false);
  expect(keysOf(await third.prevPage())).toEqual(keys.slice(25, 50));

  const descending = await map.getItems({ order: 'desc', from: 'key010', pageSize: 10 });
  expect(keysOf(descending)).toEqual(keys.slice(1, 11).reverse());
  expect((await map.get('key042')).data).toEqual({ key: 'key042' });
  await expect(map.get('nobody')).rejects.toMatchObject({ status: 404, code: 54201 });
});

test('[SY6] an item whose time to live is over vanishes with an event; writing data keeps the time', async () => {
  const [first, second] = await openMapTwice('board');
  const events = recordMap(second);
  await first.set('short', { value: 1 }, { ttl: 1 });
  await first.set('short', { value: 2 });

  await eventually(() => {
    expect(events).toEqual([
      ['added', 'short', { value: 1 }, false],
      ['updated', 'short', { value: 2 }, false],
      ['removed', 'short', { value: 2 }, false],
    ]);
  });
  expect(storedMap('board').items.size).toBe(0);
});

test('[SY10] a List gives no index away twice and pages by index', async () => {
  const first: SyncList = await (await host.connect('alice')).list('log');
  const second = await (await host.connect('bob')).list('log');
  await watched(storedList('log'), 2);
  const events: unknown[] = [];
  second.on('itemAdded', ({ item }: { item: { index: number } }) => events.push(['added', item.index]));
  second.on('itemUpdated', ({ item }: { item: { index: number } }) => events.push(['updated', item.index]));
  second.on('itemRemoved', ({ index }: { index: number }) => events.push(['removed', index]));

  for (let value = 0; value < 12; value += 1) await first.push({ value });
  await first.mutate(3, () => ({ value: 'three' }));
  await first.remove(11);
  const { index } = await first.push({ value: 12 });

  expect(index).toBe(12);
  await eventually(() => {
    expect(events.slice(11)).toEqual([
      ['added', 11],
      ['updated', 3],
      ['removed', 11],
      ['added', 12],
    ]);
  });
  const page = await second.getItems({ from: 2, pageSize: 10 });
  expect(page.items.map((item) => item.index)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 12]);
  expect((await second.get(3)).data).toEqual({ value: 'three' });
  await expect(second.get(99)).rejects.toMatchObject({ code: 54151 });
});

test('[SY11] a Stream message holds 4 KiB and reaches whoever listens', async () => {
  const first = await (await host.connect('alice')).stream('news');
  const second = await (await host.connect('bob')).stream('news');
  const [object] = service().store.list('stream');
  await watched(object!, 2);
  const received: unknown[] = [];
  second.on('messagePublished', ({ message }: { message: { data: unknown } }) => received.push(message.data));

  await first.publishMessage({ text: 'hi' });
  await expect(first.publishMessage({ text: 'x'.repeat(4096) })).rejects.toMatchObject({ status: 413, code: 54006 });

  await eventually(() => {
    expect(received).toEqual([{ text: 'hi' }]);
  });
});

test('[SY12] a live query follows items that come to match, change and cease to match', async () => {
  const { liveQueries } = service();
  liveQueries.upsert('tr-worker', 'WK1', { friendly_name: 'alice', activity_name: 'Available' });
  const client = await host.connect('sam');
  const query = await client.liveQuery('tr-worker', 'data.activity_name == "Available"');
  expect(query.getItems()).toEqual({ WK1: { friendly_name: 'alice', activity_name: 'Available' } });
  const events: unknown[] = [];
  query.on('itemUpdated', ({ key, value }: { key: string; value: unknown }) => events.push(['updated', key, value]));
  query.on('itemRemoved', ({ key }: { key: string }) => events.push(['removed', key]));
  await eventually(() => {
    liveQueries.upsert('tr-worker', 'WK2', { friendly_name: 'bob', activity_name: 'Available' });
    expect(events).not.toEqual([]);
  });

  liveQueries.upsert('tr-worker', 'WK1', { friendly_name: 'alice', activity_name: 'Break' });
  liveQueries.remove('tr-worker', 'WK2');

  await eventually(() => {
    expect(events.slice(-2)).toEqual([
      ['removed', 'WK1'],
      ['removed', 'WK2'],
    ]);
  });
  await expect(client.liveQuery('tr-worker', 'data.activity_name ==')).rejects.toMatchObject({ code: 54507 });
});
