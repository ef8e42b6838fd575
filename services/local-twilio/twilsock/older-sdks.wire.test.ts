import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { account } from '../account';
import { EMULATOR_CALLER } from '../sync/model';
import { eventually, startSyncHost, watched, type SyncHost } from '../testing/sync-host';

/** The part of the SDK's interface that never changed since version 2. */
interface OlderClient {
  readonly connectionState: string;
  document(id: string): Promise<OlderDocument>;
  map(id: string): Promise<OlderMap>;
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
beforeEach(async () => {
  host = await startSyncHost();
  service().settings.aclEnabled = false;
});
afterEach(() => host.close());

const service = () => host.services.service(account.syncServiceSid);

async function connect(owner: string, identity: string): Promise<OlderClient> {
  const folder = join(dirname(require.resolve(`${owner}/package.json`)), 'node_modules/twilio-sync');
  const sdk = require(folder) as OlderSdk; // eslint-disable-line @typescript-eslint/no-require-imports -- a nested copy
  const client = new sdk.SyncClient(host.token(identity), {
    logLevel: 'silent',
    Twilsock: { uri: host.twilsockUrl },
    retryPolicy: { min: 20, max: 100, randomness: 0.2 },
  });
  await eventually(() => {
    expect(client.connectionState).toBe('connected');
  });
  return client;
}

describe.each(OLDER)('twilio-sync %s', (version, owner) => {
  test('[TW11] the nested copy is the version that this test is about', () => {
    const folder = join(dirname(require.resolve(`${owner}/package.json`)), 'node_modules/twilio-sync');
    expect(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).toMatchObject({ version });
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
    await client.shutdown();
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
    await client.shutdown();
  });
});
