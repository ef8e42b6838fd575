import type { SyncListRef } from '../contract';
import type { Source } from '../observable';
import type { SyncListEntry, SyncOpenOptions, SyncResult, SyncStore } from '../sync';

/** One function for every call, as the hooks need it. */
export const readList = <T>(
  store: SyncStore,
  ref: SyncListRef<T>,
  how: SyncOpenOptions,
): Source<SyncResult<readonly SyncListEntry<T>[]>> => store.list(ref, how);
