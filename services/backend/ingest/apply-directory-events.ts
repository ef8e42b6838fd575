import type { ActivitySid, TaskQueueSid, WorkerSid } from '@flex-sync-suite/shared/contract';
import {
  channelCapacities,
  emptyTaskQueue,
  isGone,
  type TaskQueueState,
  type WorkerState,
} from '../domain/directory/directory-state';
import {
  foldActivity,
  foldTaskQueue,
  foldWorker,
  isActivityEvent,
  isTaskQueueEvent,
  isWorkerEvent,
} from '../domain/directory/fold-directory';
import { toldActivity } from '../domain/directory/told-activity';
import type { TaskRouterEvent } from '../domain/task-router-event';
import {
  lockActivities,
  lockTaskQueues,
  lockWorkers,
  saveActivities,
  saveTaskQueues,
  saveWorkers,
} from '../store/directory/directory-rows';
import type { Queryable } from '../store/transaction';
import { isSame } from './is-same';

/** Workers that changed. */
interface WorkerChanges {
  /** New, or back after a deletion: the Lists of responses are to be linked in their attributes. */
  readonly arrived: readonly WorkerSid[];
  readonly changed: readonly WorkerSid[];
  readonly withNewAttributes: readonly WorkerSid[];
}

/** Folds the events of workers into their rows. */
export async function applyWorkerEvents(db: Queryable, events: readonly TaskRouterEvent[]): Promise<WorkerChanges> {
  const workerEvents = events.filter(isWorkerEvent);
  const before = await lockWorkers(
    db,
    workerEvents.map(({ worker }) => worker?.sid).filter((sid) => sid !== undefined),
  );
  const after = new Map<WorkerSid, WorkerState>(before);
  for (const event of workerEvents) {
    const worker = event.worker && after.get(event.worker.sid);
    if (worker) after.set(worker.sid, foldWorker(worker, event));
  }
  const changed = [...before.values()]
    .map((old) => ({ old, worker: after.get(old.sid) ?? old }))
    .filter(({ old, worker }) => !isSame(old, worker));
  await saveWorkers(
    db,
    changed.map(({ worker }) => worker),
    workerEvents.flatMap((event) => toldActivity(event) ?? []),
  );
  const sidsWhere = (differs: (old: WorkerState, worker: WorkerState) => boolean): WorkerSid[] =>
    changed.filter(({ old, worker }) => differs(old, worker)).map(({ worker }) => worker.sid);
  return {
    arrived: sidsWhere((old, worker) => (!isKnown(old) || isGone(old)) && isKnown(worker) && !isGone(worker)),
    changed: sidsWhere((old, worker) => !isSame(availabilityOf(old), availabilityOf(worker))),
    withNewAttributes: sidsWhere((old, worker) => !isSame(eligibilityOf(old), eligibilityOf(worker))),
  };
}

const availabilityOf = (worker: WorkerState): unknown => [worker.activity?.value, channelCapacities(worker)];
/** A worker without attributes is new: it may match `1==1` as soon as any event names it. */
const eligibilityOf = (worker: WorkerState): unknown => [isGone(worker), worker.attributes?.value, isKnown(worker)];

/** Whether anything was told of the worker, if only that it exists. */
const isKnown = ({ seen }: WorkerState): boolean => seen !== null;

/** Queues that changed. */
interface QueueChanges {
  readonly changed: readonly TaskQueueSid[];
  readonly withNewExpression: readonly TaskQueueSid[];
}

/** Queues that the events mention: each has a row, if only because a task is in it. */
export const mentionedQueues = (events: Iterable<TaskRouterEvent>): TaskQueueSid[] => [
  ...new Set([...events].flatMap(({ taskQueue }) => taskQueue?.sid ?? [])),
];

/**
 * Queues with events of their own, and those that are mentioned for the first time.
 * @param known the queues that have a row
 */
export const queuesToWrite = (known: ReadonlySet<TaskQueueSid>, events: readonly TaskRouterEvent[]): TaskQueueSid[] => [
  ...new Set([
    ...mentionedQueues(events.filter(isTaskQueueEvent)),
    ...mentionedQueues(events).filter((sid) => !known.has(sid)),
  ]),
];

/** Folds the events of queues into the rows of `sids`. */
export async function applyTaskQueueEvents(
  db: Queryable,
  events: readonly TaskRouterEvent[],
  sids: readonly TaskQueueSid[],
): Promise<QueueChanges> {
  const before = await lockTaskQueues(db, sids);
  const pairs = [...before.values()].map((old) => ({ old, queue: events.reduce(foldTaskQueue, old) }));
  const changed = pairs.filter(({ old, queue }) => !isSame(old, queue) || isSame(old, emptyTaskQueue(old.sid)));
  await saveTaskQueues(
    db,
    changed.map(({ queue }) => queue),
  );
  const shownOf = (queue: TaskQueueState): unknown => [isGone(queue), queue.targetWorkers?.value];
  const sidsWhere = (differs: (pair: (typeof pairs)[number]) => boolean): TaskQueueSid[] =>
    changed.filter(differs).map(({ queue }) => queue.sid);
  const isOther = ({ old, queue }: (typeof pairs)[number]): boolean => !isSame(shownOf(old), shownOf(queue));
  return {
    changed: sidsWhere((pair) => isOther(pair) || isSame(pair.old, emptyTaskQueue(pair.old.sid))),
    withNewExpression: sidsWhere(isOther),
  };
}

/** @returns whether an activity became available or unavailable */
export async function applyActivityEvents(db: Queryable, events: readonly TaskRouterEvent[]): Promise<boolean> {
  const activityEvents = events.filter(isActivityEvent);
  const sids: ActivitySid[] = activityEvents.map(({ activity }) => activity?.sid).filter((sid) => sid !== undefined);
  const before = await lockActivities(db, sids);
  const pairs = [...before.values()].map((old) => ({ old, activity: activityEvents.reduce(foldActivity, old) }));
  const changed = pairs.filter(({ old, activity }) => !isSame(old, activity));
  await saveActivities(
    db,
    changed.map(({ activity }) => activity),
  );
  return changed.some(
    ({ old, activity }) => old.available?.value !== activity.available?.value || isGone(old) !== isGone(activity),
  );
}
