import { useCallback, type Dispatch, type SetStateAction } from 'react';
import { useSyncExternalStore } from 'use-sync-external-store/shim';

/** A value that components read with {@link useValue}. */
export interface ReadableStore<T> {
  /** The same object until something changes. */
  readonly get: () => T;
  /** @returns stops it */
  readonly subscribe: (listener: () => void) => () => void;
}

/** A value that several places of Flex follow, each with a React root or subtree of its own. */
export interface ValueStore<T> extends ReadableStore<T> {
  /** Tells the subscribers unless it is the same value. */
  readonly set: (value: T) => void;
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

export const useValue = <T>(store: ReadableStore<T>): T => useSyncExternalStore(store.subscribe, store.get, store.get);

/** As React's `useState`, with a value that outlives the component. */
export function useValueState<T>(store: ValueStore<T>): readonly [T, Dispatch<SetStateAction<T>>] {
  const set = useCallback(
    (next: SetStateAction<T>) => {
      store.set(next instanceof Function ? next(store.get()) : next);
    },
    [store],
  );
  return [useValue(store), set];
}
