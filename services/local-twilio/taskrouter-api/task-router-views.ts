import { account } from '../base/account';
import type { KeptEvent } from '../taskrouter/event-history';
import { availableCapacityPercentage } from '../taskrouter/events';
import type { TaskRouter } from '../taskrouter/task-router';
import { writtenConfiguration } from '../taskrouter/workflow-configuration';
import type {
  Activity,
  Reservation,
  Task,
  TaskChannel,
  TaskQueue,
  Worker,
  WorkerChannel,
  Workflow,
  Workspace,
} from '../taskrouter/workspace-model';
import { eventView } from './event-view';

/** Resources as `taskrouter.twilio.com` describes them (docs.twilio.com, "TaskRouter API"). */
export interface TaskRouterViews {
  workspace(): object;
  workflow(): object;
  activity(activity: Activity): object;
  channel(channel: TaskChannel): object;
  queue(queue: TaskQueue): object;
  worker(worker: Worker): object;
  workerChannel(worker: Worker, channel: WorkerChannel): object;
  task(task: Task): object;
  /** `under` is the collection that the caller came through. */
  reservation(reservation: Reservation, under: 'Workers' | 'Tasks'): object;
  event(event: KeptEvent): object;
}

/** ISO 8601 in whole seconds, as this API writes instants. */
const date = (atMs: number): string => `${new Date(atMs).toISOString().slice(0, 19)}Z`;

const dates = ({ createdAt, updatedAt }: { createdAt: number; updatedAt: number }): object => ({
  date_created: date(createdAt),
  date_updated: date(updatedAt),
});

/** Where the workspace is reached, and what every resource of it repeats. */
interface WorkspaceAddress {
  readonly root: string;
  readonly common: { readonly account_sid: string; readonly workspace_sid: string };
}

export function taskRouterViews(baseUrl: string, router: TaskRouter): TaskRouterViews {
  const { workspace, workflow } = router.state;
  const root = `${baseUrl}/v1/Workspaces/${workspace.sid}`;
  const place: WorkspaceAddress = { root, common: { account_sid: account.accountSid, workspace_sid: workspace.sid } };
  return {
    workspace: () => workspaceView(root, workspace),
    workflow: () => workflowView(place, workflow),
    activity: (activity) => activityView(place, activity),
    channel: (channel) => taskChannelView(place, channel),
    queue: (queue) => taskQueueView(place, queue),
    worker: (worker) => workerView(place, worker),
    workerChannel: (worker, channel) => workerChannelView(place, worker, channel),
    task: (task) => taskView(place, workflow, task, router.clock.now()),
    reservation: (reservation, under) => reservationView(place, reservation, under),
    event: (event) => eventView(root, event),
  };
}

const workspaceView = (root: string, workspace: Workspace): object => ({
  account_sid: account.accountSid,
  sid: workspace.sid,
  friendly_name: workspace.friendlyName,
  event_callback_url: workspace.eventCallbackUrl,
  events_filter: workspace.eventsFilter,
  default_activity_sid: workspace.defaultActivity.sid,
  default_activity_name: workspace.defaultActivity.friendlyName,
  timeout_activity_sid: workspace.timeoutActivity?.sid ?? null,
  timeout_activity_name: workspace.timeoutActivity?.friendlyName ?? null,
  multi_task_enabled: true,
  prioritize_queue_order: 'FIFO',
  ...dates(workspace),
  url: root,
  links: { task_queues: `${root}/TaskQueues`, workers: `${root}/Workers`, tasks: `${root}/Tasks` },
});

const workflowView = ({ root, common }: WorkspaceAddress, workflow: Workflow): object => ({
  ...common,
  sid: workflow.sid,
  friendly_name: workflow.friendlyName,
  task_reservation_timeout: workflow.reservationTimeoutSeconds,
  assignment_callback_url: null,
  fallback_assignment_callback_url: null,
  document_content_type: 'application/json',
  configuration: writtenConfiguration(workflow),
  ...dates(workflow),
  url: `${root}/Workflows/${workflow.sid}`,
  links: {},
});

const activityView = ({ root, common }: WorkspaceAddress, activity: Activity): object => ({
  ...common,
  sid: activity.sid,
  friendly_name: activity.friendlyName,
  available: activity.available,
  ...dates(activity),
  url: `${root}/Activities/${activity.sid}`,
  links: { workspace: root },
});

