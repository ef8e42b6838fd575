import { account } from '../base/account';
import { targetSid } from './workspace-model';
import type {
  Activity,
  Reservation,
  Task,
  TaskQueue,
  Transfer,
  Worker,
  WorkerChannel,
  Workflow,
  Workspace,
} from './workspace-model';

/** Every event type the engine can produce; names are TaskRouter's (docs.twilio.com, "TaskRouter Events reference"). */
export type TaskRouterEventType =
  | `task.${'created' | 'updated' | 'canceled' | 'wrapup' | 'completed' | 'deleted'}`
  | TransferEventType
  | `task-queue.${'created' | 'deleted' | 'expression.updated' | 'entered' | 'timeout' | 'moved'}`
  | `workflow.${'entered' | 'target-matched' | 'timeout' | 'skipped'}`
  | `reservation.${'created' | 'accepted' | 'rejected' | 'timeout' | 'canceled' | 'rescinded' | 'wrapup' | 'completed'}`
  | `worker.${'created' | 'deleted' | 'activity.update' | 'attributes.update' | 'capacity.update' | 'channel.availability.update'}`
  | `activity.${'created' | 'updated' | 'deleted'}`;

/** Events of a transfer: their resource is the transfer, not the task. */
export type TransferEventType = `task.transfer-${'initiated' | 'attempt-failed' | 'failed' | 'canceled' | 'completed'}`;

/** Form fields of a callback, without those that every event carries. */
export type EventFields = Readonly<Record<string, string>>;

/** One change in the workspace. */
export interface TaskRouterEvent {
  /** `EV…`: the same for every delivery of this event. */
  readonly sid: string;
  readonly type: TaskRouterEventType;
  readonly atMs: number;
  readonly resourceSid: string;
  /** What changed, for listeners inside this process; already in its state after the change. */
  readonly task?: Task;
  readonly reservation?: Reservation;
  readonly worker?: Worker;
  readonly transfer?: Transfer;
  /** All form fields of the callback. */
  readonly payload: EventFields;
}

/** The account has one operating unit; TaskRouter names it in every worker's events. */
const OPERATING_UNIT_SID = 'OU00000000000000000000000000000001';

const seconds = (ms: number): string => String(Math.floor(ms / 1000));

/** Fields of the envelope: every event carries them. */
export function envelopeFields(
  event: { sid: string; type: TaskRouterEventType; atMs: number; resourceSid: string; description: string },
  workspace: Workspace,
): EventFields {
  return {
    Sid: event.sid,
    EventType: event.type,
    EventDescription: event.description,
    AccountSid: account.accountSid,
    WorkspaceSid: workspace.sid,
    WorkspaceName: workspace.friendlyName,
    ResourceType: resourceTypeOf(event.type),
    ResourceSid: event.resourceSid,
    Timestamp: seconds(event.atMs),
    TimestampMs: String(event.atMs),
    OperatingUnitSid: OPERATING_UNIT_SID,
  };
}

/** A move through the workflow or a queue is an event of the task, not of the queue. */
function resourceTypeOf(type: TaskRouterEventType): string {
  if (type === 'task-queue.created' || type === 'task-queue.deleted' || type === 'task-queue.expression.updated') {
    return 'task-queue';
  }
  if (type.startsWith('task.transfer-')) return 'transfer';
  const [family = ''] = type.split('.');
  return family === 'workflow' || family === 'task-queue' ? 'task' : family;
}

/** Fields of an event that involves a task. */
export function taskFields(task: Task, workflow: Workflow, atMs: number): EventFields {
  return {
    TaskSid: task.sid,
    TaskAttributes: task.attributes,
    TaskAge: seconds(atMs - task.createdAt),
    TaskPriority: String(task.priority),
    TaskAssignmentStatus: task.status === 'deleted' ? 'canceled' : task.status,
    TaskVersion: String(task.version),
    TaskDateCreated: seconds(task.createdAt),
    TaskVirtualStartTime: seconds(task.createdAt),
    TaskIgnoreCapacity: 'false',
    TaskChannelSid: task.channel.sid,
    TaskChannelUniqueName: task.channel.uniqueName,
    WorkflowSid: workflow.sid,
    WorkflowName: workflow.friendlyName,
    ...(task.routingTarget === null ? {} : { TaskRoutingTarget: task.routingTarget.sid }),
    ...(task.filterName === null ? {} : { WorkflowFilterName: task.filterName }),
    ...(task.queue === null ? {} : taskQueueFields(task.queue)),
    ...(task.queueEnteredAt === null ? {} : { TaskQueueEnteredDate: seconds(task.queueEnteredAt) }),
    ...(task.reason === null ? {} : reasonFields(task)),
  };
}

