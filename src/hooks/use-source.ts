import { useCallback, type Dispatch, type SetStateAction } from 'react';
import { useSyncExternalStore } from 'use-sync-external-store/shim';
import type { Source, ValueSource } from '../observable';

/** Follows a source: renders when its value is another one. */
export const useSource = <T>(source: Source<T>): T =>
  useSyncExternalStore(source.subscribe, source.getSnapshot, source.getSnapshot);

/** As React's `useState`, with a value that outlives the component. */
export function useSourceState<T>(source: ValueSource<T>): readonly [T, Dispatch<SetStateAction<T>>] {
  const set = useCallback(
    (next: SetStateAction<T>) => {
      source.set(next instanceof Function ? next(source.getSnapshot()) : next);
    },
    [source],
  );
  return [useSource(source), set];
}
