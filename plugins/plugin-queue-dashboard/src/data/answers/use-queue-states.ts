import type { QueueState, TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { useMemo } from 'react';
import { createAnswerWatch, RESTING } from './answer-watch';
import type { QueueQuestions } from '../queue-questions';
import { useAnswer } from './use-answer';

/** The figures of all queues as the backend told them last. */
export interface KnownStates {
  readonly stateOf: (sid: TaskQueueSid) => QueueState | undefined;
  /** Since when they cannot be asked for, by the browser's clock; null while they can. */
  readonly failedSince: number | null;
}

/** Asks for the figures of all queues while `isAsked`, every ten seconds; knows none otherwise. */
export function useQueueStates({ statesOf }: QueueQuestions, isAsked: boolean): KnownStates {
  const watch = useMemo(() => (isAsked ? createAnswerWatch(statesOf) : RESTING), [statesOf, isAsked]);
  const { answer, answeredAt, failure } = useAnswer(watch, null);
  return useMemo(() => {
    const states = new Map(answer?.queues.map(({ taskQueueSid, state }) => [taskQueueSid, state]));
    // Without an answer there is nothing that is old.
    return { stateOf: (sid) => states.get(sid), failedSince: failure === null ? null : (answeredAt ?? 0) };
  }, [answer, answeredAt, failure]);
}
