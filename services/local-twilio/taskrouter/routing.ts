import type { EngineContext } from './engine-context';
import { capacityLeft } from './events';
import { suits } from './workflow-targets';
import { activeTransfer, isOpenReservation, type Reservation, type Task, type Worker } from './workspace-model';

/**
 * Offers waiting tasks to workers: the highest priority first, then the oldest; among the eligible, available workers
 * with capacity left on the task's channel the one that has been idle for longest, if the task's workflow target lets it.
 * A task with a routing target is offered to that worker only, whatever the worker's activity.
 */
export function routeTasks({ state }: EngineContext, offer: (task: Task, worker: Worker) => Reservation): void {
  if (!state.routingDue) return;
  state.routingDue = false;
  const exhausted = new Set<string>();
  const inOrder = [...state.waiting].sort((a, b) => b.priority - a.priority || a.createdAt - b.createdAt);
  for (const task of inOrder) {
    const { queue, channel } = task;
    if (queue === null) continue;
    const target = routingTarget(task);
    if (target !== null) {
      if (pendingReservations(task).length === 0 && hasCapacity(target, channel.uniqueName)) offer(task, target);
      continue;
    }
    if (exhausted.has(`${queue.sid} ${channel.sid}`)) continue;
    let offered = pendingReservations(task).length;
    while (offered < queue.maxReservedWorkers) {
      const free = [...queue.workers].filter((worker) => isFree(worker, channel.uniqueName));
      const worker = longestIdle(
        free.filter((each) => suits(task, each)),
        task,
      );
      if (free.length === 0) exhausted.add(`${queue.sid} ${channel.sid}`);
      if (worker === null) break;
      offer(task, worker);
      offered += 1;
    }
  }
}

/** Who must get the task; a transfer leads it away from the worker it was made for. */
const routingTarget = (task: Task): Worker | null => (activeTransfer(task) === null ? task.routingTarget : null);

/** Reservations of the task that nobody has answered yet. */
export const pendingReservations = (task: Task): readonly Reservation[] =>
  task.reservations.filter((reservation) => reservation.status === 'pending');

/** True while the worker can take one more task of this channel. */
export function hasCapacity(worker: Worker, channelName: string): boolean {
  const channel = worker.channels.get(channelName);
  return channel !== undefined && capacityLeft(channel) > 0;
}

/** True while TaskRouter would offer the worker a task of this channel. */
export const isFree = (worker: Worker, channelName: string): boolean =>
  worker.activity.available && hasCapacity(worker, channelName);

/** Ties fall to the worker that was created first: a seeded run must not depend on random SIDs. */
function longestIdle(free: readonly Worker[], task: Task): Worker | null {
  const excluded = new Set(
    task.reservations.filter((reservation) => excludes(reservation, task)).map(({ worker }) => worker),
  );
  const sender = activeTransfer(task)?.from.worker;
  if (sender !== undefined) excluded.add(sender);
  return free.reduce<Worker | null>((best, worker) => {
    if (excluded.has(worker)) return best;
    return best === null || worker.idleSince < best.idleSince ? worker : best;
  }, null);
}

/** Workers who have the task already, or from whom it was taken back in this queue, are not asked. */
const excludes = (reservation: Reservation, task: Task): boolean =>
  isOpenReservation(reservation) ||
  (reservation.status === 'rescinded' && reservation.createdAt >= (task.queueEnteredAt ?? 0));
