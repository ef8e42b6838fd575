import { queueTrendDocument, type QueueTrend, type TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { useSyncDocument, useSource } from '@flex-sync-suite/shared/hooks';
import { useMemo } from 'react';
import { createAnswerWatch } from './answer-watch';
import type { QueueQuestions } from './queue-questions';
import type { BoardQueue } from './use-board-queues';

/** The last hour of one queue: `undefined` while it is being read, null where Sync does not have it. */
export function useQueueTrend(sid: TaskQueueSid): QueueTrend | null | undefined {
  const ref = useMemo(() => queueTrendDocument(sid), [sid]);
  const trend = useSyncDocument(ref);
  return trend.data ?? (trend.status === 'error' ? null : undefined);
}

/** A step is five minutes, and the question reads every visit of an hour. */
const TREND_PAUSE_MS = 30_000;

/** The last hour of several queues together; null until it is known, and when it cannot be asked for. */
export function useTrendOfQueues({ trendOf }: QueueQuestions, queues: readonly BoardQueue[]): QueueTrend | null {
  const key = useMemo(() => [...queues.map(({ sid }) => sid)].sort().join(' '), [queues]);
  const watch = useMemo(() => {
    const sids = key === '' ? [] : (key.split(' ') as TaskQueueSid[]);
    return createAnswerWatch((signal) => trendOf(sids, signal), { longestPauseMs: TREND_PAUSE_MS });
  }, [trendOf, key]);
  const { answer, failure } = useSource(watch);
  return failure === null ? answer : null;
}
