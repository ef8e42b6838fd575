import { queueGroupDocument, type QueueGroupDocument } from '@flex-sync-suite/shared/contract';
import { useSyncDocuments } from '@flex-sync-suite/shared/hooks';
import { useMemo } from 'react';
import { COMMIT_INTERVAL_MS } from './use-board-queues';

/**
 * Follows the Documents of groups that are kept. A group whose Document is not there, cannot be read, or may no longer be
 * read, is not among the results: its queues are added in the browser then.
 * @param ids the same array until others are wanted
 */
export function useGroupDocuments(ids: readonly string[]): ReadonlyMap<string, QueueGroupDocument> {
  const refs = useMemo(() => ids.map(queueGroupDocument), [ids]);
  const results = useSyncDocuments(refs, { commitIntervalMs: COMMIT_INTERVAL_MS });
  return useMemo(
    () =>
      new Map(
        ids.flatMap((id, index) => {
          const ref = refs[index];
          const result = ref === undefined ? undefined : results.get(ref.uniqueName);
          return result?.status === 'ready' ? [[id, result.data] as const] : [];
        }),
      ),
    [ids, refs, results],
  );
}
