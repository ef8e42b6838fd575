import {
  queueAlertsMap,
  type QueueAlertItem,
  type QueueAlertsPage,
  type TaskQueueSid,
} from '@flex-sync-suite/shared/contract';
import { useSyncMap } from '@flex-sync-suite/shared/hooks';
import { useMemo } from 'react';
import { createAnswerWatch, type WatchedAnswer } from './answer-watch';
import type { QueueQuestions } from '../queue-questions';
import { useAnswer } from './use-answer';

/** Follows the latest alerts of a queue while the component is there; asked anew when one of them changes. */
export function useQueueAlerts({ alertsOf }: QueueQuestions, sid: TaskQueueSid): WatchedAnswer<QueueAlertsPage> {
  const watch = useMemo(() => createAnswerWatch((signal) => alertsOf(sid, signal)), [alertsOf, sid]);
  const { data: version } = useSyncMap(queueAlertsMap, { select: (items) => versionOf(items, sid) });
  return useAnswer(watch, version);
}

/** Another text when an alert of the queue comes, changes or goes. */
const versionOf = (items: ReadonlyMap<string, QueueAlertItem>, sid: TaskQueueSid): string =>
  [...items]
    .flatMap(([key, { v, entry }]) =>
      entry.kind === 'alert' && entry.alert.taskQueueSid === sid ? [`${key} ${v}`] : [],
    )
    .sort()
    .join();
