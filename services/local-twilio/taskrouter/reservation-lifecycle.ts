import { createSid } from '../base/account';
import { emitReservation, emitTask, startTimer, stopTimer, type EngineContext } from './engine-context';
import { pendingReservations } from './routing';
import {
  endReservation,
  endTask,
  leaveQueue,
  moveReservation,
  requireStatus,
  stopWaiting,
  touchTask,
} from './status-changes';
import { refused } from '../base/task-router-error';
import type { Transfers } from './transfers';
import type { WorkerOperations } from './worker-operations';
import { activeTransfer, isOpenReservation, type Reservation, type Task, type Worker } from './workspace-model';

/** Transitions of reservations. Each throws TaskRouterError 400 when the state does not allow it. */
export interface ReservationLifecycle {
  /** Reserves a worker: the task is `reserved`, the reservation `pending`. */
  readonly offer: (task: Task, worker: Worker) => Reservation;
  readonly accept: (reservation: Reservation) => void;
  /** Gives the task back. */
  readonly reject: (reservation: Reservation, reasonCode?: string) => void;
  /** Ends an offer as its timeout would. */
  readonly timeOut: (reservation: Reservation) => void;
  /** Takes an offer back; its worker is not asked again while the task stays in this queue. */
  readonly rescind: (reservation: Reservation) => void;
  /** Takes back whatever of the task is offered and not yet answered. */
  readonly withdraw: (task: Task, status: 'canceled' | 'rescinded') => void;
  readonly wrapUp: (reservation: Reservation) => void;
  readonly complete: (reservation: Reservation, reason: string | null) => void;
}

/** What the rest of the engine does about a change. */
interface ReservationHooks {
  /** A task is nobody's again: its workflow step may have run out in the meantime. */
  readonly onPendingAgain: (task: Task) => void;
  readonly cancelTask: (task: Task, reason: string) => void;
  readonly transfers: () => Pick<Transfers, 'complete' | 'decline'>;
}

interface Parts {
  readonly context: EngineContext;
  readonly workers: WorkerOperations;
  readonly hooks: ReservationHooks;
}

export function createReservationLifecycle(
  context: EngineContext,
  workers: WorkerOperations,
  hooks: ReservationHooks,
): ReservationLifecycle {
  const parts: Parts = { context, workers, hooks };
  return {
    offer: (task, worker) => offer(parts, task, worker),
    accept: (reservation) => {
      accept(parts, reservation);
    },
    reject: (reservation, reasonCode) => {
      reject(parts, reservation, reasonCode ?? null);
    },
    timeOut: (reservation) => {
      timeOut(parts, reservation);
    },
    rescind: (reservation) => {
      rescind(parts, reservation);
    },
    withdraw: (task, status) => {
      withdraw(parts, task, status);
    },
    wrapUp: (reservation) => {
      wrapUp(parts, reservation);
    },
    complete: (reservation, reason) => {
      complete(parts, reservation, reason);
    },
  };
}

function offer(parts: Parts, task: Task, worker: Worker): Reservation {
  const { context, workers } = parts;
  const { queue } = task;
  if (queue === null) throw refused(`Task ${task.sid} is in no TaskQueue`);
  const at = context.clock.now();
  const reservation: Reservation = {
    sid: createSid('WR'),
    task,
    worker,
    queue,
    transfer: activeTransfer(task),
    status: 'pending',
    timeoutSeconds: context.state.workflow.reservationTimeoutSeconds,
    reasonCode: null,
    version: 0,
    createdAt: at,
    updatedAt: at,
    acceptedAt: null,
    wrapupAt: null,
    endedAt: null,
  };
  context.state.reservations.set(reservation.sid, reservation);
  task.reservations.push(reservation);
  touchTask(context, task);
  workers.occupy(reservation);
  emitReservation(context, 'reservation.created', reservation, `Reservation ${reservation.sid} created`);
  startTimer(context, reservation.sid, at + reservation.timeoutSeconds * 1000, () => {
    timeOut(parts, reservation);
  });
  return reservation;
}

