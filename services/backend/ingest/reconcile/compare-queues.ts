import type { TaskPhase } from '../../domain/task-state';
import type { CountedQueue } from '../../store/reconcile-state';
import type { QueueCounts, TaskStatus } from './task-router-port';

/** What TaskRouter calls the phases of an open task. */
const PHASES = {
  pending: 'queued',
  reserved: 'ringing',
  assigned: 'talking',
  wrapping: 'wrapping',
} as const satisfies Partial<Record<TaskStatus, TaskPhase>>;

const OPEN_STATUSES = Object.keys(PHASES) as (keyof typeof PHASES)[];

/** The phase of a task whose status is `status`; null for a closed one. */
export const phaseOf = (status: TaskStatus): TaskPhase | null =>
  status === 'completed' || status === 'canceled' ? null : PHASES[status];

/** Queues of which our figures of "now" are not TaskRouter's. */
export interface Differences {
  readonly tasks: ReadonlySet<string>;
  readonly workers: ReadonlySet<string>;
}

/** Compares ours with TaskRouter's. A queue of which TaskRouter says nothing is left to the reading of the directory. */
export function compareQueues(ours: readonly CountedQueue[], theirs: ReadonlyMap<string, QueueCounts>): Differences {
  const both = ours.flatMap((our) => {
    const their = theirs.get(our.sid);
    return their === undefined ? [] : [{ our, their }];
  });
  return {
    tasks: sidsWhere(both, ({ our, their }) =>
      OPEN_STATUSES.some((status) => (our.tasks[PHASES[status]] ?? 0) !== their.tasks[status]),
    ),
    workers: sidsWhere(
      both,
      ({ our, their }) =>
        our.isExpressionKnown &&
        (our.eligibleWorkers !== their.eligibleWorkers || our.availableWorkers !== their.availableWorkers),
    ),
  };
}

interface Pair {
  readonly our: CountedQueue;
  readonly their: QueueCounts;
}

const sidsWhere = (pairs: readonly Pair[], differs: (pair: Pair) => boolean): Set<string> =>
  new Set(pairs.filter(differs).map(({ our }) => our.sid));
