import type { QueueFiguresAnswer, TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { useMemo } from 'react';
import { createAnswerWatch, type WatchedAnswer } from './answer-watch';
import type { QueueQuestions } from './queue-questions';
import { useAnswer } from './use-answer';

/**
 * Follows the figures of a queue by window and channel while the component is there.
 *
 * @param version the queue as it is known: another one has them asked anew
 */
export function useQueueFigures(
  { figuresOf }: QueueQuestions,
  sid: TaskQueueSid,
  version: unknown,
): WatchedAnswer<QueueFiguresAnswer> {
  const watch = useMemo(() => createAnswerWatch((signal) => figuresOf(sid, signal)), [figuresOf, sid]);
  return useAnswer(watch, version);
}
