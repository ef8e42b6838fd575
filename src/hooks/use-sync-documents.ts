import type { SyncDocumentRef } from '../contract';
import type { Source } from '../observable';
import type { SyncOpenOptions, SyncResult, SyncStore } from '../sync';
import type { SyncReadOptions } from './use-sync-source';
import { useSyncSources, type SyncResults } from './use-sync-sources';

/**
 * Follows several Sync Documents at once, for what needs all of them: an order, a total. Each has its own state; those
 * that did not change keep their identity, and many changes in one tick are one render. A component that shows one
 * Document reads it with `useSyncDocument`, so that only it renders.
 *
 * @example
 * const order = useSyncDocuments(sids.map(queueDocument), { select: sortedSids, isEqual: sameOrder, commitIntervalMs: 250 });
 */
export function useSyncDocuments<T, S = SyncResults<T>>(
  refs: readonly SyncDocumentRef<T>[],
  options: SyncReadOptions<SyncResults<T>, S> = {},
): S {
  return useSyncSources(refs, readDocument, options);
}

const readDocument = <T>(store: SyncStore, ref: SyncDocumentRef<T>, how: SyncOpenOptions): Source<SyncResult<T>> =>
  store.document(ref, how);
