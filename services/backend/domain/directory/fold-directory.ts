import type { ActivityState, Existence, TaskQueueState, WorkerChannelState, WorkerState } from './directory-state';
import { earlierOf, latest, stampOf, type Stamp } from '../stamp';
import type { TaskRouterEvent, WorkerChannelFacts } from '../task-router-event';

/** Adds one event to a worker; commutative, associative and idempotent. Only the worker's own events count. */
export function foldWorker(worker: WorkerState, event: TaskRouterEvent): WorkerState {
  const facts = event.worker;
  if (facts?.sid !== worker.sid || !isWorkerEvent(event)) return worker;
  const stamp = stampOf(event);
  return {
    ...worker,
    attributes: latest(worker.attributes, facts.attributes, stamp),
    activity: latest(worker.activity, facts.activitySid, stamp),
    activityChange: ACTIVITY_CHANGES.has(event.type)
      ? latest(worker.activityChange, facts.activitySid, stamp)
      : worker.activityChange,
    channels: facts.channel === null ? worker.channels : withChannel(worker.channels, facts.channel, stamp),
    ...existenceAfter(worker, event, stamp),
  };
}

/** The events that come when a worker's activity becomes another one. */
const ACTIVITY_CHANGES: ReadonlySet<string> = new Set(['worker.created', 'worker.activity.update']);

function withChannel(
  channels: WorkerState['channels'],
  facts: WorkerChannelFacts,
  stamp: Stamp,
): WorkerState['channels'] {
  const known = Object.hasOwn(channels, facts.uniqueName) ? channels[facts.uniqueName] : undefined;
  const current: WorkerChannelState = known ?? { capacity: null, available: null };
  const next: WorkerChannelState = {
    capacity: latest(current.capacity, facts.capacity, stamp),
    available: latest(current.available, facts.available, stamp),
  };
  const entries = Object.entries({ ...channels, [facts.uniqueName]: next });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Adds one event to a TaskQueue; commutative, associative and idempotent. Only the queue's own events count. */
export function foldTaskQueue(queue: TaskQueueState, event: TaskRouterEvent): TaskQueueState {
  const facts = event.taskQueue;
  if (facts?.sid !== queue.sid || !isTaskQueueEvent(event)) return queue;
  const stamp = stampOf(event);
  return {
    ...queue,
    targetWorkers: latest(queue.targetWorkers, facts.targetWorkers, stamp),
    ...existenceAfter(queue, event, stamp),
  };
}

/** Adds one event to an activity; commutative, associative and idempotent. */
export function foldActivity(activity: ActivityState, event: TaskRouterEvent): ActivityState {
  const facts = event.activity;
  if (facts?.sid !== activity.sid || !isActivityEvent(event)) return activity;
  const stamp = stampOf(event);
  return {
    ...activity,
    available: latest(activity.available, facts.available, stamp),
    ...existenceAfter(activity, event, stamp),
  };
}

function existenceAfter({ deletedAtMs, seen, absent }: Existence, event: TaskRouterEvent, stamp: Stamp): Existence {
  const isAbsence = event.type.endsWith('.absent');
  return {
    deletedAtMs: event.type.endsWith('.deleted') ? earlierOf(deletedAtMs, event.atMs) : deletedAtMs,
    seen: isAbsence ? seen : laterOf(seen, stamp),
    absent: isAbsence ? laterOf(absent, stamp) : absent,
  };
}

const laterOf = (current: Stamp | null, stamp: Stamp): Stamp => (current !== null && current > stamp ? current : stamp);

export const WORKER_EVENT_TYPES: ReadonlySet<string> = new Set([
  'directory.worker',
  'directory.worker-channel',
  'directory.worker.absent',
  'worker.created',
  'worker.attributes.update',
  'worker.capacity.update',
  'worker.channel.availability.update',
  'worker.activity.update',
  'worker.deleted',
]);
export const TASK_QUEUE_EVENT_TYPES: ReadonlySet<string> = new Set([
  'directory.task-queue',
  'directory.task-queue.absent',
  'task-queue.created',
  'task-queue.expression.updated',
  'task-queue.deleted',
]);
export const ACTIVITY_EVENT_TYPES: ReadonlySet<string> = new Set([
  'directory.activity',
  'directory.activity.absent',
  'activity.created',
  'activity.updated',
  'activity.deleted',
]);

/** True for events that change a worker. */
export const isWorkerEvent = ({ type }: Pick<TaskRouterEvent, 'type'>): boolean => WORKER_EVENT_TYPES.has(type);
/** True for events that change a TaskQueue itself, as opposed to a task in it. */
export const isTaskQueueEvent = ({ type }: Pick<TaskRouterEvent, 'type'>): boolean => TASK_QUEUE_EVENT_TYPES.has(type);
/** True for events that change an activity. */
export const isActivityEvent = ({ type }: Pick<TaskRouterEvent, 'type'>): boolean => ACTIVITY_EVENT_TYPES.has(type);
