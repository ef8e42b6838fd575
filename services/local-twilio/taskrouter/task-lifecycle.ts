import { createSid } from '../account';
import { emitReservation, emitTask, startTimer, stopTimer, type EngineContext } from './engine-context';
import { refused } from './errors';
import type { Reservation, ReservationStatus, Task, TaskStatus, Worker } from './model';
import { pendingReservations } from './routing';
import type { WorkerOperations } from './worker-operations';

/** Transitions of tasks and their reservations. Each throws TaskRouterError 400 when the state does not allow it. */
interface TaskLifecycle {
  /** Reserves a worker: the task is `reserved`, the reservation `pending`. */
  readonly offer: (task: Task, worker: Worker) => Reservation;
  readonly accept: (reservation: Reservation) => void;
  /** Gives the task back. */
  readonly reject: (reservation: Reservation, reasonCode?: string) => void;
  readonly wrapUp: (reservation: Reservation) => void;
  readonly complete: (reservation: Reservation, reason?: string) => void;
  /** Only a waiting task (`pending`, `reserved`) can be canceled. */
  readonly cancelTask: (task: Task, reason: string | null, description?: string) => void;
  readonly wrapUpTask: (task: Task, reason: string | null) => void;
  readonly completeTask: (task: Task, reason: string | null) => void;
  readonly deleteTask: (task: Task) => void;
}

export function createTaskLifecycle(
  context: EngineContext,
  workers: WorkerOperations,
  /** Called when a task is nobody's again: its workflow step may have run out in the meantime. */
  onPendingAgain: (task: Task) => void,
): TaskLifecycle {
  const { state, clock } = context;

  const touch = (task: Task, status: TaskStatus): void => {
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

  const returnTask = (task: Task): void => {
    if (pendingReservations(task).length > 0) return;
    touch(task, 'pending');
    state.routingDue = true;
    onPendingAgain(task);
  };

  const timeOut = (reservation: Reservation): void => {
    const { worker, task } = reservation;
    end(reservation, 'timeout');
    emitReservation(context, 'reservation.timeout', reservation, `Reservation ${reservation.sid} timed out`);
    const { timeoutActivity } = state.workspace;
    if (timeoutActivity !== null) workers.setActivity(worker, timeoutActivity);
    workers.release(reservation);
    returnTask(task);
  };

  const withdraw = (task: Task, status: 'canceled' | 'rescinded'): void => {
    for (const reservation of pendingReservations(task)) {
      end(reservation, status);
      emitReservation(context, `reservation.${status}`, reservation, `Reservation ${reservation.sid} ${status}`);
      workers.release(reservation);
    }
  };

  /** The one reservation that was accepted and has not ended. */
  const held = (task: Task): Reservation | undefined =>
    task.reservations.find(({ status }) => status === 'accepted' || status === 'wrapping');

  const wrapUp = (reservation: Reservation): void => {
    requireStatus(reservation, ['accepted'], 'wrap up');
    const { task, worker } = reservation;
    move(reservation, 'wrapping');
    reservation.wrapupAt = clock.now();
    touch(task, 'wrapping');
    emitReservation(context, 'reservation.wrapup', reservation, `Worker ${worker.friendlyName} is wrapping up`);
    emitTask(context, 'task.wrapup', task, `Task ${task.sid} moved to wrapup`);
  };

  const complete = (reservation: Reservation, reason: string | null): void => {
    requireStatus(reservation, ['accepted', 'wrapping'], 'complete');
    const { task, worker } = reservation;
    end(reservation, 'completed');
    leaveVisit(task, 'closed');
    endTask(task, 'completed', reason);
    emitReservation(context, 'reservation.completed', reservation, `Worker ${worker.friendlyName} completed the task`);
    emitTask(context, 'task.completed', task, reason ?? `Task ${task.sid} completed`);
    workers.release(reservation);
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
      touch(task, 'reserved');
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
      touch(task, 'assigned');
      state.waiting.delete(task);
      leaveVisit(task, 'answered');
      emitReservation(context, 'reservation.accepted', reservation, `Worker ${worker.friendlyName} accepted the task`);
      withdraw(task, 'rescinded');
    },
    reject(reservation, reasonCode) {
      requireStatus(reservation, ['pending'], 'reject');
      const { task, worker } = reservation;
      reservation.reasonCode = reasonCode ?? null;
      end(reservation, 'rejected');
      emitReservation(context, 'reservation.rejected', reservation, `Worker ${worker.friendlyName} rejected the task`);
      workers.release(reservation);
      returnTask(task);
    },
    wrapUp,
    complete: (reservation, reason) => {
      complete(reservation, reason ?? null);
    },
    cancelTask(task, reason, description = reason ?? `Task ${task.sid} canceled`) {
      if (task.status !== 'pending' && task.status !== 'reserved') {
        throw refused(`Cannot cancel task ${task.sid} because it is not currently pending or reserved`);
      }
      leaveVisit(task, 'abandoned');
      endTask(task, 'canceled', reason);
      withdraw(task, 'canceled');
      emitTask(context, 'task.canceled', task, description);
    },
    wrapUpTask(task, reason) {
      const reservation = held(task);
      if (task.status !== 'assigned' || reservation === undefined) {
        throw refused(`Cannot wrap up task ${task.sid} because it is not currently assigned`);
      }
      task.reason = reason;
      wrapUp(reservation);
    },
    completeTask(task, reason) {
      const reservation = held(task);
      if (reservation === undefined) {
        throw refused(`Cannot complete task ${task.sid} because it is not currently assigned or wrapping`);
      }
      complete(reservation, reason ?? task.reason);
    },
    deleteTask(task) {
      const reservation = held(task);
      if (task.endedAt === null) {
        leaveVisit(task, 'closed');
        endTask(task, 'deleted', task.reason);
        withdraw(task, 'canceled');
        if (reservation !== undefined) {
          end(reservation, 'canceled');
          emitReservation(context, 'reservation.canceled', reservation, `Reservation ${reservation.sid} canceled`);
          workers.release(reservation);
        }
      }
      emitTask(context, 'task.deleted', task, `Task ${task.sid} deleted`);
    },
  };
}
