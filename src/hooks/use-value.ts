import { useCallback, type Dispatch, type SetStateAction } from 'react';
import { useSyncExternalStore } from 'use-sync-external-store/shim';
import type { Source, ValueStore } from '../observable';

/** Reads a source, and renders again when it changes. */
export const useValue = <T>({ subscribe, getSnapshot }: Source<T>): T =>
  useSyncExternalStore(subscribe, getSnapshot, getSnapshot);

/** As React's `useState`, with a value that outlives the component. */
export function useValueState<T>(store: ValueStore<T>): readonly [T, Dispatch<SetStateAction<T>>] {
  const set = useCallback(
    (next: SetStateAction<T>) => {
      store.set(next instanceof Function ? next(store.getSnapshot()) : next);
    },
    [store],
  );
  return [useValue(store), set];
}