const taskChannelView = ({ root, common }: WorkspaceAddress, channel: TaskChannel): object => ({
  ...common,
  sid: channel.sid,
  unique_name: channel.uniqueName,
  friendly_name: channel.friendlyName,
  channel_optimized_routing: false,
  ...dates({ ...channel, updatedAt: channel.createdAt }),
  url: `${root}/TaskChannels/${channel.sid}`,
  links: { workspace: root },
});

const taskQueueView = ({ root, common }: WorkspaceAddress, queue: TaskQueue): object => ({
  ...common,
  sid: queue.sid,
  friendly_name: queue.friendlyName,
  target_workers: queue.targetWorkers,
  max_reserved_workers: queue.maxReservedWorkers,
  task_order: 'FIFO',
  assignment_activity_sid: null,
  assignment_activity_name: null,
  reservation_activity_sid: null,
  reservation_activity_name: null,
  ...dates(queue),
  url: `${root}/TaskQueues/${queue.sid}`,
  links: { workspace: root },
});

const workerView = ({ root, common }: WorkspaceAddress, worker: Worker): object => ({
  ...common,
  sid: worker.sid,
  friendly_name: worker.friendlyName,
  attributes: worker.attributes,
  activity_sid: worker.activity.sid,
  activity_name: worker.activity.friendlyName,
  available: worker.activity.available,
  date_status_changed: date(worker.activityChangedAt),
  version: String(worker.version),
  ...dates(worker),
  url: `${root}/Workers/${worker.sid}`,
  links: { channels: `${root}/Workers/${worker.sid}/Channels` },
});

const workerChannelView = ({ root, common }: WorkspaceAddress, worker: Worker, channel: WorkerChannel): object => ({
  ...common,
  sid: channel.sid,
  worker_sid: worker.sid,
  task_channel_sid: channel.channel.sid,
  task_channel_unique_name: channel.channel.uniqueName,
  configured_capacity: channel.capacity,
  assigned_tasks: channel.open.size,
  available: channel.available,
  available_capacity_percentage: availableCapacityPercentage(channel),
  ...dates(channel),
  url: `${root}/Workers/${worker.sid}/Channels/${channel.sid}`,
});

const taskView = ({ root, common }: WorkspaceAddress, workflow: Workflow, task: Task, nowMs: number): object => ({
  ...common,
  sid: task.sid,
  age: Math.floor((nowMs - task.createdAt) / 1000),
  assignment_status: task.status,
  attributes: task.attributes,
  addons: '{}',
  priority: task.priority,
  reason: task.reason,
  timeout: task.timeoutSeconds,
  task_queue_sid: task.queue?.sid ?? null,
  task_queue_friendly_name: task.queue?.friendlyName ?? null,
  task_queue_entered_date: task.queueEnteredAt === null ? null : date(task.queueEnteredAt),
  task_channel_sid: task.channel.sid,
  task_channel_unique_name: task.channel.uniqueName,
  workflow_sid: workflow.sid,
  workflow_friendly_name: workflow.friendlyName,
  virtual_start_time: date(task.createdAt),
  ignore_capacity: false,
  routing_target: task.routingTarget?.sid ?? null,
  version: String(task.version),
  ...dates(task),
  url: `${root}/Tasks/${task.sid}`,
  links: { reservations: `${root}/Tasks/${task.sid}/Reservations` },
});

function reservationView(
  { root, common }: WorkspaceAddress,
  reservation: Reservation,
  under: 'Workers' | 'Tasks',
): object {
  const parent = under === 'Workers' ? reservation.worker.sid : reservation.task.sid;
  return {
    ...common,
    sid: reservation.sid,
    reservation_status: reservation.status,
    task_sid: reservation.task.sid,
    worker_sid: reservation.worker.sid,
    worker_name: reservation.worker.friendlyName,
    reservation_timeout: reservation.timeoutSeconds,
    version: String(reservation.version),
    ...dates(reservation),
    url: `${root}/${under}/${parent}/Reservations/${reservation.sid}`,
    links: { task: `${root}/Tasks/${reservation.task.sid}` },
  };
}
