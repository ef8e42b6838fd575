import { MAX_QUEUES_ASKED, type TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { createValueSource } from '@flex-sync-suite/shared/observable';
import { useLayoutEffect, useMemo, useState } from 'react';
import { createAnswerWatch, RESTING, type AnswerWatchOptions } from './answer-watch';
import { useAnswer } from './use-answer';

/** Which queues are asked about. */
export interface AskedQueues {
  readonly queues: readonly { readonly sid: TaskQueueSid }[];
  /**
   * Names what the queues were chosen by. Those of another choice are asked about at once; where only the list of queues grows,
   * as in a first import, what is known stands until it is asked for again.
   */
  readonly wanted: string;
}

interface AnswerOfQueuesOptions extends AnswerWatchOptions {
  /** Another one has it asked anew. Default: the list of queues. */
  readonly version?: unknown;
}

/** Of what moves on with the minute at the most: while the list of queues grows, too, it is not asked for all the time. */
export const SELDOM = { longestPauseMs: 30_000, leastPauseMs: () => 10_000 } as const;

/**
 * An answer about several queues together, asked for again and again while the component is there; null until it is known,
 * and when it cannot be asked for: of no queue, and of more than the backend answers for.
 *
 * @param ask always the same function
 */
export function useAnswerOfQueues<Answer>(
  ask: (sids: readonly TaskQueueSid[], signal: AbortSignal) => Promise<Answer>,
  { queues, wanted }: AskedQueues,
  { version, longestPauseMs, leastPauseMs }: AnswerOfQueuesOptions,
): Answer | null {
  const key = useMemo(() => [...queues.map(({ sid }) => sid)].sort().join(' '), [queues]);
  const [latest] = useState(() => createValueSource(key));
  useLayoutEffect(() => {
    latest.set(key);
  }, [latest, key]);
  const isAsked = queues.length > 0 && queues.length <= MAX_QUEUES_ASKED;
  const choice = isAsked ? wanted : null;
  const watch = useMemo(
    () =>
      choice === null
        ? RESTING
        : createAnswerWatch((signal) => ask(latest.getSnapshot().split(' ') as TaskQueueSid[], signal), {
            ...(longestPauseMs === undefined ? {} : { longestPauseMs }),
            ...(leastPauseMs === undefined ? {} : { leastPauseMs }),
          }),
    [ask, choice, latest, longestPauseMs, leastPauseMs],
  );
  const { answer, failure } = useAnswer(watch, version === undefined ? key : version);
  return failure === null ? answer : null;
}