function accept(parts: Parts, reservation: Reservation): void {
  const { context, hooks } = parts;
  requireStatus(reservation, ['pending'], 'accept');
  const { task, worker } = reservation;
  stopTimer(context.state, reservation.sid);
  stopWaiting(context, task);
  moveReservation(context, reservation, 'accepted');
  reservation.acceptedAt = context.clock.now();
  touchTask(context, task);
  context.state.waiting.delete(task);
  leaveQueue(context, task, 'answered');
  emitReservation(context, 'reservation.accepted', reservation, `Worker ${worker.friendlyName} accepted the task`);
  withdraw(parts, task, 'rescinded');
  if (reservation.transfer !== null) hooks.transfers().complete(reservation.transfer, reservation);
}

function reject(parts: Parts, reservation: Reservation, reasonCode: string | null): void {
  const { context, workers } = parts;
  requireStatus(reservation, ['pending'], 'reject');
  reservation.reasonCode = reasonCode;
  endReservation(context, reservation, 'rejected');
  const description = `Worker ${reservation.worker.friendlyName} rejected the task`;
  emitReservation(context, 'reservation.rejected', reservation, description);
  workers.release(reservation);
  giveBack(parts, reservation);
}

function timeOut(parts: Parts, reservation: Reservation): void {
  const { context, workers } = parts;
  requireStatus(reservation, ['pending'], 'time out');
  endReservation(context, reservation, 'timeout');
  emitReservation(context, 'reservation.timeout', reservation, `Reservation ${reservation.sid} timed out`);
  const { timeoutActivity } = context.state.workspace;
  if (timeoutActivity !== null) workers.setActivity(reservation.worker, timeoutActivity);
  workers.release(reservation);
  giveBack(parts, reservation);
}

function rescind(parts: Parts, reservation: Reservation): void {
  requireStatus(reservation, ['pending'], 'rescind');
  takeBack(parts, reservation, 'rescinded');
  giveBack(parts, reservation);
}

function withdraw(parts: Parts, task: Task, status: 'canceled' | 'rescinded'): void {
  for (const reservation of pendingReservations(task)) takeBack(parts, reservation, status);
}

function takeBack({ context, workers }: Parts, reservation: Reservation, status: 'canceled' | 'rescinded'): void {
  endReservation(context, reservation, status);
  emitReservation(context, `reservation.${status}`, reservation, `Reservation ${reservation.sid} ${status}`);
  workers.release(reservation);
}

/** After an offer that came to nothing: the task looks for somebody else, unless others are still asked. */
function giveBack({ context, hooks }: Parts, declined: Reservation): void {
  const { task } = declined;
  if (pendingReservations(task).length > 0) return;
  touchTask(context, task);
  if (declined.transfer !== null) {
    hooks.transfers().decline(declined);
  } else if (task.routingTarget !== null) {
    hooks.cancelTask(task, 'The routing target did not take the task');
  } else {
    context.state.routingDue = true;
    hooks.onPendingAgain(task);
  }
}

function wrapUp({ context }: Parts, reservation: Reservation): void {
  requireStatus(reservation, ['accepted'], 'wrap up');
  const { task, worker } = reservation;
  moveReservation(context, reservation, 'wrapping');
  reservation.wrapupAt = context.clock.now();
  touchTask(context, task);
  emitReservation(context, 'reservation.wrapup', reservation, `Worker ${worker.friendlyName} is wrapping up`);
  if (task.status === 'wrapping') emitTask(context, 'task.wrapup', task, `Task ${task.sid} moved to wrapup`);
}

/** Completes the task, too, when nobody else has it. */
function complete({ context, workers }: Parts, reservation: Reservation, reason: string | null): void {
  requireStatus(reservation, ['accepted', 'wrapping'], 'complete');
  const { task, worker } = reservation;
  endReservation(context, reservation, 'completed');
  const isOver = !task.reservations.some(isOpenReservation) && activeTransfer(task) === null;
  if (isOver) {
    leaveQueue(context, task, 'closed');
    endTask(context, task, 'completed', reason);
  } else {
    touchTask(context, task);
  }
  emitReservation(context, 'reservation.completed', reservation, `Worker ${worker.friendlyName} completed the task`);
  if (isOver) emitTask(context, 'task.completed', task, reason ?? `Task ${task.sid} completed`);
  workers.release(reservation);
}
