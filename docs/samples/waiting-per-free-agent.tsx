import { queueDocument, queueIndexMap, type QueueDocument, type TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { useSyncDocuments, useSyncMap } from '@flex-sync-suite/shared/hooks';
import React from 'react';

/** How many tasks wait for each agent who could take one; null where nobody could. */
export function waitingPerFreeAgent(queues: readonly QueueDocument[]): number | null {
  const waiting = queues.reduce((sum, { now }) => sum + now.queued + now.ringing, 0);
  const free = queues.reduce((sum, { now }) => sum + now.free, 0);
  return free === 0 ? null : waiting / free;
}

/** The figure over the queues of a group, for supervisors; nothing until all of them are there. */
export function WaitingPerFreeAgent({ group }: { readonly group: string }): React.JSX.Element | null {
  const sids = useSyncMap(queueIndexMap, {
    select: (queues) => [...queues].filter(([, { groups }]) => groups.includes(group)).map(([sid]) => sid),
    isEqual: (a, b) => a.join() === b.join(),
  });
  const figure = useSyncDocuments(
    (sids.data ?? []).map((sid) => queueDocument(sid as TaskQueueSid)),
    {
      select: (results) => {
        const queues = [...results.values()].flatMap(({ data }) => (data === undefined ? [] : [data]));
        return queues.length === 0 || queues.length < results.size ? null : waitingPerFreeAgent(queues);
      },
      commitIntervalMs: 250,
    },
  );
  return figure === null ? null : <b>{figure.toFixed(1)}</b>;
}
