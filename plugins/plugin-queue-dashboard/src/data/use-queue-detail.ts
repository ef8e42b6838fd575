import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { useEffect, useMemo, useRef } from 'react';
import { createDetailWatch, type WatchedDetail } from './detail-watch';
import type { QueueDetails } from './queue-details';

/**
 * Follows the detail of a queue while the component is there.
 *
 * @param version of the queue's Document: another one has the detail asked anew
 */
export function useQueueDetail(
  { load }: QueueDetails,
  sid: TaskQueueSid,
  version: number | undefined,
): WatchedDetail & { readonly onRetry: () => void } {
  const watch = useMemo(() => createDetailWatch((signal) => load(sid, signal)), [load, sid]);
  const watched = useSource(watch);
  const known = useRef(version);
  useEffect(() => {
    if (known.current === version) return;
    known.current = version;
    watch.changed();
  }, [watch, version]);
  return { ...watched, onRetry: watch.again };
}
