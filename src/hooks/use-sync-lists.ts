import type { SyncListRef } from '../contract';
import type { SyncListEntry } from '../sync';
import { readList } from './read-list';
import type { SyncReadOptions } from './use-sync-source';
import { useSyncSources, type SyncResults } from './use-sync-sources';

/**
 * Follows several Sync Lists at once, such as the parts of one library, each with its own state: one List that is
 * forbidden or missing leaves the others as they are. Those that did not change keep their identity, and many changes in
 * one tick are one render.
 *
 * @example
 * const parts = useSyncLists(sids.map((sid) => syncListAt(sid, Item)), { commitIntervalMs: 250 });
 */
export function useSyncLists<T, S = SyncResults<readonly SyncListEntry<T>[]>>(
  refs: readonly SyncListRef<T>[],
  options: SyncReadOptions<SyncResults<readonly SyncListEntry<T>[]>, S> = {},
): S {
  return useSyncSources(refs, readList, options);
}
