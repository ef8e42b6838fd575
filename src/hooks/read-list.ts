import type { SyncListRef } from '../contract';
import type { SyncListEntry, SyncOpenOptions, SyncResult, SyncStore } from '../sync';
import type { Source } from '../observable';

/** One function for every call, as the hooks need it. */
export const readList = <T>(
  store: SyncStore,
  ref: SyncListRef<T>,
  how: SyncOpenOptions,
): Source<SyncResult<readonly SyncListEntry<T>[]>> => store.list(ref, how);
