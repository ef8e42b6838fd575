import { useMemo } from 'react';
import { useSyncExternalStoreWithSelector } from 'use-sync-external-store/shim/with-selector';
import { combined, throttled, type Source } from '../observable';
import type { SyncOpenOptions, SyncReadRef, SyncResult, SyncStore } from '../sync';
import { refKey } from './ref-key';
import { useSyncStore } from './sync-provider';
import type { SyncReadOptions } from './use-sync-source';

/** The state of each of several objects, by what its definition names it: its unique name, or its SID. */
export type SyncResults<D> = ReadonlyMap<string, SyncResult<D>>;

/** Follows several objects of one kind at once. `read` must be the same function at every call. */
export function useSyncSources<R extends SyncReadRef, D, S>(
  refs: readonly R[],
  read: (store: SyncStore, ref: R, how: SyncOpenOptions) => Source<SyncResult<D>>,
  { select, isEqual = Object.is, commitIntervalMs = 0, isBackground = false }: SyncReadOptions<SyncResults<D>, S>,
): S {
  const store = useSyncStore();
  const key = refs.map(refKey).join('\n');
  const source = useMemo(
    () =>
      throttled(
        combined(new Map(refs.map((ref) => [ref.uniqueName, read(store, ref, { isBackground })]))),
        commitIntervalMs,
      ),
    // The list is often built inline: the source is remembered by what it stands for.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [store, read, key, commitIntervalMs, isBackground],
  );
  return useSyncExternalStoreWithSelector(
    source.subscribe,
    source.getSnapshot,
    source.getSnapshot,
    // Without a selector S is the map itself, which the signatures of the hooks say by their default.
    select ?? ((results: SyncResults<D>) => results as unknown as S),
    isEqual,
  );
}
