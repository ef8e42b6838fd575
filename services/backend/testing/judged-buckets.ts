import { emptyWindow, type TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { bucketChanges, contributionsOf, minuteOf, type MinuteBucket } from '../domain/queues/contributions';
import { DEFAULT_POLICIES, policyOf, type QueuePolicies } from '../domain/queues/queue-policies';
import type { TaskState } from '../domain/task-state';

/** All counters of tasks, visit by visit as docs/metrics.md has it: what the database has to come to. */
export function judgedBuckets(
  tasks: readonly TaskState[],
  policiesOfQueue: (queueSid: TaskQueueSid) => QueuePolicies = () => DEFAULT_POLICIES,
): MinuteBucket[] {
  const contributions = tasks.map(contributionsOf);
  const judged = contributions
    .flatMap(({ visits }) => visits)
    .flatMap(({ queueSid, channel, kind, endedAtMs, waitMs }) => {
      if (endedAtMs === null || waitMs === null) return [];
      const { thresholdSeconds, shortAbandonSeconds } = policyOf(policiesOfQueue(queueSid), channel);
      const isInTime = waitMs <= thresholdSeconds * 1000;
      const counts = {
        ...emptyWindow(),
        answeredInTime: kind === 'answered' && isInTime ? 1 : 0,
        abandonedInTime: kind === 'abandoned' && isInTime ? 1 : 0,
        shortAbandoned: kind === 'abandoned' && waitMs < shortAbandonSeconds * 1000 ? 1 : 0,
      };
      return [{ queueSid, minute: minuteOf(endedAtMs), counts }];
    });
  return bucketChanges([], [...contributions.flatMap(({ buckets }) => buckets), ...judged]);
}
