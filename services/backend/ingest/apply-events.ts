import type {
  ActivitySid,
  ServiceLevelPolicy,
  TaskQueueSid,
  TaskSid,
  WorkerSid,
} from '@flex-sync-suite/shared/contract';
import { bucketChanges, contributionsOf, type Contributions } from '../domain/contributions';
import { channelCapacities, emptyTaskQueue, isGone, taskQueueName, type WorkerState } from '../domain/directory-state';
import {
  foldActivity,
  foldTaskQueue,
  foldWorker,
  isActivityEvent,
  isTaskQueueEvent,
  isWorkerEvent,
} from '../domain/fold-directory';
import { foldTask, isTaskEvent } from '../domain/fold-task';
import { recentCall } from '../domain/recent-call';
import type { TaskRouterEvent } from '../domain/task-router-event';
import type { TaskState } from '../domain/task-state';
import {
  lockActivities,
  lockTaskQueues,
  lockWorkers,
  readTaskQueues,
  saveActivities,
  saveTaskQueues,
  saveWorkers,
} from '../store/directory-rows';
import { lockDirectory, queuesOfWorkers, reviseEligibility } from '../store/eligibility';
import { lockParties, workersWhoMissed } from '../store/parties';
import { listQueues } from '../store/queue-read';
import { addToBuckets, addToChannels, type ChannelChange } from '../store/queue-sums';
import { QUEUE_INDEX_KEY, queueObjectKey, recentCallsKey } from '../store/sync-objects';
import { lockTasks, reservationRows, saveTasks, standingOf, type ReservationRow } from '../store/task-rows';
import type { Queryable } from '../store/transaction';

/** What changed, as far as Sync objects show it. */
interface Touched {
  readonly queues: Set<TaskQueueSid>;
  readonly isIndexTouched: boolean;
}

/**
 * Folds new events into the rows, inside the transaction that stored them.
 *
 * Rows are locked in one fixed order (directory, tasks, workers, queues, activities, sums, parties), each kind by SID, so
 * that concurrent transactions wait for each other and never in a circle.
 * @returns keys of the Sync objects whose payload may have changed
 */
export async function applyEvents(
  db: Queryable,
  events: readonly TaskRouterEvent[],
  policy: ServiceLevelPolicy,
): Promise<Set<string>> {
  const mentioned = await queuesToWrite(db, events);
  if (mentioned.length > 0 || events.some(changesDirectory)) await lockDirectory(db);

  const tasks = await applyTaskEvents(db, events, policy);
  const workers = await applyWorkerEvents(db, events);
  const queues = await applyTaskQueueEvents(db, events, mentioned);
  const isAvailabilityChanged = await applyActivityEvents(db, events);
  const revised = await reviseEligibility(db, {
    workerSids: workers.withNewAttributes,
    queueSids: queues.withNewExpression,
  });
  const channelsChanged = await addToChannels(db, tasks.channelChanges);
  await addToBuckets(db, tasks.bucketChanges);

  const loaded = await queuesOfWorkers(db, [...tasks.workersWithNewLoad, ...workers.changed]);
  const everywhere = isAvailabilityChanged ? (await listQueues(db)).map(({ sid }) => sid) : [];
  const touched: Touched = {
    queues: new Set([...tasks.queues, ...queues.changed, ...revised, ...channelsChanged, ...loaded, ...everywhere]),
    isIndexTouched: queues.changed.length > 0 || channelsChanged.length > 0,
  };
  await lockParties(db, tasks.contacts.touched);
  const settled = await workersWhoMissed(db, tasks.contacts.answered);
  return new Set([
    ...[...touched.queues].map(queueObjectKey),
    ...(touched.isIndexTouched ? [QUEUE_INDEX_KEY] : []),
    ...[...tasks.workersWithNewCalls, ...settled].map(recentCallsKey),
  ]);
}

/** Changes of who is eligible where, or of an activity that many workers may be in. */
const changesDirectory = (event: TaskRouterEvent): boolean =>
  isTaskQueueEvent(event) || isWorkerEvent(event) || isActivityEvent(event);

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

