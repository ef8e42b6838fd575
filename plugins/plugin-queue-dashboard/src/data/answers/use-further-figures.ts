import type { FurtherFigures, TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { useMemo } from 'react';
import { NOTHING_FURTHER, type Further } from '../../model/figures/further-figures';
import type { QueueQuestions } from '../queue-questions';
import { createAnswerWatch, RESTING } from './answer-watch';
import { useAnswer } from './use-answer';

/** Of a queue; null while it is not known. */
export type KnownFurther = (sid: TaskQueueSid) => Further | null;

/**
 * Asks for what the Documents of queues have no room for while `isAsked`, every ten seconds. Knows nothing otherwise, nor while
 * the backend does not answer: these figures stand beside others that are of now.
 */
export function useFurtherFigures({ furtherOf }: QueueQuestions, isAsked: boolean): KnownFurther {
  const watch = useMemo(() => (isAsked ? createAnswerWatch(furtherOf) : RESTING), [furtherOf, isAsked]);
  const { answer, failure } = useAnswer(watch, null);
  return useMemo(() => known(failure === null ? answer : null), [answer, failure]);
}

function known(answer: FurtherFigures | null): KnownFurther {
  if (answer === null) return () => null;
  const told = new Map(answer.queues.map(({ taskQueueSid, ...further }) => [taskQueueSid, further]));
  return (sid) => told.get(sid) ?? NOTHING_FURTHER;
}
