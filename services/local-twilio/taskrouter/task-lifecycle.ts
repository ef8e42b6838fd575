import { createSid } from '../base/account';
import { emitReservation, emitTask, startTimer, stopTimer, type EngineContext } from './engine-context';
import { pendingReservations } from './routing';
import { refused } from './task-router-error';
import type { Transfers } from './transfers';
import type { WorkerOperations } from './worker-operations';
import {
  activeTransfer,
  isOpenReservation,
  isOpenTask,
  statusOf,
  type Reservation,
  type ReservationStatus,
  type Task,
  type TaskStatus,
  type Worker,
} from './workspace-model';

/** Transitions of tasks and their reservations. Each throws TaskRouterError 400 when the state does not allow it. */
interface TaskLifecycle {
  /** Reserves a worker: the task is `reserved`, the reservation `pending`. */
  readonly offer: (task: Task, worker: Worker) => Reservation;
  readonly accept: (reservation: Reservation) => void;
  /** Gives the task back. */
  readonly reject: (reservation: Reservation, reasonCode?: string) => void;
  readonly wrapUp: (reservation: Reservation) => void;
  readonly complete: (reservation: Reservation, reason?: string) => void;
  /** Ends an offer as its timeout would. */
  readonly timeOut: (reservation: Reservation) => void;
  /** Takes an offer back; its worker is not asked again while the task stays in this queue. */
  readonly rescind: (reservation: Reservation) => void;
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

/** What the rest of the engine does about a change. */
interface LifecycleHooks {
  /** A task is nobody's again: its workflow step may have run out in the meantime. */
  readonly onPendingAgain: (task: Task) => void;
  readonly transfers: () => Pick<Transfers, 'complete' | 'decline' | 'fail'>;
}

export function createTaskLifecycle(
  context: EngineContext,
  workers: WorkerOperations,
  { onPendingAgain, transfers }: LifecycleHooks,
): TaskLifecycle {
  const { state, clock } = context;

  const touch = (task: Task, status: TaskStatus = statusOf(task)): void => {
    task.status = status;
    task.version += 1;
    task.updatedAt = clock.now();
  };

  const move = (reservation: Reservation, status: ReservationStatus): void => {
    reservation.status = status;
    reservation.version += 1;
    reservation.updatedAt = clock.now();
  };

  /** The reservation leaves the worker's capacity; the caller emits the event that says why. */
  const end = (reservation: Reservation, status: ReservationStatus): void => {
    stopTimer(state, reservation.sid);
    move(reservation, status);
    reservation.endedAt = clock.now();
  };

  const requireStatus = (reservation: Reservation, allowed: readonly ReservationStatus[], verb: string): void => {
    if (allowed.includes(reservation.status)) return;
    throw refused(
      `Cannot ${verb} reservation ${reservation.sid} because it is ${reservation.status}, not ${allowed.join(' or ')}`,
    );
  };

  const endTask = (task: Task, status: TaskStatus, reason: string | null): void => {
    touch(task, status);
    task.reason = reason;
    task.endedAt = clock.now();
    state.waiting.delete(task);
    stopTimer(state, `${task.sid} step`);
    stopTimer(state, `${task.sid} ttl`);
  };

  const leaveVisit = (task: Task, why: 'answered' | 'abandoned' | 'closed'): void => {
    const visit = task.visits.at(-1);
    if (visit === undefined || visit.leftAt !== undefined) return;
    visit.leftAt = clock.now();
    visit.why = why;
  };

  /** After an offer that came to nothing. */
  const giveBack = (declined: Reservation): void => {
    const { task } = declined;
    if (pendingReservations(task).length > 0) return;
    touch(task);
    if (declined.transfer !== null) {
      transfers().decline(declined);
    } else if (task.routingTarget !== null) {
      cancelTask(task, 'The routing target did not take the task');
    } else {
      state.routingDue = true;
      onPendingAgain(task);
    }
  };

  const timeOut = (reservation: Reservation): void => {
    requireStatus(reservation, ['pending'], 'time out');
    const { worker } = reservation;
    end(reservation, 'timeout');
    emitReservation(context, 'reservation.timeout', reservation, `Reservation ${reservation.sid} timed out`);
    const { timeoutActivity } = state.workspace;
    if (timeoutActivity !== null) workers.setActivity(worker, timeoutActivity);
    workers.release(reservation);
    giveBack(reservation);
  };

  const withdraw = (task: Task, status: 'canceled' | 'rescinded'): void => {
    for (const reservation of pendingReservations(task)) {
      end(reservation, status);
      emitReservation(context, `reservation.${status}`, reservation, `Reservation ${reservation.sid} ${status}`);
      workers.release(reservation);
    }
  };

  /** The reservations whose workers have the task: two at the end of a warm transfer, or while the sender wraps up. */
  const held = (task: Task): readonly Reservation[] =>
    task.reservations.filter(({ status }) => status === 'accepted' || status === 'wrapping');

  const wrapUp = (reservation: Reservation): void => {
    requireStatus(reservation, ['accepted'], 'wrap up');
    const { task, worker } = reservation;
    move(reservation, 'wrapping');
    reservation.wrapupAt = clock.now();
    touch(task);
    emitReservation(context, 'reservation.wrapup', reservation, `Worker ${worker.friendlyName} is wrapping up`);
    if (task.status === 'wrapping') emitTask(context, 'task.wrapup', task, `Task ${task.sid} moved to wrapup`);
  };

  const complete = (reservation: Reservation, reason: string | null): void => {
    requireStatus(reservation, ['accepted', 'wrapping'], 'complete');
    const { task, worker } = reservation;
    end(reservation, 'completed');
    const isOver = !task.reservations.some(isOpenReservation) && activeTransfer(task) === null;
    if (isOver) {
      leaveVisit(task, 'closed');
      endTask(task, 'completed', reason);
    } else {
      touch(task);
    }
    emitReservation(context, 'reservation.completed', reservation, `Worker ${worker.friendlyName} completed the task`);
    if (isOver) emitTask(context, 'task.completed', task, reason ?? `Task ${task.sid} completed`);
    workers.release(reservation);
  };

  const withdrawOffers = (task: Task): void => {
    state.waiting.delete(task);
    leaveVisit(task, 'closed');
    withdraw(task, 'canceled');
    touch(task);
  };

  const failTransfer = (task: Task, reason: string): void => {
    if (activeTransfer(task) === null) return;
    withdrawOffers(task);
    transfers().fail(task, reason);
  };

  const cancelTask = (task: Task, reason: string | null, description = reason ?? `Task ${task.sid} canceled`): void => {
    if (task.status !== 'pending' && task.status !== 'reserved') {
      throw refused(`Cannot cancel task ${task.sid} because it is not currently pending or reserved`);
    }
    leaveVisit(task, 'abandoned');
    endTask(task, 'canceled', reason);
    withdraw(task, 'canceled');
    transfers().fail(task, 'The task was canceled');
    emitTask(context, 'task.canceled', task, description);
  };

  const wrapUpTask = (task: Task, reason: string | null): void => {
    if (task.status !== 'assigned') {
      throw refused(`Cannot wrap up task ${task.sid} because it is not currently assigned`);
    }
    failTransfer(task, 'The task was wrapped up');
    task.reason = reason;
    for (const reservation of held(task)) if (reservation.status === 'accepted') wrapUp(reservation);
  };

  return {
    offer(task, worker) {
      const { queue } = task;
      if (queue === null) throw refused(`Task ${task.sid} is in no TaskQueue`);
      const at = clock.now();
      const reservation: Reservation = {
        sid: createSid('WR'),
        task,
        worker,
        queue,
        transfer: activeTransfer(task),
        status: 'pending',
        timeoutSeconds: state.workflow.reservationTimeoutSeconds,
        reasonCode: null,
        version: 0,
        createdAt: at,
        updatedAt: at,
        acceptedAt: null,
        wrapupAt: null,
        endedAt: null,
      };
      state.reservations.set(reservation.sid, reservation);
      task.reservations.push(reservation);
      touch(task);
      workers.occupy(reservation);
      emitReservation(context, 'reservation.created', reservation, `Reservation ${reservation.sid} created`);
      startTimer(context, reservation.sid, at + reservation.timeoutSeconds * 1000, () => {
        timeOut(reservation);
      });
      return reservation;
    },
    accept(reservation) {
      requireStatus(reservation, ['pending'], 'accept');
      const { task, worker } = reservation;
      stopTimer(state, reservation.sid);
      stopTimer(state, `${task.sid} step`);
      stopTimer(state, `${task.sid} ttl`);
      move(reservation, 'accepted');
      reservation.acceptedAt = clock.now();
      touch(task);
      state.waiting.delete(task);
      leaveVisit(task, 'answered');
      emitReservation(context, 'reservation.accepted', reservation, `Worker ${worker.friendlyName} accepted the task`);
      withdraw(task, 'rescinded');
      if (reservation.transfer !== null) transfers().complete(reservation.transfer, reservation);
    },
    reject(reservation, reasonCode) {
      requireStatus(reservation, ['pending'], 'reject');
      const { worker } = reservation;
      reservation.reasonCode = reasonCode ?? null;
      end(reservation, 'rejected');
      emitReservation(context, 'reservation.rejected', reservation, `Worker ${worker.friendlyName} rejected the task`);
      workers.release(reservation);
      giveBack(reservation);
    },
    timeOut,
    rescind(reservation) {
      requireStatus(reservation, ['pending'], 'rescind');
      end(reservation, 'rescinded');
      emitReservation(context, 'reservation.rescinded', reservation, `Reservation ${reservation.sid} rescinded`);
      workers.release(reservation);
      giveBack(reservation);
    },
    wrapUp,
    complete: (reservation, reason) => {
      complete(reservation, reason ?? null);
    },
    cancelTask,
    wrapUpTask,
    completeTask(task, reason) {
      const holders = held(task);
      if (holders.length === 0) {
        throw refused(`Cannot complete task ${task.sid} because it is not currently assigned or wrapping`);
      }
      failTransfer(task, 'The task was completed');
      for (const reservation of holders) complete(reservation, reason ?? task.reason);
    },
    hangUp(task, reason) {
      if (task.status === 'assigned') wrapUpTask(task, reason);
      else if (task.status === 'wrapping' && activeTransfer(task) !== null) failTransfer(task, 'The customer left');
      else cancelTask(task, reason);
    },
    withdrawOffers,
    abandon(task, reason) {
      if (isOpenTask(task) && held(task).length === 0) cancelTask(task, reason);
    },
    deleteTask(task) {
      const holders = held(task);
      if (task.endedAt === null) {
        leaveVisit(task, 'closed');
        endTask(task, 'deleted', task.reason);
        withdraw(task, 'canceled');
        transfers().fail(task, 'The task was deleted');
        for (const reservation of holders) {
          end(reservation, 'canceled');
          emitReservation(context, 'reservation.canceled', reservation, `Reservation ${reservation.sid} canceled`);
          workers.release(reservation);
        }
      }
      emitTask(context, 'task.deleted', task, `Task ${task.sid} deleted`);
    },
  };
}
