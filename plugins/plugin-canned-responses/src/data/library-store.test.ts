import {
  backendHeartbeatDocument,
  cannedFavoritesMap,
  cannedResponsesList,
  type SyncListSid,
  type WorkerSid,
} from '@flex-sync-suite/shared/contract';
import { fakeStoreSuite } from '@flex-sync-suite/shared/testing';
import { NO_FILTER } from '../model/filter-responses';
import { responseItem } from '../testing/response-fixtures';
import { createLibraryStore, type AgentLibrary, type LibraryStore } from './library-store';
import { documentOf } from './load-response';
import { createOwnUse } from './own-use';
import type { LinkedList, WorkerLink } from './worker-link';

const WORKER = `WK${'a'.repeat(32)}` as WorkerSid;
const sid = (digit: string): SyncListSid => `ES${digit.repeat(32)}` as SyncListSid;
const shared = (digit: string): LinkedList => ({ sid: sid(digit), scope: 'shared' });

/** Fails a test that leaves a subscription, an open object or a timer behind. */
const suite = fakeStoreSuite();
let lists: readonly LinkedList[];
let listeners: Set<() => void>;
let store: LibraryStore;
let hasSharedChange: boolean;

const link: WorkerLink = {
  getSnapshot: () => lists,
  takeSharedChange() {
    const had = hasSharedChange;
    hasSharedChange = false;
    return had;
  },
  subscribe(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

beforeEach(() => {
  listeners = new Set();
  lists = [];
  hasSharedChange = false;
});

const library = (): AgentLibrary => store.getSnapshot();

/** Names other Lists in the worker's attributes. */
async function relink(next: readonly LinkedList[]): Promise<void> {
  lists = next;
  for (const listener of [...listeners]) listener();
  await suite.pass(300);
}

/** Follows the libraries until the end of the test, as the panel does when it is open. */
async function follow() {
  const { fake } = suite;
  const ownUse = createOwnUse({ client: { request: () => Promise.reject(new Error('not here')) } });
  for (const scope of ['shared', 'personal'] as const) {
    const at = new Date().toISOString();
    fake.setDocument({ ...backendHeartbeatDocument, scope }, { schema: 1, v: 1, asOf: null, at });
  }
  fake.createMap(cannedFavoritesMap(WORKER));
  store = createLibraryStore({ store: fake.store, link, ownUse, workerSid: WORKER, locale: 'en' });
  const followed = suite.follow(store);
  await suite.pass(300);
  return followed;
}

const titles = (): string[] =>
  library()
    .index.search({ query: '', filter: NO_FILTER, own: library().own })
    .map(({ item }) => item.title);
const list = (digit: string) => cannedResponsesList(sid(digit), 'shared');

describe('the library store', () => {
  it('opens nothing without a linked List, until somebody asks', async () => {
    const { count } = await follow();
    expect([suite.fake.opens, suite.fake.tokenRequests, count()]).toEqual([[], [], 0]);
    expect(library()).toMatchObject({ state: { kind: 'loading' }, isComplete: false });
  });

  it('says that no List is linked when somebody asks, and follows one that is linked after that', async () => {
    await follow();
    store.request();
    await suite.pass(300);
    expect(library().state).toEqual({ kind: 'no-lists' });
    expect(suite.fake.opens).not.toContain(sid('1'));
    suite.fake.addListItem(list('1'), responseItem({ title: 'A' }));
    await relink([shared('1')]);
    expect(library().state).toEqual({ kind: 'ready' });
    expect(titles()).toEqual(['A']);
  });

  it('opens the Lists that the attributes name, and follows them live', async () => {
    lists = [shared('1'), shared('2')];
    const item = responseItem({ title: 'A' });
    const index = suite.fake.addListItem(list('1'), item);
    suite.fake.addListItem(list('2'), responseItem({ title: 'B' }));
    await follow();
    expect(library()).toMatchObject({ state: { kind: 'ready' }, isComplete: true, problems: [] });
    expect(titles()).toEqual(['A', 'B']);
    suite.fake.setListItem(list('1'), index, { ...item, title: 'C', revision: 2, v: 2 });
    await suite.pass(300);
    expect(titles()).toEqual(['B', 'C']);
    suite.fake.removeListItem(list('1'), index);
    await suite.pass(300);
    expect(titles()).toEqual(['B']);
  });

  it('sees another List when the attributes name another, and asks for a token that may read it', async () => {
    lists = [shared('1')];
    suite.fake.addListItem(list('1'), responseItem({ title: 'A' }));
    suite.fake.addListItem(list('2'), responseItem({ title: 'B' }));
    await follow();
    const asked = suite.fake.tokenRequests.length;
    hasSharedChange = true;
    await relink([shared('2')]);
    expect(titles()).toEqual(['B']);
    expect(suite.fake.tokenRequests.slice(asked)).toEqual(['shared']);
  });

  it('asks for a token that may read Lists which were linked before it was shown', async () => {
    lists = [shared('1')];
    suite.fake.addListItem(list('1'), responseItem({ title: 'A' }));
    // Another plugin has had the scope open since before the Lists were linked.
    suite.fake.setDocument(backendHeartbeatDocument, { schema: 1, v: 1, asOf: null, at: new Date().toISOString() });
    const stop = suite.fake.store.document(backendHeartbeatDocument).subscribe(() => undefined);
    await suite.pass(300);
    const asked = suite.fake.tokenRequests.length;
    hasSharedChange = true;
    await follow();
    expect(suite.fake.tokenRequests.slice(asked)).toContain('shared');
    expect(titles()).toEqual(['A']);
    stop();
  });

  it('keeps what can be read when one List is forbidden', async () => {
    lists = [shared('1'), shared('2')];
    suite.fake.addListItem(list('1'), responseItem({ title: 'A' }));
    suite.fake.addListItem(list('2'), responseItem({ title: 'B' }));
    suite.fake.forbid(list('2'));
    await follow();
    expect(library().state).toEqual({ kind: 'ready' });
    expect(library().problems).toEqual([{ listSid: sid('2'), code: 'forbidden' }]);
    expect(titles()).toEqual(['A']);
  });

  it('is forbidden when every List is', async () => {
    lists = [shared('1')];
    suite.fake.createList(list('1'));
    suite.fake.forbid(list('1'));
    await follow();
    expect(library().state).toEqual({ kind: 'forbidden' });
  });

  it('puts favourites first', async () => {
    lists = [shared('1')];
    const b = responseItem({ title: 'B' });
    suite.fake.addListItem(list('1'), responseItem({ title: 'A' }));
    suite.fake.addListItem(list('1'), b);
    const favorite = { schema: 1, v: 1, asOf: b.asOf, isFavorite: true, lastUsedAt: null, uses: 0 };
    suite.fake.setItem(cannedFavoritesMap(WORKER), b.id, favorite);
    await follow();
    expect(titles()).toEqual(['B', 'A']);
  });

  it('stays the same object while nothing but the time changes', async () => {
    lists = [shared('1')];
    suite.fake.addListItem(list('1'), responseItem());
    await follow();
    const before = library();
    await suite.pass(3000);
    expect(library()).toBe(before);
  });

  it('leaves nothing behind when the last subscriber goes, and starts anew with the next', async () => {
    lists = [shared('1')];
    suite.fake.addListItem(list('1'), responseItem({ title: 'A' }));
    const { stop } = await follow();
    await relink([shared('1'), shared('2')]);
    stop();
    expect([suite.fake.store.usage().listeners, listeners.size]).toEqual([0, 0]);
    expect(library()).toMatchObject({ state: { kind: 'loading' }, isComplete: false });
    const again = suite.follow(store);
    await suite.pass(300);
    expect(titles()).toEqual(['A']);
    again.stop();
    expect([suite.fake.store.usage().listeners, listeners.size]).toEqual([0, 0]);
  });

  it('closes when the last List is unlinked, unless somebody has asked for it', async () => {
    lists = [shared('1')];
    suite.fake.addListItem(list('1'), responseItem({ title: 'A' }));
    await follow();
    await relink([]);
    expect(suite.fake.store.usage().listeners).toBe(0);
    expect(library().index.size).toBe(0);
    await relink([shared('1')]);
    store.request();
    await relink([]);
    expect(library().state).toEqual({ kind: 'no-lists' });
  });

  it('gives up an index that is half built when nobody follows it any more', async () => {
    let looks = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => (looks += 1));
    for (let count = 0; count < 3000; count += 1) suite.fake.addListItem(list('1'), responseItem());
    const { stop } = await follow();
    lists = [shared('1')];
    for (const listener of [...listeners]) listener();
    for (let ms = 0; ms < 300 && library().index.size === 0; ms += 1) await suite.pass(1);
    const { index } = library();
    expect([library().isIndexed, index.size < 3000]).toEqual([false, true]);
    stop();
    const { size } = index;
    await suite.pass(300);
    expect(index.size).toBe(size);
  });
});

describe('the Document of a response', () => {
  it('is read with the personal token when it is of a personal library, which is named by its worker', () => {
    const scopeOf = (id: string) => documentOf(responseItem({ id })).scope;
    expect(scopeOf(`${WORKER}.000000000001`)).toBe('personal');
    expect(scopeOf('globalglobal.000000000001')).toBe('shared');
  });
});
