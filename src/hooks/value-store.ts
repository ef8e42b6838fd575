import { useSyncExternalStore } from 'use-sync-external-store/shim';

/** A value that several places of Flex follow, each with a React root or subtree of its own. */
export interface ValueStore<T> {
  readonly get: () => T;
  /** Tells the subscribers unless it is the same value. */
  readonly set: (value: T) => void;
  /** @returns stops it */
  readonly subscribe: (listener: () => void) => () => void;
}

export function createValueStore<T>(initial: T): ValueStore<T> {
  const listeners = new Set<() => void>();
  let value = initial;
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

export const useValue = <T>(store: Pick<ValueStore<T>, 'get' | 'subscribe'>): T =>
  useSyncExternalStore(store.subscribe, store.get, store.get);
