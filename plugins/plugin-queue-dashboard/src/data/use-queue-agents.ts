import type { QueueAgents, TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { useMemo } from 'react';
import { createAnswerWatch } from './answer-watch';
import type { QueueQuestions } from './queue-questions';
import type { BoardQueues } from './use-board-queues';
import { useAnswer } from './use-answer';

/**
 * The agents of queues, each counted once, while the component is there; asked anew when one of the queues changes. Null until
 * they are known, and when they cannot be asked for. Of more queues than a page can follow the question is 180 kB long, and
 * one of them changes all the time: they are asked for every ten seconds, as the figures of these queues are.
 */
export function useQueueAgents(
  { agentsOf }: QueueQuestions,
  { queues, isPartlyLive }: Pick<BoardQueues, 'queues' | 'isPartlyLive'>,
): QueueAgents | null {
  const key = useMemo(() => [...queues.map(({ sid }) => sid)].sort().join(' '), [queues]);
  const watch = useMemo(() => {
    const sids = key === '' ? [] : (key.split(' ') as TaskQueueSid[]);
    return createAnswerWatch((signal) => agentsOf(sids, signal));
  }, [agentsOf, key]);
  const { answer, failure } = useAnswer(watch, isPartlyLive ? null : queues);
  return failure === null ? answer : null;
}
