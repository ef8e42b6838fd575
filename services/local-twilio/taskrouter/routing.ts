import type { EngineContext } from './engine-context';
import { capacityLeft } from './events';
import type { Reservation, Task, Worker } from './model';

/**
 * Offers waiting tasks to workers: the highest priority first, then the oldest; among the eligible, available workers
 * with capacity left on the task's channel the one that has been idle for longest.
 */
export function routeTasks({ state }: EngineContext, offer: (task: Task, worker: Worker) => Reservation): void {
  if (!state.routingDue) return;
  state.routingDue = false;
  const exhausted = new Set<string>();
  const inOrder = [...state.waiting].sort((a, b) => b.priority - a.priority || a.createdAt - b.createdAt);
  for (const task of inOrder) {
    const { queue, channel } = task;
    if (queue === null || exhausted.has(`${queue.sid} ${channel.sid}`)) continue;
    let offered = pendingReservations(task).length;
    while (offered < queue.maxReservedWorkers) {
      const free = [...queue.workers].filter((worker) => isFree(worker, channel.uniqueName));
      const worker = longestIdle(free, task);
      if (free.length === 0) exhausted.add(`${queue.sid} ${channel.sid}`);
      if (worker === null) break;
      offer(task, worker);
      offered += 1;
    }
  }
}

/** Reservations of the task that nobody has answered yet. */
export const pendingReservations = (task: Task): readonly Reservation[] =>
  task.reservations.filter((reservation) => reservation.status === 'pending');

function isFree(worker: Worker, channelName: string): boolean {
  const channel = worker.channels.get(channelName);
  return worker.activity.available && channel !== undefined && capacityLeft(channel) > 0;
}

/** Ties fall to the worker that was created first: a seeded run must not depend on random SIDs. */
function longestIdle(free: readonly Worker[], task: Task): Worker | null {
  const asked = new Set(pendingReservations(task).map((reservation) => reservation.worker));
  return free.reduce<Worker | null>((best, worker) => {
    if (asked.has(worker)) return best;
    return best === null || worker.idleSince < best.idleSince ? worker : best;
  }, null);
}
