import type { QueueDetail, TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { useMemo } from 'react';
import { createAnswerWatch, type WatchedAnswer } from './answer-watch';
import type { QueueQuestions } from '../queue-questions';
import { useAnswer } from './use-answer';

/**
 * Follows the detail of a queue while the component is there.
 *
 * @param version the queue as it is known: another one has the detail asked anew
 */
export function useQueueDetail(
  { detailOf }: QueueQuestions,
  sid: TaskQueueSid,
  version: unknown,
): WatchedAnswer<QueueDetail> & { readonly onRetry: () => void } {
  const watch = useMemo(() => createAnswerWatch((signal) => detailOf(sid, signal)), [detailOf, sid]);
  return { ...useAnswer(watch, version), onRetry: watch.again };
}