interface TaskChanges {
  readonly queues: readonly TaskQueueSid[];
  readonly bucketChanges: ReturnType<typeof bucketChanges>;
  readonly channelChanges: readonly ChannelChange[];
  readonly workersWithNewLoad: readonly WorkerSid[];
  readonly workersWithNewCalls: readonly WorkerSid[];
  readonly contacts: ContactChanges;
}

/** Parties, as one spelling each, whose contacts changed. */
interface ContactChanges {
  /** A call of theirs was answered or missed. */
  readonly touched: readonly string[];
  /** A call of theirs was answered, so that it may settle missed ones. */
  readonly answered: readonly string[];
}

async function applyTaskEvents(
  db: Queryable,
  events: readonly TaskRouterEvent[],
  policy: ServiceLevelPolicy,
): Promise<TaskChanges> {
  const taskEvents = events.filter(isTaskEvent);
  const before = await lockTasks(
    db,
    taskEvents.map(({ task }) => task?.sid).filter((sid) => sid !== undefined),
  );
  const after = new Map<TaskSid, TaskState>(before);
  for (const event of taskEvents) {
    const task = event.task && after.get(event.task.sid);
    if (task) after.set(task.sid, foldTask(task, event));
  }
  const changed = [...before.values()]
    .map((old) => ({ old, task: after.get(old.sid) ?? old }))
    .filter(({ old, task }) => !isSame(old, task));
  const reservationsBefore = changed.flatMap(({ old }) => reservationRows(old));
  const reservationsAfter = changed.flatMap(({ task }) => reservationRows(task));
  await saveTasks(
    db,
    changed.map(({ task }) => task),
    changedRows(reservationsBefore, reservationsAfter),
  );
  const contributed = changed.map(({ old }) => contributionsOf(old, policy));
  const contributing = changed.map(({ task }) => contributionsOf(task, policy));
  return {
    queues: changed.flatMap(({ old, task }, index) => {
      const [earlier, later] = [contributed[index], contributing[index]];
      const isShown = !isSame([earlier, standingOf(old)], [later, standingOf(task)]);
      return isShown ? [earlier, later].flatMap((part) => part?.channels ?? []).map(({ queueSid }) => queueSid) : [];
    }),
    bucketChanges: bucketChanges(
      contributed.flatMap(({ buckets }) => buckets),
      contributing.flatMap(({ buckets }) => buckets),
    ),
    channelChanges: channelChanges(contributed, contributing),
    workersWithNewLoad: workersWithNewLoad(reservationsBefore, reservationsAfter),
    workersWithNewCalls: changed.flatMap(({ old, task }) => workersWithNewCalls(old, task)),
    contacts: contactChanges(reservationsBefore, reservationsAfter),
  };
}

function changedRows(before: readonly ReservationRow[], after: readonly ReservationRow[]): ReservationRow[] {
  const known = new Map(before.map((row) => [row.sid, row]));
  return after.filter((row) => !isSame(row, known.get(row.sid)));
}

function channelChanges(before: readonly Contributions[], after: readonly Contributions[]): ChannelChange[] {
  const changes = new Map<string, { queueSid: TaskQueueSid; channel: string; tasks: number }>();
  const count = (contributions: readonly Contributions[], sign: 1 | -1): void => {
    for (const { queueSid, channel } of contributions.flatMap(({ channels }) => channels)) {
      const key = `${queueSid} ${channel}`;
      const change = changes.get(key) ?? { queueSid, channel, tasks: 0 };
      changes.set(key, { ...change, tasks: change.tasks + sign });
    }
  };
  count(after, 1);
  count(before, -1);
  return [...changes.values()].filter(({ tasks }) => tasks !== 0);
}

function workersWithNewLoad(before: readonly ReservationRow[], after: readonly ReservationRow[]): WorkerSid[] {
  const loadOf = (row: ReservationRow | undefined): string =>
    row?.is_open === true ? `${row.worker_sid ?? ''} ${row.channel}` : '';
  const known = new Map(before.map((row) => [row.sid, row]));
  return after
    .filter((row) => loadOf(row) !== loadOf(known.get(row.sid)))
    .flatMap((row) => [row.worker_sid, known.get(row.sid)?.worker_sid ?? null])
    .filter((sid) => sid !== null);
}

