import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { useEffect, useMemo } from 'react';

/** Rows that only pass by are not worth a request each: what is opened stays open for half a minute. */
const REST_MS = 500;

/** Tells of which queues rows or cards are drawn, each once, when they have been the same for half a second. */
export function useRestingQueues(
  drawnSids: readonly TaskQueueSid[],
  onSeen: (sids: readonly TaskQueueSid[]) => void,
): void {
  const drawn = [...new Set(drawnSids)].join(' ');
  // The same array while the same rows are drawn.
  const sids = useMemo(() => (drawn === '' ? [] : (drawn.split(' ') as TaskQueueSid[])), [drawn]);
  useEffect(() => {
    const timer = setTimeout(onSeen, REST_MS, sids);
    return () => {
      clearTimeout(timer);
    };
  }, [sids, onSeen]);
}
