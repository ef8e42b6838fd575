import { queueTrendDocument, type QueueTrend, type TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { useSyncDocument } from '@flex-sync-suite/shared/hooks';
import { useMemo } from 'react';
import type { QueueQuestions } from '../queue-questions';
import { SELDOM, useAnswerOfQueues, type AskedQueues } from './use-answer-of-queues';

/** The last hour of one queue: `undefined` while it is being read, null where Sync does not have it. */
export function useQueueTrend(sid: TaskQueueSid): QueueTrend | null | undefined {
  const ref = useMemo(() => queueTrendDocument(sid), [sid]);
  const trend = useSyncDocument(ref);
  return trend.data ?? (trend.status === 'error' ? null : undefined);
}

/** The last hour of several queues together; null until it is known, and when it cannot be asked for. */
export const useTrendOfQueues = ({ trendOf }: QueueQuestions, asked: AskedQueues): QueueTrend | null =>
  // A step is five minutes, and the question reads every visit of an hour.
  useAnswerOfQueues(trendOf, asked, SELDOM);
