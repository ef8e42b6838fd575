import type { ActivitySid, TaskQueueSid, WorkerSid } from '@flex-sync-suite/shared/contract';
import {
  channelCapacities,
  emptyTaskQueue,
  isGone,
  taskQueueName,
  type TaskQueueState,
  type WorkerState,
} from '../domain/directory-state';
import {
  foldActivity,
  foldTaskQueue,
  foldWorker,
  isActivityEvent,
  isTaskQueueEvent,
  isWorkerEvent,
} from '../domain/fold-directory';
import { isTaskEvent } from '../domain/fold-task';
import type { TaskRouterEvent } from '../domain/task-router-event';
import {
  lockActivities,
  lockTaskQueues,
  lockWorkers,
  saveActivities,
  saveTaskQueues,
  saveWorkers,
  writeToldNames,
  type ToldName,
} from '../store/directory-rows';
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

const namesQueue = (event: TaskRouterEvent): boolean =>
  event.taskQueue !== null && (isTaskQueueEvent(event) || isTaskEvent(event));

/** Queues that the events name. */
export const namedQueues = (events: Iterable<TaskRouterEvent>): TaskQueueSid[] => [
  ...new Set([...events].filter(namesQueue).flatMap(({ taskQueue }) => taskQueue?.sid ?? [])),
];

/**
 * Queues with events of their own, and those of which events of tasks tell a newer name, or the name anew.
 * @param known the queues that the events name, as they are stored
 */
export function queuesToWrite(
  known: ReadonlyMap<TaskQueueSid, TaskQueueState>,
  events: readonly TaskRouterEvent[],
): TaskQueueSid[] {
  const naming = events.filter(namesQueue);
  return namedQueues(naming).filter((sid) => {
    const queue = known.get(sid);
    return queue === undefined || !isSame(queue, naming.reduce(foldTaskQueue, queue));
  });
}

/**
 * Folds the events of queues, and of the tasks that name them, into the rows of `sids`.
 * @param known the queues that the events name, as they are stored
 */
export async function applyTaskQueueEvents(
  db: Queryable,
  events: readonly TaskRouterEvent[],
  sids: readonly TaskQueueSid[],
  known: ReadonlyMap<TaskQueueSid, TaskQueueState>,
): Promise<QueueChanges> {
  const naming = events.filter((event) => isTaskQueueEvent(event) || isTaskEvent(event));
  const told = sids.flatMap((sid) => sameNameAgain(known.get(sid), naming) ?? []);
  const isTold = new Set(told.map(({ sid }) => sid));
  const before = await lockTaskQueues(
    db,
    sids.filter((sid) => !isTold.has(sid)),
  );
  const renamed = await writeToldNames(db, told);
  const pairs = [...before.values()].map((old) => ({ old, queue: naming.reduce(foldTaskQueue, old) }));
  const changed = pairs.filter(({ old, queue }) => !isSame(old, queue) || isSame(old, emptyTaskQueue(old.sid)));
  await saveTaskQueues(
    db,
    changed.map(({ queue }) => queue),
  );
  const expressionOf = (queue: (typeof pairs)[number]['queue']): unknown => [isGone(queue), queue.targetWorkers?.value];
  const shownOf = (queue: (typeof pairs)[number]['queue']): unknown => [
    taskQueueName(queue),
    isGone(queue),
    queue.targetWorkers?.value,
  ];
  return {
    changed: changed
      .filter(({ old, queue }) => !isSame(shownOf(old), shownOf(queue)) || isSame(old, emptyTaskQueue(old.sid)))
      .map(({ queue }) => queue.sid)
      .concat(renamed),
    withNewExpression: changed
      .filter(({ old, queue }) => !isSame(expressionOf(old), expressionOf(queue)))
      .map(({ queue }) => queue.sid),
  };
}

/** The name that the events tell, when it is the one that is shown already and they tell nothing else. */
function sameNameAgain(queue: TaskQueueState | undefined, naming: readonly TaskRouterEvent[]): ToldName | null {
  if (queue === undefined) return null;
  const { mentionedName, ...rest } = naming.reduce(foldTaskQueue, queue);
  const { mentionedName: before, ...restBefore } = queue;
  const isAgain = isSame(rest, restBefore) && taskQueueName({ ...rest, mentionedName }) === taskQueueName(queue);
  return mentionedName !== null && mentionedName !== before && isAgain ? { sid: queue.sid, ...mentionedName } : null;
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