function reasonFields(task: Task): EventFields {
  if (task.status === 'canceled') return { TaskCanceledReason: task.reason ?? '' };
  return task.status === 'completed' ? { TaskCompletedReason: task.reason ?? '' } : {};
}

/** Fields that name a TaskQueue. */
export const taskQueueFields = (queue: TaskQueue): EventFields => ({
  TaskQueueSid: queue.sid,
  TaskQueueName: queue.friendlyName,
  TaskQueueTargetExpression: queue.targetWorkers,
});

/** Fields of an event that involves a worker. */
export const workerFields = (worker: Worker): EventFields => ({
  WorkerSid: worker.sid,
  WorkerName: worker.friendlyName,
  WorkerAttributes: worker.attributes,
  WorkerActivitySid: worker.activity.sid,
  WorkerActivityName: worker.activity.friendlyName,
  WorkerVersion: String(worker.version),
});

/** What `worker.activity.update` says about the activity that was left. */
export const previousActivityFields = (previous: Activity, spentMs: number): EventFields => ({
  WorkerPreviousActivitySid: previous.sid,
  WorkerPreviousActivityName: previous.friendlyName,
  WorkerTimeInPreviousActivity: seconds(spentMs),
  WorkerTimeInPreviousActivityMs: String(spentMs),
});

/** Fields of one WorkerChannel. `WorkerChannelAvailable` is its switch; `WorkerChannelAvailableCapacity` is a percentage, the other capacities are counts. */
export function workerChannelFields(workerChannel: WorkerChannel, previousCapacity?: number): EventFields {
  return {
    TaskChannelSid: workerChannel.channel.sid,
    TaskChannelUniqueName: workerChannel.channel.uniqueName,
    WorkerChannelSid: workerChannel.sid,
    WorkerChannelTaskCount: String(workerChannel.open.size),
    WorkerChannelAvailable: String(workerChannel.available),
    WorkerChannelCapacity: String(workerChannel.capacity),
    WorkerChannelAvailableCapacity: String(availableCapacityPercentage(workerChannel)),
    ...(previousCapacity === undefined ? {} : { WorkerChannelPreviousCapacity: String(previousCapacity) }),
  };
}

/** Configured capacity minus open reservations; 0 while the channel is switched off. */
export const capacityLeft = (channel: WorkerChannel): number =>
  channel.available ? Math.max(0, channel.capacity - channel.open.size) : 0;

/** Share of the configured capacity that is left, 0–100. */
export const availableCapacityPercentage = (channel: WorkerChannel): number =>
  channel.capacity === 0 ? 0 : Math.round((100 * capacityLeft(channel)) / channel.capacity);

/** Fields of a reservation, beside those of its task, worker and queue. */
export function reservationFields(reservation: Reservation): EventFields {
  const workerChannel = reservation.worker.channels.get(reservation.task.channel.uniqueName);
  return {
    ReservationSid: reservation.sid,
    ReservationStatus: reservation.status,
    ReservationVersion: String(reservation.version),
    ReservationTimeout: String(reservation.timeoutSeconds),
    ...(reservation.reasonCode === null ? {} : { ReservationReasonCode: reservation.reasonCode }),
    ...(reservation.transfer === null ? {} : transferFields(reservation.transfer)),
    ...(workerChannel === undefined
      ? {}
      : {
          WorkerChannelCapacity: String(workerChannel.capacity),
          WorkerChannelConsumedCapacity: String(workerChannel.open.size),
        }),
  };
}

/** Fields of a transfer: in its own events, and in those of the reservations that it made. */
export const transferFields = (transfer: Transfer): EventFields => ({
  TaskTransferSid: transfer.sid,
  TransferMode: transfer.mode,
  TransferType: transfer.to.type,
  TransferTo: targetSid(transfer),
  TransferStatus: transfer.status,
  TransferStarted: seconds(transfer.createdAt),
  TransferInitiatingReservationSid: transfer.from.sid,
  TransferInitiatingWorkerSid: transfer.from.worker.sid,
  ...(transfer.failedReason === null ? {} : { TransferFailedReason: transfer.failedReason }),
});

/** Fields of an activity's own events. */
export const activityFields = (activity: Activity): EventFields => ({
  ActivitySid: activity.sid,
  ActivityName: activity.friendlyName,
  ActivityAvailable: String(activity.available),
});
