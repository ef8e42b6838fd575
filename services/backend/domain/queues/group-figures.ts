import {
  emptyWindow,
  serviceLevelSums,
  type GroupWindow,
  type QueueGroupDocument,
  type QueueNow,
  type QueueWindow,
  type ServiceLevelRule,
  type TaskQueueSid,
} from '@flex-sync-suite/shared/contract';
import { agentsOfQueues, type StaffedQueue } from './agents-of-queues';
import { COUNTERS } from './contributions';
import type { EligibleWorker } from './queue-metrics';

/** What the figures of a group follow from, for one of its queues. */
export interface CountedQueue extends StaffedQueue {
  readonly sid: TaskQueueSid;
  readonly now: QueueNow;
  readonly last30Minutes: QueueWindow;
  readonly today: QueueWindow;
  /** By what its service level is divided. */
  readonly rule: ServiceLevelRule;
}

/** All of a group's Document but its instants and its header. */
export type GroupFigures = Pick<QueueGroupDocument, 'queues' | 'now' | 'last30Minutes'> & {
  readonly today: GroupWindow;
};

/** Adds the figures of queues, each queue once; counts their agents, each agent once. Nothing is averaged. */
export function groupFigures(
  given: readonly CountedQueue[],
  workers: Readonly<Record<number, EligibleWorker>>,
): GroupFigures {
  const queues = [...new Map(given.map((queue) => [queue.sid, queue])).values()];
  const sum = (figure: 'queued' | 'ringing' | 'talking' | 'wrapping'): number =>
    queues.reduce((total, { now }) => total + now[figure], 0);
  const first = (figure: 'oldestWaitingSince' | 'oldestWaitingCreatedAt'): string | null =>
    queues.flatMap(({ now }) => now[figure] ?? []).reduce<string | null>((a, b) => (a === null || b < a ? b : a), null);
  return {
    queues: queues.length,
    now: {
      queued: sum('queued'),
      ringing: sum('ringing'),
      talking: sum('talking'),
      wrapping: sum('wrapping'),
      oldestWaitingSince: first('oldestWaitingSince'),
      oldestWaitingCreatedAt: first('oldestWaitingCreatedAt'),
      ...agentsOfQueues(queues, workers),
    },
    last30Minutes: sumOf(queues, 'last30Minutes'),
    today: sumOf(queues, 'today'),
  };
}

const sumOf = (queues: readonly CountedQueue[], span: 'last30Minutes' | 'today'): GroupWindow =>
  addedCounts(queues.map(({ rule, [span]: counts }) => ({ rule, counts })));

/** What a queue counted in a window, and by what its service level is divided. */
export interface RuledCounts {
  readonly rule: ServiceLevelRule;
  readonly counts: QueueWindow;
}

/** The counts of queues, added; both sides of the service level, each queue by its own formula. */
export function addedCounts(queues: readonly RuledCounts[]): GroupWindow {
  const total = { ...emptyWindow(), served: 0, judged: 0 };
  for (const { rule, counts } of queues) {
    for (const counter of COUNTERS) total[counter] += counts[counter];
    const { numerator, denominator } = serviceLevelSums(counts, rule);
    total.served += numerator;
    total.judged += denominator;
  }
  return total;
}
