import type { QueueFiguresAnswer, TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { createAnswerWatch, type AnswerWatch, type WatchedAnswer } from './answer-watch';
import type { QueueQuestions } from '../queue-questions';
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

type FiguresOf = QueueQuestions['figuresOf'];

/** All queues that a page follows are asked about no more often than this together: the backend answers one person four times a second. */
const PAUSE_OF_EACH_MS = 300;

const watchesOf = new WeakMap<FiguresOf, (sid: TaskQueueSid) => AnswerWatch<QueueFiguresAnswer>>();

/** The one watch of a queue's figures: its drawer and the rows of its channels share an answer. */
export function figuresWatch(figuresOf: FiguresOf, sid: TaskQueueSid): AnswerWatch<QueueFiguresAnswer> {
  const watchOf = watchesOf.get(figuresOf) ?? createWatches(figuresOf);
  watchesOf.set(figuresOf, watchOf);
  return watchOf(sid);
}

function createWatches(figuresOf: FiguresOf): (sid: TaskQueueSid) => AnswerWatch<QueueFiguresAnswer> {
  const watches = new Map<TaskQueueSid, AnswerWatch<QueueFiguresAnswer>>();
  const leastPauseMs = (): number =>
    PAUSE_OF_EACH_MS * [...watches.values()].filter((watch) => watch.isFollowed()).length;
  return (sid) => {
    const watch = watches.get(sid) ?? createAnswerWatch((signal) => figuresOf(sid, signal), { leastPauseMs });
    watches.set(sid, watch);
    return watch;
  };
}
