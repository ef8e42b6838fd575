import type { EventFeed, NewEvent } from './event-feed';
import {
  reservationFields,
  taskFields,
  taskQueueFields,
  transferFields,
  workerFields,
  type EventFields,
  type TaskRouterEventType,
  type TransferEventType,
} from './events';
import type { EngineClock } from '../base/scaled-clock';
import type {
  Activity,
  Reservation,
  Task,
  TaskChannel,
  TaskQueue,
  Transfer,
  Worker,
  Workflow,
  Workspace,
} from './workspace-model';

/** Everything the workspace holds, by SID. Ended tasks and reservations stay: the truth names them. */
export interface EngineState {
  readonly workspace: Workspace;
  readonly workflow: Workflow;
  readonly activities: Map<string, Activity>;
  readonly channels: Map<string, TaskChannel>;
  readonly queues: Map<string, TaskQueue>;
  readonly workers: Map<string, Worker>;
  readonly tasks: Map<string, Task>;
  readonly reservations: Map<string, Reservation>;
  /** Tasks that a queue has yet to give to somebody, those that are transferred to it included. */
  readonly waiting: Set<Task>;
  /** Cancels of running timers by name. */
  readonly timers: Map<string, () => void>;
  /** Something changed that may let a waiting task be offered. */
  routingDue: boolean;
}

/** What the parts of the engine share. */
export interface EngineContext {
  readonly state: EngineState;
  readonly clock: EngineClock;
  readonly feed: EventFeed;
}

/** Runs `action` once at `atMs`, replacing a timer of the same name. */
export function startTimer(
  { state, clock, feed }: EngineContext,
  name: string,
  atMs: number,
  action: () => void,
): void {
  stopTimer(state, name);
  const cancel = clock.schedule(atMs, () => {
    state.timers.delete(name);
    feed.transact(action);
  });
  state.timers.set(name, cancel);
}

export function stopTimer(state: EngineState, name: string): void {
  state.timers.get(name)?.();
  state.timers.delete(name);
}

type TypeOf<Family extends string> = Extract<TaskRouterEventType, `${Family}.${string}`>;

/** Emits an event of a task, with its queue and workflow. */
export function emitTask(
  { state, clock, feed }: EngineContext,
  type: Exclude<TypeOf<'task' | 'task-queue' | 'workflow'>, TransferEventType>,
  task: Task,
  description: string,
): void {
  const fields = taskFields(task, state.workflow, clock.now());
  feed.emit({ type, resourceSid: task.sid, description, fields, task });
}

/** Emits an event of a reservation, with its task, queue and worker. */
export function emitReservation(
  { state, clock, feed }: EngineContext,
  type: TypeOf<'reservation'>,
  reservation: Reservation,
  description: string,
): void {
  const { task, worker, queue } = reservation;
  const fields: EventFields = {
    ...taskFields(task, state.workflow, clock.now()),
    ...taskQueueFields(queue),
    ...workerFields(worker),
    ...reservationFields(reservation),
  };
  feed.emit({ type, resourceSid: reservation.sid, description, fields, task, reservation, worker });
}

/** Emits an event of a transfer, with its task. */
export function emitTransfer(
  { state, clock, feed }: EngineContext,
  type: TransferEventType,
  transfer: Transfer,
  description: string,
): void {
  const { task } = transfer;
  const fields = { ...taskFields(task, state.workflow, clock.now()), ...transferFields(transfer) };
  feed.emit({ type, resourceSid: transfer.sid, description, fields, task, transfer });
}

/** Emits an event of a worker; `extra` are the fields of what changed. */
export function emitWorker(
  { feed }: EngineContext,
  type: TypeOf<'worker'>,
  worker: Worker,
  description: string,
  extra: EventFields = {},
): void {
  const event: NewEvent = {
    type,
    resourceSid: worker.sid,
    description,
    fields: { ...workerFields(worker), ...extra },
    worker,
  };
  feed.emit(event);
}
