import {
  backendHeartbeatDocument,
  cannedFavoritesMap,
  cannedResponsesList,
  type SyncListSid,
  type WorkerSid,
} from '@flex-sync-suite/shared/contract';
import { SyncProvider } from '@flex-sync-suite/shared/hooks';
import { act, render } from '@testing-library/react';
import React from 'react';
import { createFakeSyncStore, type FakeSyncStore } from '../../../../src/testing';
import { NO_FILTER } from '../model/filter-responses';
import { responseItem } from '../testing/response-fixtures';
import { createOwnUse } from './own-use';
import { scopeOfResponse, useLibrary, type Library } from './library-store';
import type { LinkedList, WorkerLink } from './worker-link';

const WORKER = `WK${'a'.repeat(32)}` as WorkerSid;
const sid = (digit: string): SyncListSid => `ES${digit.repeat(32)}` as SyncListSid;
const shared = (digit: string): LinkedList => ({ sid: sid(digit), scope: 'shared' });

let fake: FakeSyncStore;
let lists: readonly LinkedList[];
let listeners: Set<() => void>;
let library: Library;

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
  jest.useFakeTimers();
  fake = createFakeSyncStore();
  listeners = new Set();
  lists = [];
  hasSharedChange = false;
});
afterEach(async () => {
  await fake.store.shutdown();
  jest.useRealTimers();
});

const pass = (ms = 300): Promise<void> =>
  act(async () => {
    await jest.advanceTimersByTimeAsync(ms);
  });

async function show(): Promise<void> {
  const ownUse = createOwnUse({ client: { request: () => Promise.reject(new Error('not here')) } });
  function Probe(): null {
    library = useLibrary({ link, ownUse, workerSid: WORKER, locale: 'en' });
    return null;
  }
  for (const scope of ['shared', 'personal'] as const) {
    const at = new Date().toISOString();
    fake.setDocument({ ...backendHeartbeatDocument, scope }, { schema: 1, v: 1, asOf: null, at });
  }
  render(
    <SyncProvider store={fake.store}>
      <Probe />
    </SyncProvider>,
  );
  await pass();
}

const titles = (): string[] =>
  library.index.search({ query: '', filter: NO_FILTER, own: library.own }).map(({ item }) => item.title);
const list = (digit: string) => cannedResponsesList(sid(digit), 'shared');

describe('useLibrary', () => {
  it('says that no List is linked', async () => {
    await show();
    expect(library.state).toEqual({ kind: 'no-lists' });
    expect(fake.service.opens).not.toContain(sid('1'));
  });

  it('opens the Lists that the attributes name, and follows them live', async () => {
    lists = [shared('1'), shared('2')];
    const item = responseItem({ title: 'A' });
    const index = fake.addListItem(list('1'), item);
    fake.addListItem(list('2'), responseItem({ title: 'B' }));
    await show();
    expect(library).toMatchObject({ state: { kind: 'ready' }, isComplete: true, problems: [] });
    expect(titles()).toEqual(['A', 'B']);
    act(() => {
      fake.setListItem(list('1'), index, { ...item, title: 'C', revision: 2, v: 2 });
    });
    await pass();
    expect(titles()).toEqual(['B', 'C']);
    act(() => {
      fake.removeListItem(list('1'), index);
    });
    await pass();
    expect(titles()).toEqual(['B']);
  });

  it('sees another List when the attributes name another, and asks for a token that may read it', async () => {
    lists = [shared('1')];
    fake.addListItem(list('1'), responseItem({ title: 'A' }));
    fake.addListItem(list('2'), responseItem({ title: 'B' }));
    await show();
    const asked = fake.tokenRequests.length;
    act(() => {
      lists = [shared('2')];
      hasSharedChange = true;
      for (const listener of listeners) listener();
    });
    await pass();
    expect(titles()).toEqual(['B']);
    expect(fake.tokenRequests.slice(asked)).toEqual(['shared']);
  });

  it('asks for a token that may read Lists which were linked before it was shown', async () => {
    lists = [shared('1')];
    fake.addListItem(list('1'), responseItem({ title: 'A' }));
    // Another plugin has had the scope open since before the Lists were linked.
    fake.setDocument(backendHeartbeatDocument, { schema: 1, v: 1, asOf: null, at: new Date().toISOString() });
    const stop = fake.store.document(backendHeartbeatDocument).subscribe(() => undefined);
    await pass();
    const asked = fake.tokenRequests.length;
    hasSharedChange = true;
    await show();
    expect(fake.tokenRequests.slice(asked)).toContain('shared');
    expect(titles()).toEqual(['A']);
    stop();
  });

  it('keeps what can be read when one List is forbidden', async () => {
    lists = [shared('1'), shared('2')];
    fake.addListItem(list('1'), responseItem({ title: 'A' }));
    fake.addListItem(list('2'), responseItem({ title: 'B' }));
    fake.forbid(list('2'));
    await show();
    expect(library.state).toEqual({ kind: 'ready' });
    expect(library.problems).toEqual([{ listSid: sid('2'), code: 'forbidden' }]);
    expect(titles()).toEqual(['A']);
  });

  it('is forbidden when every List is', async () => {
    lists = [shared('1')];
    fake.createList(list('1'));
    fake.forbid(list('1'));
    await show();
    expect(library.state).toEqual({ kind: 'forbidden' });
  });

  it('puts favourites first', async () => {
    lists = [shared('1')];
    const b = responseItem({ title: 'B' });
    fake.addListItem(list('1'), responseItem({ title: 'A' }));
    fake.addListItem(list('1'), b);
    const favorite = { schema: 1, v: 1, asOf: b.asOf, isFavorite: true, lastUsedAt: null, uses: 0 };
    fake.setItem(cannedFavoritesMap(WORKER), b.id, favorite);
    await show();
    expect(titles()).toEqual(['B', 'A']);
  });

  it('stays the same object while nothing but the time changes', async () => {
    lists = [shared('1')];
    fake.addListItem(list('1'), responseItem());
    await show();
    const before = library;
    await pass(3000);
    expect(library).toBe(before);
  });
});

describe('the scope of a response', () => {
  it('is personal for the library of a worker', () => {
    expect(scopeOfResponse(`${WORKER}.000000000001`)).toBe('personal');
    expect(scopeOfResponse('globalglobal.000000000001')).toBe('shared');
  });
});
