import { account } from '../../base/account';
import { availableCapacityPercentage, capacityLeft } from '../../taskrouter/events';
import {
  activeTransfer,
  targetSid,
  type Activity,
  type Reservation,
  type Task,
  type Transfer,
  type Worker,
  type WorkerChannel,
} from '../../taskrouter/workspace-model';

/**
 * Resources as the event bridge sends them. twilio-taskrouter 2.1.1 throws when one of these keys is absent, and reads
 * dates as epoch seconds.
 */
const seconds = (ms: number): number => Math.floor(ms / 1000);

const OF_WORKSPACE = { account_sid: account.accountSid, workspace_sid: account.workspaceSid };

export const workerResource = (worker: Worker): object => ({
  ...OF_WORKSPACE,
  sid: worker.sid,
  friendly_name: worker.friendlyName,
  attributes: worker.attributes,
  available: worker.activity.available,
  activity_sid: worker.activity.sid,
  activity_name: worker.activity.friendlyName,
  date_created: seconds(worker.createdAt),
  date_updated: seconds(worker.updatedAt),
  date_status_changed: seconds(worker.activityChangedAt),
  version: String(worker.version),
});

export const activityResource = (activity: Activity): object => ({
  ...OF_WORKSPACE,
  sid: activity.sid,
  friendly_name: activity.friendlyName,
  available: activity.available,
  date_created: seconds(activity.createdAt),
  date_updated: seconds(activity.updatedAt),
});

export const workerChannelResource = (worker: Worker, workerChannel: WorkerChannel): object => ({
  ...OF_WORKSPACE,
  sid: workerChannel.sid,
  worker_sid: worker.sid,
  task_channel_sid: workerChannel.channel.sid,
  task_channel_unique_name: workerChannel.channel.uniqueName,
  assigned_tasks: workerChannel.open.size,
  available: workerChannel.available && capacityLeft(workerChannel) > 0,
  available_capacity_percentage: availableCapacityPercentage(workerChannel),
  configured_capacity: workerChannel.capacity,
  last_reserved_time: workerChannel.lastReservedAt === null ? null : seconds(workerChannel.lastReservedAt),
  date_created: seconds(workerChannel.createdAt),
  date_updated: seconds(workerChannel.updatedAt),
});

/** `nowMs` is the engine's clock, for the age. */
export const taskResource = (task: Task, nowMs: number): object => ({
  ...OF_WORKSPACE,
  sid: task.sid,
  addons: '{}',
  age: seconds(nowMs - task.createdAt),
  assignment_status: task.status === 'deleted' ? 'canceled' : task.status,
  attributes: task.attributes,
  priority: task.priority,
  queue_name: task.queue?.friendlyName ?? '',
  queue_sid: task.queue?.sid ?? '',
  reason: task.reason,
  routing_target: task.routingTarget?.sid ?? null,
  task_channel_sid: task.channel.sid,
  task_channel_unique_name: task.channel.uniqueName,
  timeout: task.timeoutSeconds,
  workflow_name: 'Assign to Anyone',
  workflow_sid: account.workflowSid,
  version: String(task.version),
  virtual_start_time: seconds(task.createdAt),
  date_created: seconds(task.createdAt),
  date_updated: seconds(task.updatedAt),
});

/**
 * Flex UI 2.17.1 compares the status with `initiated` and `complete`, the words of twilio-taskrouter's TRANSFER_STATUS,
 * and mode and type in capitals.
 */
export const transferResource = (transfer: Transfer): object => ({
  ...OF_WORKSPACE,
  sid: transfer.sid,
  task_sid: transfer.task.sid,
  initiating_reservation_sid: transfer.from.sid,
  initiating_worker_sid: transfer.from.worker.sid,
  initiating_queue_sid: transfer.from.queue.sid,
  initiating_workflow_sid: account.workflowSid,
  transfer_mode: transfer.mode,
  transfer_to: targetSid(transfer),
  transfer_type: transfer.to.type,
  transfer_status: transfer.status === 'completed' ? 'complete' : transfer.status,
  transfer_failed_reason: transfer.failedReason,
  date_created: seconds(transfer.createdAt),
  date_updated: seconds(transfer.updatedAt),
});

/** The SDK takes a null for a transfer and fails: the keys are there only when there is one. */
function transfersOf(reservation: Reservation): object {
  const outgoing = activeTransfer(reservation.task);
  return {
    ...(reservation.transfer === null ? {} : { task_transfer: transferResource(reservation.transfer) }),
    ...(outgoing?.from === reservation ? { active_outgoing_task_transfer: transferResource(outgoing) } : {}),
  };
}

/**
 * The reply to a command on a reservation; `nowMs` is the engine's clock, for the age of the task. It names no transfer:
 * the SDK fails on one in this place.
 */
export const reservationResource = (reservation: Reservation, nowMs: number): object => ({
  ...OF_WORKSPACE,
  sid: reservation.sid,
  worker_sid: reservation.worker.sid,
  reservation_status: reservation.status,
  reservation_timeout: reservation.timeoutSeconds,
  canceled_reason_code: null,
  version: String(reservation.version),
  date_created: seconds(reservation.createdAt),
  date_updated: seconds(reservation.updatedAt),
  task: taskResource(reservation.task, nowMs),
});

/** A reservation in an event or a list: with the transfer that made it, and the one that it has begun. */
export const reservationWithTransfers = (reservation: Reservation, nowMs: number): object => ({
  ...reservationResource(reservation, nowMs),
  ...transfersOf(reservation),
});
