import { queueIndexMap } from '@flex-sync-suite/shared/contract';
import { useSyncMap } from '@flex-sync-suite/shared/hooks';
import { useMemo } from 'react';
import type { Formatters } from '../model/formatters';

/** SIDs of all queues with their names, in the order of the names. */
export type QueueNames = readonly (readonly [sid: string, name: string])[];

/** Of the list that the board follows; nothing while it is not known. */
export function useQueueNames({ collator }: Formatters): QueueNames {
  const { data } = useSyncMap(queueIndexMap);
  return useMemo(
    () =>
      [...(data ?? [])].map(([sid, { name }]) => [sid, name] as const).sort(([, a], [, b]) => collator.compare(a, b)),
    [data, collator],
  );
}
