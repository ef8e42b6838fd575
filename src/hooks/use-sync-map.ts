import type { SyncMapRef } from '../contract';
import type { Source } from '../observable';
import type { SyncDisabled, SyncOpenOptions, SyncResult, SyncStore } from '../sync';
import { useSyncSource, type SyncReadOptions } from './use-sync-source';

/**
 * Follows a Sync Map: its items by key, complete from the first `ready` on. Items that did not change keep their
 * identity; items that fail the schema are left out and named in `issues`. States as in `useSyncDocument`. The order of
 * the keys means nothing: sort in `select`.
 *
 * @example
 * const names = useSyncMap(queueIndexMap, { select: (queues) => [...queues.values()].map(({ name }) => name) });
 */
export function useSyncMap<T, S = ReadonlyMap<string, T>>(
  ref: SyncMapRef<T>,
  options?: SyncReadOptions<ReadonlyMap<string, T>, S>,
): SyncResult<S>;
export function useSyncMap<T, S = ReadonlyMap<string, T>>(
  ref: SyncMapRef<T> | null,
  options?: SyncReadOptions<ReadonlyMap<string, T>, S>,
): SyncResult<S> | SyncDisabled;
export function useSyncMap<T, S = ReadonlyMap<string, T>>(
  ref: SyncMapRef<T> | null,
  options: SyncReadOptions<ReadonlyMap<string, T>, S> = {},
): SyncResult<S> | SyncDisabled {
  return useSyncSource(ref, readMap, options);
}

/**
 * Follows one item of a Sync Map; `data` is undefined when there is no such key. Renders only when that item or the
 * state of the Map changes.
 */
export function useSyncMapItem<T>(ref: SyncMapRef<T>, key: string): SyncResult<T | undefined>;
export function useSyncMapItem<T>(ref: SyncMapRef<T> | null, key: string): SyncResult<T | undefined> | SyncDisabled;
export function useSyncMapItem<T>(ref: SyncMapRef<T> | null, key: string): SyncResult<T | undefined> | SyncDisabled {
  return useSyncMap<T, T | undefined>(ref, { select: (items) => items.get(key) });
}

const readMap = <T>(
  store: SyncStore,
  ref: SyncMapRef<T>,
  how: SyncOpenOptions,
): Source<SyncResult<ReadonlyMap<string, T>>> => store.map(ref, how);
