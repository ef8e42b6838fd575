import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import type { WindowPart } from '@flex-sync-suite/shared/views';
import { useEffect, useMemo } from 'react';

/** Rows that only pass by are not worth a request each: what is opened stays open for half a minute. */
const REST_MS = 500;

/** Tells which rows are drawn when they have been the same for half a second. */
export function useRestingRows(
  parts: readonly WindowPart[],
  order: readonly TaskQueueSid[],
  onSeen: (sids: readonly TaskQueueSid[]) => void,
): void {
  const drawn = parts.flatMap((part) => (part.kind === 'row' ? (order[part.index] ?? []) : [])).join(' ');
  // The same array while the same rows are drawn.
  const sids = useMemo(() => (drawn === '' ? [] : (drawn.split(' ') as TaskQueueSid[])), [drawn]);
  useEffect(() => {
    const timer = setTimeout(onSeen, REST_MS, sids);
    return () => {
      clearTimeout(timer);
    };
  }, [sids, onSeen]);
}
