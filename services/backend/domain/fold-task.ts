import { foldReservation, RESERVATION_EVENT_TYPES } from './fold-reservation';
import { foldTransfer, TRANSFER_EVENT_TYPES } from './fold-transfer';
import { earlierOf, latest, stampOf, type Stamp } from './stamp';
import type { TaskFacts, TaskRouterEvent } from './task-router-event';
import {
  emptyHistory,
  emptyReservation,
  type QueueEntry,
  type ReservationState,
  type TaskHistory,
  type TaskState,
} from './task-state';

/**
 * Adds one event of a task to what is known of it.
 *
 * Commutative, associative and idempotent: any order, any repetition and any split into batches of the same events end
 * in the same state, down to the byte. An event of another task or of an unknown type changes nothing. Estimates are
 * folded apart, so that what TaskRouter tells later finds the same history as if nobody had estimated.
 */
export function foldTask(task: TaskState, event: TaskRouterEvent): TaskState {
  if (event.task?.sid !== task.sid) return task;
  return event.isEstimate
    ? { ...task, estimate: foldHistory(task.estimate ?? emptyHistory(task.sid), event, event.task) }
    : foldHistory(task, event, event.task);
}

function foldHistory<History extends TaskHistory>(task: History, event: TaskRouterEvent, facts: TaskFacts): History {
  const stamp = stampOf(event);
  const described: History = {
    ...task,
    channel: latest(task.channel, facts.channel, stamp),
    direction: latest(task.direction, facts.direction, stamp),
    address: latest(task.address, facts.contact?.address ?? null, stamp),
    name: latest(task.name, facts.contact?.name ?? null, stamp),
    line: latest(task.line, facts.contact?.line ?? null, stamp),
    disposition: latest(task.disposition, facts.contact?.disposition ?? null, stamp),
  };
  switch (event.type) {
    case 'task.created':
      return { ...described, createdAtMs: earlierOf(task.createdAtMs, event.atMs) };
    case 'task.canceled':
      return { ...described, canceledAtMs: earlierOf(task.canceledAtMs, event.atMs) };
    case 'task.completed':
      return { ...described, completedAtMs: earlierOf(task.completedAtMs, event.atMs) };
    case 'task.deleted':
    case 'task.system-deleted':
      return { ...described, deletedAtMs: earlierOf(task.deletedAtMs, event.atMs) };
    case 'task.updated':
    case 'task.wrapup':
      return described;
    case 'task-queue.entered':
      return { ...described, entries: withEntry(task.entries, event, stamp) };
    default:
      if (TRANSFER_EVENT_TYPES.has(event.type)) {
        return { ...described, transfers: foldTransfer(task.transfers, event, facts.transfer) };
      }
      return event.reservation === null || !RESERVATION_EVENT_TYPES.has(event.type)
        ? task
        : { ...described, reservations: withReservation(task.reservations, event, event.reservation.sid) };
  }
}

/** A task cannot enter one queue twice in a millisecond, so such a pair is one entry reported twice. */
function withEntry(entries: readonly QueueEntry[], event: TaskRouterEvent, stamp: Stamp): readonly QueueEntry[] {
  const queueSid = event.taskQueue?.sid;
  if (queueSid === undefined) return entries;
  const isSame = (entry: QueueEntry): boolean => entry.queueSid === queueSid && entry.atMs === event.atMs;
  const known = entries.find(isSame);
  if (known !== undefined && known.stamp <= stamp) return entries;
  return [...entries.filter((entry) => !isSame(entry)), { queueSid, atMs: event.atMs, stamp }].sort((a, b) =>
    a.stamp < b.stamp ? -1 : 1,
  );
}

function withReservation(
  reservations: readonly ReservationState[],
  event: TaskRouterEvent,
  sid: ReservationState['sid'],
): readonly ReservationState[] {
  const current = reservations.find((reservation) => reservation.sid === sid) ?? emptyReservation(sid);
  const others = reservations.filter((reservation) => reservation.sid !== sid);
  return [...others, foldReservation(current, event)].sort((a, b) => (a.sid < b.sid ? -1 : 1));
}

export const TASK_EVENT_TYPES: ReadonlySet<string> = new Set([
  'task.created',
  'task.updated',
  'task.wrapup',
  'task.canceled',
  'task.completed',
  'task.deleted',
  'task.system-deleted',
  'task-queue.entered',
]);

/** True for events that change a task or one of its reservations. */
export const isTaskEvent = ({ type, task }: TaskRouterEvent): boolean =>
  task !== null && (TASK_EVENT_TYPES.has(type) || RESERVATION_EVENT_TYPES.has(type) || TRANSFER_EVENT_TYPES.has(type));
