import { act } from '@testing-library/react';
import { createFakeSyncStore, type FakeSyncStore } from './fake-sync-store';

/** What the tests of one view share. */
export interface ViewSuite {
  /**
   * Gives every test of the file a driven clock, and fails a test after which something still follows a store. Call it
   * at the top of a test file.
   */
  readonly setUp: () => void;
  /** A Sync service that exists only in the test. */
  readonly startStore: () => FakeSyncStore;
  /** Ends the stores that were started. @throws Error when something still follows one: unmount the view first */
  readonly stopStores: () => Promise<void>;
}

/**
 * A driven clock, and stores that must be left by the end of a test.
 * @param now what the clock shows when a test begins, in milliseconds
 */
export function createViewSuite(now: number): ViewSuite {
  const running = new Set<FakeSyncStore>();

  async function stopStores(): Promise<void> {
    const stores = [...running].map(({ store }) => store);
    running.clear();
    await Promise.all(stores.map((store) => store.shutdown()));
    const listeners = stores.reduce((total, store) => total + store.usage().listeners, 0);
    if (listeners > 0) throw new Error(`${String(listeners)} listeners are left in the store`);
  }

  return {
    setUp() {
      // Once a file: the page's one ticker outlives a test and keeps the clock that it began with.
      beforeAll(() => {
        jest.useFakeTimers();
      });
      beforeEach(() => {
        jest.setSystemTime(now);
      });
      afterEach(async () => {
        try {
          await stopStores();
        } finally {
          jest.clearAllTimers();
        }
      });
    },
    startStore() {
      const fake = createFakeSyncStore();
      running.add(fake);
      return fake;
    },
    stopStores,
  };
}

/** Lets time pass, with everything that was due in it. */
export async function passTime(ms: number): Promise<void> {
  await act(async () => {
    await jest.advanceTimersByTimeAsync(ms);
  });
}
