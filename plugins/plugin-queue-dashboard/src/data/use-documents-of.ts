import type { SyncDocumentRef } from '@flex-sync-suite/shared/contract';
import { type SyncResult, useSyncDocuments } from '@flex-sync-suite/shared/hooks';
import { useMemo } from 'react';

/** Four times a second is what an eye needs; a burst of events costs one sort. */
export const COMMIT_INTERVAL_MS = 250;

/**
 * Follows Documents, and tells them by what they are of.
 *
 * @param keys the same array until others are wanted
 * @param refOf the same function always
 */
export function useDocumentsOf<Key extends string, Data>(
  keys: readonly Key[],
  refOf: (key: Key) => SyncDocumentRef<Data>,
): ReadonlyMap<Key, SyncResult<Data>> {
  const refs = useMemo(() => keys.map(refOf), [keys, refOf]);
  const results = useSyncDocuments(refs, { commitIntervalMs: COMMIT_INTERVAL_MS });
  return useMemo(
    () =>
      new Map(
        keys.flatMap((key, index) => {
          const result = results.get(refs[index]?.uniqueName ?? '');
          return result === undefined ? [] : [[key, result] as const];
        }),
      ),
    [keys, refs, results],
  );
}
