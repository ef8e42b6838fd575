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

/** Keeps the live-query indexes `tr-worker`, `tr-reservation`, `tr-task` and `tr-queue` in step with the engine. */
export function createLiveIndexes(
  taskRouter: TaskRouter,
  { liveQueries }: SyncService,
): {
  handle(event: TaskRouterEvent): void;
  /** Writes what the engine holds now. */
  fill(): void;
} {
  const now = (): number => taskRouter.clock.now();

  const putWorker = (worker: Worker): void => {
    liveQueries.upsert('tr-worker', worker.sid, {
      worker_sid: worker.sid,
      friendly_name: worker.friendlyName,
      activity_name: worker.activity.friendlyName,
      attributes: worker.parsedAttributes,
      date_activity_changed: iso(worker.activityChangedAt),
      date_updated: iso(worker.updatedAt),
    });
  };

  const putReservation = (reservation: Reservation): void => {
    const { task, worker, queue } = reservation;
    if (!isOpenReservation(reservation)) {
      liveQueries.remove('tr-reservation', reservation.sid);
      return;
    }
    liveQueries.upsert('tr-reservation', reservation.sid, {
      reservation_sid: reservation.sid,
      worker_sid: worker.sid,
      task_sid: task.sid,
      status: reservation.status,
      task_status: task.status,
      task_age: Math.floor((now() - task.createdAt) / 1000),
      task_priority: task.priority,
      task_channel_unique_name: task.channel.uniqueName,
      queue_name: queue.friendlyName,
      attributes: task.parsedAttributes,
      date_created: iso(reservation.createdAt),
      date_updated: iso(reservation.updatedAt),
    });
  };

  const putTask = (task: Task): void => {
    if (!isOpenTask(task)) {
      liveQueries.remove('tr-task', task.sid);
      return;
    }
    liveQueries.upsert('tr-task', task.sid, {
      task_sid: task.sid,
      status: task.status,
      age: Math.floor((now() - task.createdAt) / 1000),
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
  };

  const putQueue = (queueSid: string): void => {
    const queue = taskRouter.state.queues.get(queueSid);
    if (queue === undefined) liveQueries.remove('tr-queue', queueSid);
    else liveQueries.upsert('tr-queue', queueSid, { queue_sid: queueSid, queue_name: queue.friendlyName });
  };

  return {
    handle({ type, task, reservation, worker, resourceSid }) {
      if (type === 'worker.deleted') liveQueries.remove('tr-worker', resourceSid);
      else if (type === 'worker.created' || type === 'worker.activity.update' || type === 'worker.attributes.update') {
        if (worker !== undefined) putWorker(worker);
      } else if (type.startsWith('task-queue.') && task === undefined) putQueue(resourceSid);
      if (reservation !== undefined) putReservation(reservation);
      if (task === undefined) return;
      putTask(task);
      // The row of a reservation also shows its task.
      if (reservation === undefined) task.reservations.filter(isOpenReservation).forEach(putReservation);
    },
    fill() {
      const { workers, queues, tasks } = taskRouter.state;
      workers.forEach(putWorker);
      for (const sid of queues.keys()) putQueue(sid);
      for (const task of tasks.values()) {
        if (!isOpenTask(task)) continue;
        putTask(task);
        task.reservations.filter(isOpenReservation).forEach(putReservation);
      }
    },
  };
}