/** Workers of whose calls a row changed, as far as the task decides it. */
function workersWithNewCalls(before: TaskState, after: TaskState): WorkerSid[] {
  const callOf = (task: TaskState, sid: string): unknown => {
    const reservation = task.reservations.find((one) => one.sid === sid);
    return (
      reservation && [reservation.worker?.value, recentCall(task, reservation, { returnedAtMs: null, notes: null })]
    );
  };
  return after.reservations
    .filter(({ sid }) => !isSame(callOf(before, sid), callOf(after, sid)))
    .flatMap(({ sid, worker }) => [worker, before.reservations.find((one) => one.sid === sid)?.worker])
    .map((worker) => worker?.value)
    .filter((sid) => sid !== undefined);
}

function contactChanges(before: readonly ReservationRow[], after: readonly ReservationRow[]): ContactChanges {
  const known = new Map(before.map((row) => [row.sid, row]));
  const partiesWhere = (milestoneOf: (row: ReservationRow) => unknown): string[] =>
    after
      .map((row) => ({ row, old: known.get(row.sid) }))
      .filter(({ row, old }) => {
        const milestones = [old === undefined ? null : milestoneOf(old), milestoneOf(row)];
        const isMoved = milestones[0] !== milestones[1] || (old !== undefined && old.party !== row.party);
        return isMoved && milestones.some((milestone) => milestone !== null);
      })
      .flatMap(({ row, old }) => [row.party, old?.party ?? null])
      .filter((party) => party !== null);
  const answered = partiesWhere((row) => row.accepted_at);
  return { touched: [...answered, ...partiesWhere((row) => row.missed_at)], answered };
}

interface WorkerChanges {
  readonly changed: readonly WorkerSid[];
  readonly withNewAttributes: readonly WorkerSid[];
}

async function applyWorkerEvents(db: Queryable, events: readonly TaskRouterEvent[]): Promise<WorkerChanges> {
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
    changed: sidsWhere((old, worker) => !isSame(availabilityOf(old), availabilityOf(worker))),
    withNewAttributes: sidsWhere((old, worker) => !isSame(eligibilityOf(old), eligibilityOf(worker))),
  };
}

const availabilityOf = (worker: WorkerState): unknown => [worker.activity?.value, channelCapacities(worker)];
/** A worker without attributes is new: it may match `1==1` as soon as any event names it. */
const eligibilityOf = (worker: WorkerState): unknown => [
  isGone(worker),
  worker.attributes?.value,
  worker.name !== null || worker.activity !== null || Object.keys(worker.channels).length > 0,
];

interface QueueChanges {
  readonly changed: readonly TaskQueueSid[];
  readonly withNewExpression: readonly TaskQueueSid[];
}

/** Queues with events of their own, and those that events of tasks mention for the first time. */
async function queuesToWrite(db: Queryable, events: readonly TaskRouterEvent[]): Promise<TaskQueueSid[]> {
  const naming = events.filter((event) => event.taskQueue !== null && (isTaskQueueEvent(event) || isTaskEvent(event)));
  const sids = naming.map(({ taskQueue }) => taskQueue?.sid).filter((sid) => sid !== undefined);
  if (sids.length === 0) return [];
  const known = await readTaskQueues(db, sids);
  return [...new Set(sids)].filter((sid) => {
    const queue = known.get(sid);
    return queue === undefined || !isSame(queue, naming.reduce(foldTaskQueue, queue));
  });
}

async function applyTaskQueueEvents(
  db: Queryable,
  events: readonly TaskRouterEvent[],
  sids: readonly TaskQueueSid[],
): Promise<QueueChanges> {
  const before = await lockTaskQueues(db, sids);
  const naming = events.filter((event) => isTaskQueueEvent(event) || isTaskEvent(event));
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
      .map(({ queue }) => queue.sid),
    withNewExpression: changed
      .filter(({ old, queue }) => !isSame(expressionOf(old), expressionOf(queue)))
      .map(({ queue }) => queue.sid),
  };
}

/** @returns whether an activity became available or unavailable */
async function applyActivityEvents(db: Queryable, events: readonly TaskRouterEvent[]): Promise<boolean> {
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
