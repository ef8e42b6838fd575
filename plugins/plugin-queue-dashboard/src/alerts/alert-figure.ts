import { serviceLevel, type AlertMetric, type QueueState, type QueueIndexItem } from '@flex-sync-suite/shared/contract';
import { longestWaitMs } from '../model/assess-queue';

/**
 * What the figure of an alert is now, in seconds, tasks, agents or percent; null where the queue has none.
 *
 * @param nowMs the backend's clock, in milliseconds since the epoch
 */
export function figureNow(
  metric: AlertMetric,
  item: QueueIndexItem,
  document: QueueState,
  nowMs: number,
): number | null {
  const { now, last30Minutes: window } = document;
  switch (metric) {
    case 'longest-wait':
      return (longestWaitMs(document, nowMs) ?? 0) / 1_000;
    case 'waiting':
      return now.queued + now.ringing;
    case 'service-level':
      return percent(serviceLevel(window, item.serviceLevel));
    case 'abandoned-share':
      return percent(window.offered === 0 ? null : (window.abandoned - window.shortAbandoned) / window.offered);
    case 'free-agents':
      return now.queued === 0 ? null : now.free;
  }
}

const percent = (share: number | null): number | null => (share === null ? null : share * 100);
