import type { QueueAgents, TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { useMemo } from 'react';
import { createAnswerWatch, RESTING } from './answer-watch';
import type { QueueQuestions } from './queue-questions';
import type { BoardQueues } from './use-board-queues';
import { useAnswer } from './use-answer';

/**
 * The agents of queues, each counted once, while the component is there; asked anew when one of the queues changes. Null until
 * they are known, and when they cannot be asked for. Of more queues than a page can follow the question is 180 kB long, and
 * one of them changes all the time: they are asked for every ten seconds, as the figures of these queues are.
 *
 * @param isAsked false where somebody else tells them
 */
export function useQueueAgents(
  { agentsOf }: QueueQuestions,
  { queues, isPartlyLive }: Pick<BoardQueues, 'queues' | 'isPartlyLive'>,
  isAsked: boolean,
): QueueAgents | null {
  const key = useMemo(() => [...queues.map(({ sid }) => sid)].sort().join(' '), [queues]);
  const watch = useMemo(() => {
    if (!isAsked || key === '') return RESTING;
    const sids = key.split(' ') as TaskQueueSid[];
    return createAnswerWatch((signal) => agentsOf(sids, signal));
  }, [agentsOf, key, isAsked]);
  const { answer, failure } = useAnswer(watch, isPartlyLive ? null : queues);
  return failure === null ? answer : null;
}
