import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { account } from '../base/account';
import { EMULATOR_CALLER } from '../sync/sync-model';
import { eventually, startSyncHost, watched, type SyncHost } from '../testing/sync-host';

/** The part of the SDK's interface that never changed since version 2. */
interface OlderClient {
  readonly connectionState: string;
  document(id: string): Promise<OlderDocument>;
  map(id: string): Promise<OlderMap>;
  list(id: string): Promise<OlderList>;
  shutdown(): Promise<void>;
}
interface OlderDocument {
  set(data: object): Promise<unknown>;
  on(event: 'updated', listener: (change: { readonly isLocal: boolean }) => void): void;
}
interface OlderMap {
  set(key: string, data: object): Promise<unknown>;
  getItems(options: object): Promise<OlderPage>;
  on(event: 'itemAdded' | 'itemRemoved', listener: (change: { readonly isLocal: boolean }) => void): void;
}
interface OlderList {
  getItems(options: object): Promise<{ readonly items: readonly { readonly index: number }[] }>;
  on(event: 'itemAdded', listener: (change: { readonly item: { readonly index: number } }) => void): void;
}
interface OlderPage {
  readonly items: readonly { readonly key: string }[];
  readonly hasNextPage: boolean;
  nextPage(): Promise<OlderPage>;
  prevPage(): Promise<OlderPage>;
}
type OlderSdk = Record<'SyncClient', new (token: string, options: object) => OlderClient>;

/** Copies of the SDK that Flex UI 2.17.1 and its Conversations SDK bring along. */
const OLDER = [
  ['2.0.1', '@twilio/flex-ui'],
  ['3.1.0', '@twilio/conversations'],
] as const;

let host: SyncHost;
const clients: OlderClient[] = [];
beforeEach(async () => {
  host = await startSyncHost();
  service().config.aclEnabled = false;
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.shutdown()));
  await host.close();
});

const service = () => host.services.service(account.syncServiceSid);

/** Null: the one that the project itself uses. */
function folderOf(owner: string | null): string {
  if (owner === null) return dirname(require.resolve('twilio-sync/package.json'));
  return join(dirname(require.resolve(`${owner}/package.json`)), 'node_modules/twilio-sync');
}

async function connect(owner: string | null, identity: string): Promise<OlderClient> {
  const folder = folderOf(owner);
  const sdk = require(folder) as OlderSdk; // eslint-disable-line @typescript-eslint/no-require-imports -- a nested copy
  const client = new sdk.SyncClient(host.token(identity), {
    logLevel: 'silent',
    Twilsock: { uri: host.twilsockUrl },
    retryPolicy: { min: 20, max: 100, randomness: 0.2 },
  });
  clients.push(client);
  await eventually(() => {
    expect(client.connectionState).toBe('connected');
  });
  return client;
}

describe.each(OLDER)('twilio-sync %s', (version, owner) => {
  test('[TW11] the nested copy is the version that this test is about', () => {
    expect(JSON.parse(readFileSync(join(folderOf(owner), 'package.json'), 'utf8'))).toMatchObject({ version });
  });

  test('[TW11] pages by token, forwards and backwards, in either order', async () => {
    const keys = Array.from({ length: 30 }, (_, index) => `key${String(index).padStart(3, '0')}`);
    for (const key of keys) service().putMapItem('board', key, { key });
    const client = await connect(owner, 'alice');
    const map = await client.map('board');
    const keysOf = (page: OlderPage) => page.items.map(({ key }) => key);

    const first = await map.getItems({ pageSize: 12, order: 'desc' });
    const descending = [...keys].reverse();
    expect(keysOf(first)).toEqual(descending.slice(0, 12));
    const second = await first.nextPage();
    expect(keysOf(second)).toEqual(descending.slice(12, 24));
    const third = await second.nextPage();
    expect(keysOf(third)).toEqual(descending.slice(24));
    expect(third.hasNextPage).toBe(false);
    expect(keysOf(await third.prevPage())).toEqual(descending.slice(12, 24));
  });

  test('[TW11] hears events, and catches up after a lost connection', async () => {
    const client = await connect(owner, 'alice');
    const map = await client.map('board');
    const document = await client.document('cart');
    const events: string[] = [];
    map.on('itemAdded', ({ isLocal }) => events.push(`added ${String(isLocal)}`));
    document.on('updated', ({ isLocal }) => events.push(`updated ${String(isLocal)}`));
    await watched(service().maps.get(EMULATOR_CALLER, 'board'));
    await watched(service().documents.get(EMULATOR_CALLER, 'cart'));

    await map.set('mine', {});
    await document.set({ value: 1 });
    service().putMapItem('board', 'theirs', {});
    await eventually(() => {
      expect(events).toEqual(['added true', 'updated true', 'added false']);
    });

    host.twilsock.drop({ identity: 'alice' });
    service().putMapItem('board', 'missed', {});
    service().putDocument('cart', { value: 2 });
    await eventually(() => {
      expect([...events].slice(3).sort()).toEqual(['added false', 'updated false']);
    });
  });
});

/** What a browser keeps over the reload of a page. */
function keepSession(): void {
  const kept = new Map<string, string>();
  const sessionStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  Object.defineProperty(globalThis, 'sessionStorage', { value: sessionStorage, configurable: true });
}

describe.each([['4.0.1', null] as const, ...OLDER])('after a reload of the page, twilio-sync %s', (_version, owner) => {
  beforeEach(keepSession);
  afterEach(() => Reflect.deleteProperty(globalThis, 'sessionStorage'));

  const push = (text: string) => service().lists.push(EMULATOR_CALLER, 'talk', { data: { text } });

  test('[TW7] hears of an item that came after it had read the List and before it subscribed', async () => {
    service().ensureList('talk');
    push('first');
    const before = await connect(owner, 'alice');
    await before.list('talk');
    await before.shutdown();

    const client = await connect(owner, 'alice');
    const list = await client.list('talk');
    const heard: number[] = [];
    list.on('itemAdded', ({ item }) => heard.push(item.index));
    const page = await list.getItems({});
    expect(page.items.map(({ index }) => index)).toEqual([0]);
    const stored = service().lists.get(EMULATOR_CALLER, 'talk');
    expect(stored.watchers.size).toBe(0);
    // One read of the List itself, before the reload; one of its items after it.
    expect(service().store.usage()).toMatchObject([{ uniqueName: 'talk', reads: 2 }]);
    push('between');
    await watched(stored);
    push('after');

    await eventually(() => {
      expect(heard).toEqual([1, 2]);
    });
  });
});
