import type { SyncListRef } from '../contract';
import type { SyncDisabled, SyncListEntry, SyncResult } from '../sync';
import { readList } from './read-list';
import { useSyncSource, type SyncReadOptions } from './use-sync-source';

/**
 * Follows a Sync List: its items by ascending index, complete from the first `ready` on. Entries that did not change
 * keep their identity, and an index is never given twice, so it is a key for React. Items that fail the schema are left
 * out and named in `issues`. States as in `useSyncDocument`.
 *
 * @example
 * const titles = useSyncList(syncListAt(sid, Item), { select: (entries) => entries.map(({ value }) => value.title) });
 */
export function useSyncList<T, S = readonly SyncListEntry<T>[]>(
  ref: SyncListRef<T>,
  options?: SyncReadOptions<readonly SyncListEntry<T>[], S>,
): SyncResult<S>;
export function useSyncList<T, S = readonly SyncListEntry<T>[]>(
  ref: SyncListRef<T> | null,
  options?: SyncReadOptions<readonly SyncListEntry<T>[], S>,
): SyncResult<S> | SyncDisabled;
export function useSyncList<T, S = readonly SyncListEntry<T>[]>(
  ref: SyncListRef<T> | null,
  options: SyncReadOptions<readonly SyncListEntry<T>[], S> = {},
): SyncResult<S> | SyncDisabled {
  return useSyncSource(ref, readList, options);
}
