import type { SyncListRef } from '../contract';
import type { SyncListEntry, SyncOpenOptions, SyncResult, SyncSource, SyncStore } from '../sync';

/** One function for every call, as the hooks need it. */
export const readList = <T>(
  store: SyncStore,
  ref: SyncListRef<T>,
  how: SyncOpenOptions,
): SyncSource<SyncResult<readonly SyncListEntry<T>[]>> => store.list(ref, how);
