import type { QueueIndexItem, QueuePolicies, TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { useMemo } from 'react';
import { createAnswerWatch, type WatchedAnswer } from './answer-watch';
import { useBoardPorts } from '../board-ports';
import { useAnswer } from './use-answer';

/** What is in force is in the queue's item: only which rule said so may change without it. */
const PAUSE_MS = 60_000;

/** Follows which rules say how a queue is judged, while the component is there; asked anew when what they come to changes. */
export function useQueuePolicies(sid: TaskQueueSid, item: QueueIndexItem): WatchedAnswer<QueuePolicies> {
  const { policiesOf } = useBoardPorts().questions;
  const watch = useMemo(
    () => createAnswerWatch((signal) => policiesOf(sid, signal), { longestPauseMs: PAUSE_MS }),
    [policiesOf, sid],
  );
  return useAnswer(watch, item);
}
