import type { QueueWeekBefore } from '@flex-sync-suite/shared/contract';
import { useBoardPorts } from './board-ports';
import { useAnswerOfQueues } from './use-answer-of-queues';
import type { BoardQueue } from './use-board-queues';

/** The past hardly changes, and its windows move on with the minute. */
const PAUSE_MS = 30_000;

/** What queues together had counted a week before; null until it is known, and when it cannot be asked for. */
export const useWeekBefore = (queues: readonly Pick<BoardQueue, 'sid'>[]): QueueWeekBefore | null =>
  useAnswerOfQueues(useBoardPorts().questions.weekBeforeOf, queues, PAUSE_MS);
