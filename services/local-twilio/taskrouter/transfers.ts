import { createSid } from '../base/account';
import { emitTransfer, type EngineContext } from './engine-context';
import { isFree } from './routing';
import { refused } from '../base/task-router-error';
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

interface Parts {
  readonly context: EngineContext;
  readonly steps: TransferSteps;
}

export function createTransfers(context: EngineContext, steps: TransferSteps): Transfers {
  const parts: Parts = { context, steps };
  return {
    start: (from, order) => start(parts, from, order),
    cancel(transfer) {
      if (transfer.status !== 'initiated') {
        throw refused(`Cannot cancel transfer ${transfer.sid} because it is ${transfer.status}`);
      }
      undo(parts, transfer, 'canceled', 'Transfer canceled');
    },
    complete(transfer, receivedBy) {
      transfer.receivedBy = receivedBy;
      end(context, transfer, 'completed', null);
    },
    decline(declined) {
      decline(parts, declined);
    },
    fail(task, reason) {
      const transfer = activeTransfer(task);
      if (transfer !== null) end(context, transfer, 'failed', reason);
    },
  };
}

function start({ context, steps }: Parts, from: Reservation, order: TransferOrder): Transfer {
  const { task } = from;
  const { to, mode, priority } = order;
  requireTransferable(from, to);
  const transfer = newTransfer(from, order, context.clock.now());
  task.transfers.push(transfer);
  if (priority !== undefined) task.priority = priority;
  emitTransfer(context, 'task.transfer-initiated', transfer, `Transfer of task ${task.sid} initiated`);
  if (to.type === 'WORKER' && !isFree(to.worker, task.channel.uniqueName)) {
    end(context, transfer, 'failed', `Worker ${to.worker.friendlyName} is not available`);
    return transfer;
  }
  if (to.type === 'QUEUE') steps.enterQueue(task, to.queue);
  if (mode === 'COLD') steps.wrapUp(from);
  if (to.type === 'WORKER') steps.offer(task, to.worker);
  return transfer;
}

function decline(parts: Parts, { transfer, status, worker, task }: Reservation): void {
  if (transfer?.status !== 'initiated') return;
  if (transfer.to.type === 'WORKER') {
    undo(parts, transfer, 'failed', `Reservation ${status}`);
    return;
  }
  const description = `Worker ${worker.friendlyName} did not take task ${task.sid}`;
  emitTransfer(parts.context, 'task.transfer-attempt-failed', transfer, description);
  parts.context.state.routingDue = true;
}

function undo({ context, steps }: Parts, transfer: Transfer, status: 'failed' | 'canceled', reason: string): void {
  steps.withdrawOffers(transfer.task);
  end(context, transfer, status, status === 'failed' ? reason : null);
  steps.abandon(transfer.task, reason);
}

function end(
  context: EngineContext,
  transfer: Transfer,
  status: 'completed' | 'failed' | 'canceled',
  reason: string | null,
): void {
  transfer.status = status;
  transfer.failedReason = reason;
  transfer.updatedAt = context.clock.now();
  emitTransfer(context, `task.transfer-${status}`, transfer, reason ?? `Transfer ${transfer.sid} ${status}`);
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
