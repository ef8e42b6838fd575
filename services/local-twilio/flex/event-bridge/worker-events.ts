import type { TaskRouterEvent } from '../../taskrouter/events';
import { isOpenReservation } from '../../taskrouter/workspace-model';
import {
  reservationWithTransfers,
  taskResource,
  transferResource,
  workerChannelResource,
  workerResource,
} from './bridge-resources';

/** A message to the desktop of one worker. */
export interface WorkerEvent {
  readonly workerSid: string;
  readonly message: { readonly event_type: string; readonly payload: object };
}

/** What an event of the workspace means to the workers whose desktops must hear of it. */
export function workerEventsOf(event: TaskRouterEvent): readonly WorkerEvent[] {
  const { type, reservation, worker, task, transfer, atMs } = event;
  if (reservation !== undefined) {
    return [messageTo(reservation.worker.sid, type, reservationWithTransfers(reservation, atMs))];
  }
  if (transfer !== undefined) return [messageTo(transfer.from.worker.sid, type, transferResource(transfer))];
  if (worker !== undefined) return workerEvents(event, worker);
  if (task === undefined || !TASK_EVENTS.has(type)) return [];
  const holders = task.reservations.filter((held) => isOpenReservation(held) || held.endedAt === atMs);
  return [...new Set(holders.map((held) => held.worker.sid))].map((sid) =>
    messageTo(sid, type, taskResource(task, atMs)),
  );
}

const TASK_EVENTS: ReadonlySet<string> = new Set(['task.updated', 'task.canceled', 'task.wrapup', 'task.completed']);

function workerEvents(event: TaskRouterEvent, worker: NonNullable<TaskRouterEvent['worker']>): readonly WorkerEvent[] {
  switch (event.type) {
    case 'worker.activity.update':
    case 'worker.attributes.update':
      return [messageTo(worker.sid, event.type, workerResource(worker))];
    case 'worker.capacity.update':
    case 'worker.channel.availability.update': {
      const workerChannel = worker.channels.get(event.payload['TaskChannelUniqueName'] ?? '');
      if (workerChannel === undefined) return [];
      return [messageTo(worker.sid, event.type, workerChannelResource(worker, workerChannel))];
    }
    default:
      return [];
  }
}

const messageTo = (workerSid: string, type: string, payload: object): WorkerEvent => ({
  workerSid,
  message: { event_type: type, payload },
});
