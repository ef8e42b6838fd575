import { stopTimer, type EngineContext } from './engine-context';
import { refused } from '../base/task-router-error';
import {
  statusOf,
  type QueueVisit,
  type Reservation,
  type ReservationStatus,
  type Task,
  type TaskStatus,
} from './workspace-model';

/** Gives a task the status that its reservations make of it, or another, as a new version. */
export function touchTask({ clock }: EngineContext, task: Task, status: TaskStatus = statusOf(task)): void {
  task.status = status;
  task.version += 1;
  task.updatedAt = clock.now();
}

/** The task is over; the caller emits the event that says why. */
export function endTask(context: EngineContext, task: Task, status: TaskStatus, reason: string | null): void {
  const { state, clock } = context;
  touchTask(context, task, status);
  task.reason = reason;
  task.endedAt = clock.now();
  state.waiting.delete(task);
  stopWaiting(context, task);
}

/** Ends the timers of a task that waits: that of its workflow step and that of its time to live. */
export function stopWaiting({ state }: EngineContext, task: Task): void {
  stopTimer(state, `${task.sid} step`);
  stopTimer(state, `${task.sid} ttl`);
}

/** Ends the stay in the queue that the task is in: now, unless that is known more exactly. */
export function leaveQueue(
  { clock }: EngineContext,
  task: Task,
  why: NonNullable<QueueVisit['why']>,
  at = clock.now(),
): void {
  const visit = task.visits.at(-1);
  if (visit === undefined || visit.leftAt !== undefined) return;
  visit.leftAt = at;
  visit.why = why;
}

export function moveReservation({ clock }: EngineContext, reservation: Reservation, status: ReservationStatus): void {
  reservation.status = status;
  reservation.version += 1;
  reservation.updatedAt = clock.now();
}

/** The reservation is over; the caller emits the event that says why, and then releases its worker. */
export function endReservation(context: EngineContext, reservation: Reservation, status: ReservationStatus): void {
  stopTimer(context.state, reservation.sid);
  moveReservation(context, reservation, status);
  reservation.endedAt = context.clock.now();
}

/** @throws TaskRouterError 400 when the reservation has none of the statuses */
export function requireStatus(reservation: Reservation, allowed: readonly ReservationStatus[], verb: string): void {
  if (allowed.includes(reservation.status)) return;
  throw refused(
    `Cannot ${verb} reservation ${reservation.sid} because it is ${reservation.status}, not ${allowed.join(' or ')}`,
  );
}

/** The reservations whose workers have the task: two at the end of a warm transfer, or while the sender wraps up. */
export const heldReservations = (task: Task): readonly Reservation[] =>
  task.reservations.filter(({ status }) => status === 'accepted' || status === 'wrapping');
