import type { QueueAgents } from '@flex-sync-suite/shared/contract';
import { capacityLeft, channelsToServe, type EligibleWorker, type QueueState } from './queue-metrics';

/** A queue with its eligible workers, by number. */
export interface StaffedQueue extends Pick<QueueState, 'tasks' | 'channels'> {
  readonly eligible: readonly number[];
}

/** Counts the workers of some queues, each once, as `queueNow` counts those of one. */
export function agentsOfQueues(
  queues: readonly StaffedQueue[],
  workers: Readonly<Record<number, EligibleWorker>>,
): Omit<QueueAgents, 'asOf'> {
  const all = new Set(queues.flatMap(({ eligible }) => eligible));
  const free = new Set<number>();
  for (const queue of queues) {
    const served = channelsToServe(queue);
    for (const n of queue.eligible) {
      const worker = workers[n];
      if (worker?.available === true && !free.has(n) && capacityLeft(worker, served) > 0) free.add(n);
    }
  }
  const available = [...all].flatMap((n) => workers[n] ?? []).filter((worker) => worker.available);
  const busy = available.filter(({ load }) => Object.values(load).some((open) => open > 0));
  return { eligible: all.size, available: available.length, free: free.size, busy: busy.length };
}
