import type { QueueAgents } from '@flex-sync-suite/shared/contract';
import type { QueueQuestions } from '../queue-questions';
import { useAnswerOfQueues } from './use-answer-of-queues';
import type { BoardQueue, BoardQueues } from '../use-board-queues';

const NO_QUEUES: readonly BoardQueue[] = [];

/**
 * The agents of queues, each counted once, while the component is there; asked anew when one of the queues changes. Null until
 * they are known, and when they cannot be asked for. Of more queues than a page can follow the question is 180 kB long, and
 * one of them changes all the time: they are asked for every ten seconds, as the figures of these queues are.
 *
 * @param isAsked false where somebody else tells them
 */
export const useQueueAgents = (
  { agentsOf }: QueueQuestions,
  { queues, wanted, isPartlyLive }: Pick<BoardQueues, 'queues' | 'wanted' | 'isPartlyLive'>,
  isAsked: boolean,
): QueueAgents | null =>
  useAnswerOfQueues(
    agentsOf,
    { queues: isAsked ? queues : NO_QUEUES, wanted },
    { version: isPartlyLive ? null : queues },
  );
