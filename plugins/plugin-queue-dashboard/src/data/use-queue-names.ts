import { queueIndexMap, type TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { useSyncMap } from '@flex-sync-suite/shared/hooks';
import { useMemo } from 'react';
import { queueSids } from './use-board-queues';

/** SIDs of all queues with their names, in the order of the names. */
export type QueueNames = readonly (readonly [sid: TaskQueueSid, name: string])[];

/** Of the list that the board follows; nothing while it is not known. */
export function useQueueNames({ collator }: { readonly collator: Intl.Collator }): QueueNames {
  const { data } = useSyncMap(queueIndexMap);
  return useMemo(
    () =>
      queueSids(data)
        .map((sid) => [sid, data?.get(sid)?.name ?? sid] as const)
        .sort(([, a], [, b]) => collator.compare(a, b)),
    [data, collator],
  );
}
