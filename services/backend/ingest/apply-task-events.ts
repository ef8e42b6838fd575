import type { ReservationSid, TaskQueueSid, TaskSid, WorkerSid } from '@flex-sync-suite/shared/contract';
import { bucketChanges, contributionsOf, type Contributions } from '../domain/queues/contributions';
import { foldTask, isTaskEvent } from '../domain/fold-task';
import { knownTask } from '../domain/known-task';
import { namedInCalls, recentCall } from '../domain/calls/recent-call';
import type { TaskRouterEvent } from '../domain/task-router-event';
import type { KnownTask, TaskState } from '../domain/task-state';
import type { WorkerOfTask } from '../store/activity/customer-readers';
import type { CallOfWorker, Contact } from '../store/calls/parties';
import { addToSums, type ChannelChange } from '../store/queues/queue-sums';
import type { QueueVisitTable } from '../store/queues/queue-tables';
import { visitChanges, visitRow, visitsToJudge, visitWrites } from '../store/queues/visit-rows';
import { lockTasks, reservationRows, standingOf, taskWrites, type ReservationRow } from '../store/task-rows';
import type { Queryable } from '../store/transaction';
import { isSame } from './is-same';

/** What events changed about tasks, as far as anything else depends on it. */
export interface TaskChanges {
  readonly queues: readonly TaskQueueSid[];
  readonly queuesWithNewChannels: readonly TaskQueueSid[];
  readonly workersWithNewLoad: readonly WorkerSid[];
  readonly calls: readonly CallOfWorker[];
  readonly contacts: ContactChanges;
  /** Workers who held a reservation of a task, and hold none any more. */
  readonly released: readonly WorkerOfTask[];
}

/** What changed about contacts with parties, as one spelling each. */
interface ContactChanges {
  /** A call of theirs was answered or missed. */
  readonly touched: readonly string[];
  /** When calls of theirs were answered, or were taken to be: they may settle missed ones. */
  readonly answered: readonly Contact[];
}

/** Folds the events of tasks and reservations into their rows. */
export async function applyTaskEvents(db: Queryable, events: readonly TaskRouterEvent[]): Promise<TaskChanges> {
  const taskEvents = events.filter(isTaskEvent);
  const before = await lockTasks(db, tasksOf(events));
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
  const contributed = changed.map(({ old }) => contributionsOf(old));
  const contributing = changed.map(({ task }) => contributionsOf(task));
  const buckets = bucketChanges(
    contributed.flatMap(({ buckets: earlier }) => earlier),
    contributing.flatMap(({ buckets: later }) => later),
  );
  const tasks = changed.map(({ task }) => task);
  const visits = visitChanges(visitRows(contributed), visitRows(contributing));
  const queuesWithNewChannels = await addToSums(
    db,
    { channels: channelChanges(contributed, contributing), buckets, visits: visitsToJudge(visits) },
    [...taskWrites(tasks, changedRows(reservationsBefore, reservationsAfter)), ...visitWrites(visits)],
  );
  return {
    queues: changed.flatMap(({ old, task }, index) => {
      const [earlier, later] = [contributed[index], contributing[index]];
      const isShown = !isSame([earlier, standingOf(old)], [later, standingOf(task)]);
      return isShown ? [earlier, later].flatMap((part) => part?.channels ?? []).map(({ queueSid }) => queueSid) : [];
    }),
    queuesWithNewChannels,
    workersWithNewLoad: workersWithNewLoad(reservationsBefore, reservationsAfter),
    calls: changed.flatMap(({ old, task }) => changedCalls(old, task)),
    contacts: contactChanges(reservationsBefore, reservationsAfter),
    released: releasedWorkers(reservationsBefore, reservationsAfter),
  };
}

/** The tasks that events are about. */
export const tasksOf = (events: readonly TaskRouterEvent[]): TaskSid[] =>
  events.filter(isTaskEvent).flatMap(({ task }) => task?.sid ?? []);

const visitRows = (contributions: readonly Contributions[]): QueueVisitTable[] =>
  contributions.flatMap(({ visits }) => visits.map(visitRow));

function releasedWorkers(before: readonly ReservationRow[], after: readonly ReservationRow[]): WorkerOfTask[] {
  const holders = (rows: readonly ReservationRow[]): Map<string, WorkerOfTask> =>
    new Map(
      rows.flatMap(({ is_open: isOpen, task_sid: taskSid, worker_sid: workerSid }) =>
        isOpen && workerSid !== null ? [[`${taskSid} ${workerSid}`, { taskSid, workerSid }]] : [],
      ),
    );
  const held = holders(after);
  return [...holders(before)].filter(([key]) => !held.has(key)).map(([, released]) => released);
}

function changedRows(before: readonly ReservationRow[], after: readonly ReservationRow[]): ReservationRow[] {
  const known = new Map(before.map((row) => [row.sid, row]));
  return after.filter((row) => !isSame(row, known.get(row.sid)));
}

/** The changes of how many tasks of a channel have entered a queue, without those that cancel out. */
export function channelChanges(before: readonly Contributions[], after: readonly Contributions[]): ChannelChange[] {
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

/**
 * Rows of workers' calls that changed, as far as the task decides it: whose name a row shows, and not what the name is,
 * which is found elsewhere and changes rows of many tasks. A row may begin to show a name while nothing else of it changes.
 */
function changedCalls(before: TaskState, after: TaskState): CallOfWorker[] {
  const [knownBefore, knownAfter] = [knownTask(before), knownTask(after)];
  const workerOf = (task: KnownTask, sid: string): WorkerSid | undefined =>
    task.reservations.find((one) => one.sid === sid)?.worker?.value;
  const names = new Map([before, after].flatMap(namedInCalls).map((sid) => [sid, sid]));
  const callOf = (task: TaskState, sid: ReservationSid): unknown =>
    recentCall(task, sid, { returnedAtMs: null, notes: null, names });
  return knownAfter.reservations
    .map(({ sid }) => ({ sid, workers: [workerOf(knownBefore, sid), workerOf(knownAfter, sid)] as const }))
    .filter(
      ({ sid, workers: [earlier, later] }) => earlier !== later || !isSame(callOf(before, sid), callOf(after, sid)),
    )
    .flatMap(({ sid, workers }) => workers.filter((worker) => worker !== undefined).map((worker) => [worker, sid]));
}

function contactChanges(before: readonly ReservationRow[], after: readonly ReservationRow[]): ContactChanges {
  const known = new Map(before.map((row) => [row.sid, row]));
  const contactsWhere = (milestoneOf: (row: ReservationRow) => number | null): Contact[] =>
    after
      .map((row) => [known.get(row.sid) ?? null, row].map((one) => one && contactAt(one, milestoneOf(one))))
      .filter((versions) => !isSame(versions[0], versions[1]))
      .flat()
      .filter((contact) => contact !== null);
  const answered = contactsWhere((row) => row.accepted_at);
  const missed = contactsWhere((row) => row.missed_at);
  return { touched: [...answered, ...missed].map(({ party }) => party), answered };
}

const contactAt = ({ party, task_sid: taskSid }: ReservationRow, atMs: number | null): Contact | null =>
  party === null || atMs === null ? null : { party, taskSid, atMs };
