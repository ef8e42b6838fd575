import type { QueueWeekBefore } from '@flex-sync-suite/shared/contract';
import { useBoardPorts } from '../board-ports';
import { SELDOM, useAnswerOfQueues, type AskedQueues } from './use-answer-of-queues';

/** What queues together had counted a week before; null until it is known, and when it cannot be asked for. */
export const useWeekBefore = (asked: AskedQueues): QueueWeekBefore | null =>
  // The past hardly changes, and its windows move on with the minute.
  useAnswerOfQueues(useBoardPorts().questions.weekBeforeOf, asked, SELDOM);
