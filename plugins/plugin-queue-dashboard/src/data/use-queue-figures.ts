import type { QueueFiguresAnswer, TaskQueueSid } from '@flex-sync-suite/shared/contract';
import type { WatchedAnswer } from './answer-watch';
import { figuresWatch } from './figures-watch';
import type { QueueQuestions } from './queue-questions';
import { useAnswer } from './use-answer';

/**
 * Follows the figures of a queue by window and channel while the component is there.
 *
 * @param version the queue as it is known: another one has them asked anew
 */
export const useQueueFigures = (
  { figuresOf }: Pick<QueueQuestions, 'figuresOf'>,
  sid: TaskQueueSid,
  version: unknown,
): WatchedAnswer<QueueFiguresAnswer> => useAnswer(figuresWatch(figuresOf, sid), version);
