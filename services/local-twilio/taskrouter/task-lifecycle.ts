import { emitReservation, emitTask, type EngineContext } from './engine-context';
import type { ReservationLifecycle } from './reservation-lifecycle';
import { endReservation, endTask, heldReservations, leaveQueue, touchTask } from './status-changes';
import { refused } from '../base/task-router-error';
import type { Transfers } from './transfers';
import type { WorkerOperations } from './worker-operations';
import { activeTransfer, isOpenTask, type Task } from './workspace-model';

/** Transitions of tasks as a whole. Each throws TaskRouterError 400 when the state does not allow it. */
export interface TaskLifecycle {
  /** Only a waiting task (`pending`, `reserved`) can be canceled. */
  readonly cancelTask: (task: Task, reason: string | null, description?: string) => void;
  readonly wrapUpTask: (task: Task, reason: string | null) => void;
  readonly completeTask: (task: Task, reason: string | null) => void;
  readonly deleteTask: (task: Task) => void;
  /** The customer leaves: a waiting task is canceled, a conversation goes to wrap-up, a transfer fails. */
  readonly hangUp: (task: Task, reason: string) => void;
  /** Takes back what a transfer offered, and the task out of the queue it was to enter. */
  readonly withdrawOffers: (task: Task) => void;
  /** Cancels the task if nobody has it any more. */
  readonly abandon: (task: Task, reason: string) => void;
}

interface Parts {
  readonly context: EngineContext;
  readonly workers: Pick<WorkerOperations, 'release'>;
  readonly reservations: Pick<ReservationLifecycle, 'withdraw' | 'wrapUp' | 'complete'>;
  readonly transfers: () => Pick<Transfers, 'fail'>;
}

export function createTaskLifecycle(parts: Parts): TaskLifecycle {
  return {
    cancelTask: (task, reason, description) => {
      cancelTask(parts, task, reason, description);
    },
    wrapUpTask: (task, reason) => {
      wrapUpTask(parts, task, reason);
    },
    completeTask: (task, reason) => {
      completeTask(parts, task, reason);
    },
    deleteTask: (task) => {
      deleteTask(parts, task);
    },
    hangUp(task, reason) {
      if (task.status === 'assigned') wrapUpTask(parts, task, reason);
      else if (task.status === 'wrapping' && activeTransfer(task) !== null)
        failTransfer(parts, task, 'The customer left');
      else cancelTask(parts, task, reason);
    },
    withdrawOffers: (task) => {
      withdrawOffers(parts, task);
    },
    abandon(task, reason) {
      if (isOpenTask(task) && heldReservations(task).length === 0) cancelTask(parts, task, reason);
    },
  };
}

function cancelTask(parts: Parts, task: Task, reason: string | null, description?: string): void {
  const { context, reservations, transfers } = parts;
  if (task.status !== 'pending' && task.status !== 'reserved') {
    throw refused(`Cannot cancel task ${task.sid} because it is not currently pending or reserved`);
  }
  leaveQueue(context, task, 'abandoned');
  endTask(context, task, 'canceled', reason);
  reservations.withdraw(task, 'canceled');
  transfers().fail(task, 'The task was canceled');
  emitTask(context, 'task.canceled', task, description ?? reason ?? `Task ${task.sid} canceled`);
}

function wrapUpTask(parts: Parts, task: Task, reason: string | null): void {
  if (task.status !== 'assigned') {
    throw refused(`Cannot wrap up task ${task.sid} because it is not currently assigned`);
  }
  failTransfer(parts, task, 'The task was wrapped up');
  task.reason = reason;
  for (const reservation of heldReservations(task)) {
    if (reservation.status === 'accepted') parts.reservations.wrapUp(reservation);
  }
}

function completeTask(parts: Parts, task: Task, reason: string | null): void {
  const held = heldReservations(task);
  if (held.length === 0) {
    throw refused(`Cannot complete task ${task.sid} because it is not currently assigned or wrapping`);
  }
  failTransfer(parts, task, 'The task was completed');
  for (const reservation of held) parts.reservations.complete(reservation, reason ?? task.reason);
}

/** A task that has ended already stays as it ended. */
function deleteTask(parts: Parts, task: Task): void {
  if (isOpenTask(task)) endDeleted(parts, task);
  emitTask(parts.context, 'task.deleted', task, `Task ${task.sid} deleted`);
}

function endDeleted({ context, workers, reservations, transfers }: Parts, task: Task): void {
  const held = heldReservations(task);
  leaveQueue(context, task, 'closed');
  endTask(context, task, 'deleted', task.reason);
  reservations.withdraw(task, 'canceled');
  transfers().fail(task, 'The task was deleted');
  for (const reservation of held) {
    endReservation(context, reservation, 'canceled');
    emitReservation(context, 'reservation.canceled', reservation, `Reservation ${reservation.sid} canceled`);
    workers.release(reservation);
  }
}

function failTransfer(parts: Parts, task: Task, reason: string): void {
  if (activeTransfer(task) === null) return;
  withdrawOffers(parts, task);
  parts.transfers().fail(task, reason);
}

function withdrawOffers({ context, reservations }: Parts, task: Task): void {
  context.state.waiting.delete(task);
  leaveQueue(context, task, 'closed');
  reservations.withdraw(task, 'canceled');
  touchTask(context, task);
}
