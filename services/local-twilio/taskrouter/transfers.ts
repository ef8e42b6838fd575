import { createSid } from '../base/account';
import { emitTransfer, type EngineContext } from './engine-context';
import { isFree } from './routing';
import { refused } from './task-router-error';
import {
  activeTransfer,
  type Reservation,
  type Task,
  type TaskQueue,
  type Transfer,
  type TransferMode,
  type TransferTarget,
  type Worker,
} from './workspace-model';

export interface TransferOrder {
  readonly to: TransferTarget;
  readonly mode: TransferMode;
  /** New priority of the task; unchanged by default. */
  readonly priority?: number;
}

/** What a transfer needs of the rest of the engine. */
export interface TransferSteps {
  readonly enterQueue: (task: Task, queue: TaskQueue) => void;
  readonly offer: (task: Task, worker: Worker) => void;
  readonly wrapUp: (reservation: Reservation) => void;
  /** Takes back what is offered and nobody has answered, and the task out of the queue it waits in. */
  readonly withdrawOffers: (task: Task) => void;
  /** A transfer came to nothing and nobody has the task: the customer is lost. */
  readonly abandon: (task: Task, reason: string) => void;
}

/** Handing tasks on. Each throws TaskRouterError 400 when the state does not allow it. */
export interface Transfers {
  /**
   * Hands a task on. COLD: the sender wraps up at once; WARM: the sender stays. A worker who cannot take it fails the
   * transfer and leaves the task with the sender.
   */
  readonly start: (from: Reservation, order: TransferOrder) => Transfer;
  readonly cancel: (transfer: Transfer) => void;
  /** The receiver has the task. */
  readonly complete: (transfer: Transfer, receivedBy: Reservation) => void;
  /** The receiver did not take the task: a queue asks the next worker, a transfer to one worker has failed. */
  readonly decline: (declined: Reservation) => void;
  /** Ends the transfer that is under way, if there is one, without touching offers. */
  readonly fail: (task: Task, reason: string) => void;
}

export function createTransfers(context: EngineContext, steps: TransferSteps): Transfers {
  const { state, clock } = context;

  const end = (transfer: Transfer, status: 'completed' | 'failed' | 'canceled', reason: string | null): void => {
    transfer.status = status;
    transfer.failedReason = reason;
    transfer.updatedAt = clock.now();
    emitTransfer(context, `task.transfer-${status}`, transfer, reason ?? `Transfer ${transfer.sid} ${status}`);
  };

  const undo = (transfer: Transfer, status: 'failed' | 'canceled', reason: string): void => {
    steps.withdrawOffers(transfer.task);
    end(transfer, status, status === 'failed' ? reason : null);
    steps.abandon(transfer.task, reason);
  };

  return {
    start(from, order) {
      const { task } = from;
      const { to, mode, priority } = order;
      requireTransferable(from, to);
      const transfer = newTransfer(from, order, clock.now());
      task.transfers.push(transfer);
      if (priority !== undefined) task.priority = priority;
      emitTransfer(context, 'task.transfer-initiated', transfer, `Transfer of task ${task.sid} initiated`);
      if (to.type === 'WORKER' && !isFree(to.worker, task.channel.uniqueName)) {
        end(transfer, 'failed', `Worker ${to.worker.friendlyName} is not available`);
        return transfer;
      }
      if (to.type === 'QUEUE') steps.enterQueue(task, to.queue);
      if (mode === 'COLD') steps.wrapUp(from);
      if (to.type === 'WORKER') steps.offer(task, to.worker);
      return transfer;
    },
    cancel(transfer) {
      if (transfer.status !== 'initiated') {
        throw refused(`Cannot cancel transfer ${transfer.sid} because it is ${transfer.status}`);
      }
      undo(transfer, 'canceled', 'Transfer canceled');
    },
    complete(transfer, receivedBy) {
      transfer.receivedBy = receivedBy;
      end(transfer, 'completed', null);
    },
    decline(declined) {
      const { transfer } = declined;
      if (transfer?.status !== 'initiated') return;
      if (transfer.to.type === 'WORKER') {
        undo(transfer, 'failed', `Reservation ${declined.status}`);
        return;
      }
      const description = `Worker ${declined.worker.friendlyName} did not take task ${declined.task.sid}`;
      emitTransfer(context, 'task.transfer-attempt-failed', transfer, description);
      state.routingDue = true;
    },
    fail(task, reason) {
      const transfer = activeTransfer(task);
      if (transfer !== null) end(transfer, 'failed', reason);
    },
  };
}

/** @throws TaskRouterError 400 */
function requireTransferable({ sid, status, task, worker }: Reservation, to: TransferTarget): void {
  if (status !== 'accepted') {
    throw refused(`Cannot transfer with reservation ${sid} because it is ${status}, not accepted`);
  }
  if (activeTransfer(task) !== null) throw refused(`Task ${task.sid} is already being transferred`);
  if (to.type === 'WORKER' && to.worker === worker) {
    throw refused(`Worker ${worker.sid} has task ${task.sid} already`);
  }
}

const newTransfer = (from: Reservation, { to, mode }: TransferOrder, at: number): Transfer => ({
  sid: createSid('TT'),
  task: from.task,
  mode,
  from,
  to,
  status: 'initiated',
  failedReason: null,
  receivedBy: null,
  createdAt: at,
  updatedAt: at,
});
