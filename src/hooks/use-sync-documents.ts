import { useMemo } from 'react';
import { useSyncExternalStoreWithSelector } from 'use-sync-external-store/shim/with-selector';
import type { SyncDocumentRef } from '../contract';
import { combined, throttled, type SyncResult } from '../sync';
import { refKey } from './ref-key';
import { useSyncStore } from './sync-provider';
import type { SyncReadOptions } from './use-sync-source';

/** The state of each of several Documents, by unique name. */
export type SyncResults<T> = ReadonlyMap<string, SyncResult<T>>;

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
  { select, isEqual = Object.is, commitIntervalMs = 0 }: SyncReadOptions<SyncResults<T>, S> = {},
): S {
  const store = useSyncStore();
  const key = refs.map(refKey).join('\n');
  const source = useMemo(
    () => throttled(combined(new Map(refs.map((ref) => [ref.uniqueName, store.document(ref)]))), commitIntervalMs),
    // The list is often built inline: the source is remembered by what it stands for.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [store, key, commitIntervalMs],
  );
  return useSyncExternalStoreWithSelector(
    source.subscribe,
    source.getSnapshot,
    source.getSnapshot,
    // Without a selector S is the map itself, which the signature says by its default.
    select ?? ((results: SyncResults<T>) => results as unknown as S),
    isEqual,
  );
}
