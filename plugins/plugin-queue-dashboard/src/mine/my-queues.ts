import {
  MAX_QUEUES_OF_AGENT,
  type AgentQueues,
  type QueueBrief,
  type TaskQueueSid,
} from '@flex-sync-suite/shared/contract';

/** A queue of the agent, as its row shows it. */
export interface MyQueue extends Pick<QueueBrief, 'name' | 'waiting' | 'oldestWaitingSince'> {
  readonly sid: TaskQueueSid;
}

/** The queues of an agent. */
export interface MyQueues {
  /** Those that are known, the longest wait first. */
  readonly rows: readonly MyQueue[];
  /** How many more are on their way. */
  readonly arriving: number;
  /** How many are never listed. */
  readonly beyond: number;
}

/** Who waits longest comes first; where nobody waits, by name. */
function worstFirst(queues: readonly MyQueue[], collator: Intl.Collator): readonly MyQueue[] {
  const sinceOf = ({ oldestWaitingSince }: MyQueue): number =>
    oldestWaitingSince === null ? Infinity : Date.parse(oldestWaitingSince);
  return [...queues].sort((a, b) => {
    const [since, other] = [sinceOf(a), sinceOf(b)];
    if (since !== other) return since - other;
    return b.waiting - a.waiting || collator.compare(a.name, b.name) || (a.sid < b.sid ? -1 : 1);
  });
}

/** What is shown of the agent's list, with the briefs that were read. */
export function myQueuesOf(
  list: AgentQueues | undefined,
  briefs: ReadonlyMap<TaskQueueSid, QueueBrief>,
  collator: Intl.Collator,
): MyQueues {
  if (list === undefined) return { rows: [], arriving: 0, beyond: 0 };
  const rows = list.taskQueueSids.flatMap((sid) => {
    const brief = briefs.get(sid);
    return brief === undefined ? [] : [{ sid, ...brief }];
  });
  const listed = Math.min(list.eligible, MAX_QUEUES_OF_AGENT);
  return {
    rows: worstFirst(rows, collator),
    arriving: Math.max(0, listed - rows.length),
    beyond: Math.max(0, list.eligible - MAX_QUEUES_OF_AGENT),
  };
}
