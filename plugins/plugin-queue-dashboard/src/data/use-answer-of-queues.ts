import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { useMemo } from 'react';
import { createAnswerWatch } from './answer-watch';
import type { BoardQueue } from './use-board-queues';

/**
 * An answer about several queues together, asked for again and again while the component is there; null until it is known,
 * and when it cannot be asked for.
 *
 * @param ask always the same function
 */
export function useAnswerOfQueues<Answer>(
  ask: (sids: readonly TaskQueueSid[], signal: AbortSignal) => Promise<Answer>,
  queues: readonly Pick<BoardQueue, 'sid'>[],
  pauseMs: number,
): Answer | null {
  const key = useMemo(() => [...queues.map(({ sid }) => sid)].sort().join(' '), [queues]);
  const watch = useMemo(() => {
    const sids = key === '' ? [] : (key.split(' ') as TaskQueueSid[]);
    return createAnswerWatch((signal) => ask(sids, signal), { longestPauseMs: pauseMs });
  }, [ask, key, pauseMs]);
  const { answer, failure } = useSource(watch);
  return failure === null ? answer : null;
}
