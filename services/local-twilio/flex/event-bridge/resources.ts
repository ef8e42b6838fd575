import { account } from '../../account';
import { availableCapacityPercentage, capacityLeft } from '../../taskrouter/events';
import type { Activity, Reservation, Task, Worker, WorkerChannel } from '../../taskrouter/model';

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
  routing_target: null,
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

/** `nowMs` is the engine's clock, for the age of the task. */
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
