import type { SyncData } from '../../sync/sync-model';
import type { SyncService } from '../../sync/sync-service';
import type { TaskRouterEvent } from '../../taskrouter/events';
import type { TaskRouter } from '../../taskrouter/task-router';
import {
  isOpenReservation,
  isOpenTask,
  type Reservation,
  type Task,
  type Worker,
} from '../../taskrouter/workspace-model';

const iso = (ms: number): string => new Date(ms).toISOString();

/** The live-query indexes `tr-worker`, `tr-reservation`, `tr-task` and `tr-queue`, in step with the engine. */
export interface LiveIndexes {
  handle(event: TaskRouterEvent): void;
  /** Writes what the engine holds now. */
  fill(): void;
}

const WORKER_CHANGES: ReadonlySet<string> = new Set([
  'worker.created',
  'worker.activity.update',
  'worker.attributes.update',
]);

export function createLiveIndexes({ state, clock }: TaskRouter, { liveQueries }: SyncService): LiveIndexes {
  const putWorker = (worker: Worker): void => {
    liveQueries.upsert('tr-worker', worker.sid, workerRow(worker));
  };
  const putReservation = (reservation: Reservation): void => {
    const { sid } = reservation;
    if (isOpenReservation(reservation)) {
      liveQueries.upsert('tr-reservation', sid, reservationRow(reservation, clock.now()));
    } else liveQueries.remove('tr-reservation', sid);
  };
  const putTask = (task: Task): void => {
    if (isOpenTask(task)) liveQueries.upsert('tr-task', task.sid, taskRow(task, clock.now()));
    else liveQueries.remove('tr-task', task.sid);
  };
  const putQueue = (sid: string): void => {
    const queue = state.queues.get(sid);
    if (queue === undefined) liveQueries.remove('tr-queue', sid);
    else liveQueries.upsert('tr-queue', sid, { queue_sid: sid, queue_name: queue.friendlyName });
  };

  return {
    handle({ type, task, reservation, worker, resourceSid }) {
      if (type === 'worker.deleted') liveQueries.remove('tr-worker', resourceSid);
      else if (WORKER_CHANGES.has(type)) {
        if (worker !== undefined) putWorker(worker);
      } else if (type.startsWith('task-queue.') && task === undefined) putQueue(resourceSid);
      if (reservation !== undefined) putReservation(reservation);
      if (task === undefined) return;
      putTask(task);
      // The row of a reservation also shows its task.
      if (reservation === undefined) task.reservations.filter(isOpenReservation).forEach(putReservation);
    },
    fill() {
      state.workers.forEach(putWorker);
      for (const sid of state.queues.keys()) putQueue(sid);
      for (const task of [...state.tasks.values()].filter(isOpenTask)) {
        putTask(task);
        task.reservations.filter(isOpenReservation).forEach(putReservation);
      }
    },
  };
}

const workerRow = (worker: Worker): SyncData => ({
  worker_sid: worker.sid,
  friendly_name: worker.friendlyName,
  activity_name: worker.activity.friendlyName,
  attributes: worker.parsedAttributes,
  date_activity_changed: iso(worker.activityChangedAt),
  date_updated: iso(worker.updatedAt),
});

const reservationRow = (reservation: Reservation, nowMs: number): SyncData => {
  const { task, worker, queue } = reservation;
  return {
    reservation_sid: reservation.sid,
    worker_sid: worker.sid,
    task_sid: task.sid,
    status: reservation.status,
    task_status: task.status,
    task_age: ageOf(task, nowMs),
    task_priority: task.priority,
    task_channel_unique_name: task.channel.uniqueName,
    queue_name: queue.friendlyName,
    attributes: task.parsedAttributes,
    date_created: iso(reservation.createdAt),
    date_updated: iso(reservation.updatedAt),
  };
};

const taskRow = (task: Task, nowMs: number): SyncData => ({
  task_sid: task.sid,
  status: task.status,
  age: ageOf(task, nowMs),
  priority: task.priority,
  channel_type: task.channel.uniqueName,
  channel_unique_name: task.channel.uniqueName,
  queue_sid: task.queue?.sid ?? null,
  queue_name: task.queue?.friendlyName ?? null,
  worker_sid: task.reservations.find(isOpenReservation)?.worker.sid ?? null,
  attributes: task.parsedAttributes,
  date_created: iso(task.createdAt),
  date_updated: iso(task.updatedAt),
});

/** In seconds. */
const ageOf = ({ createdAt }: Task, nowMs: number): number => Math.floor((nowMs - createdAt) / 1000);
