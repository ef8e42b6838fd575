import type { Source } from '../observable';
import type { SyncStoreOptions } from '../sync';
import { createFakeSyncStore, type FakeSyncStore } from './fake-sync-store';

/** What every test of a suite works with. */
export interface FakeStoreSuite {
  /** The store of the running test. */
  readonly fake: FakeSyncStore;
  /** Starts over with other options. */
  start(options?: Partial<SyncStoreOptions>): void;
  /** Subscribes until the end of the test, and counts the notifications. */
  follow(source: Source<unknown>): { readonly count: () => number; readonly stop: () => void };
  /** Lets every promise, and every timer up to `ms` later, run. */
  pass(ms?: number): Promise<void>;
}

/** A fresh fake store and a driven clock for each test; a test that leaves anything behind fails ([R14]). */
export function fakeStoreSuite(): FakeStoreSuite {
  let fake: FakeSyncStore;
  let unsubscribes: (() => void)[];

  beforeEach(() => {
    jest.useFakeTimers();
    unsubscribes = [];
    fake = createFakeSyncStore();
  });

  afterEach(async () => {
    for (const unsubscribe of unsubscribes) unsubscribe();
    const { listeners } = fake.store.usage();
    await fake.store.shutdown();
    const { objects } = fake.store.usage();
    // React's scheduler may still have a timer of 0 ms; the timers of the store are far longer.
    await jest.advanceTimersByTimeAsync(10);
    const left = { objects, listeners, handles: fake.openHandles(), timers: jest.getTimerCount() };
    jest.useRealTimers();
    expect(left).toEqual({ objects: 0, listeners: 0, handles: 0, timers: 0 });
  });

  return {
    get fake() {
      return fake;
    },
    start(options) {
      fake = createFakeSyncStore(options);
    },
    follow(source) {
      let notifications = 0;
      const stop = source.subscribe(() => {
        notifications += 1;
      });
      unsubscribes.push(stop);
      return { count: () => notifications, stop };
    },
    async pass(ms = 0) {
      await jest.advanceTimersByTimeAsync(ms);
    },
  };
}
