import { useCallback, type Dispatch, type SetStateAction } from 'react';
import { useSyncExternalStore } from 'use-sync-external-store/shim';
import type { ReadableStore, ValueStore } from '../observable';

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
