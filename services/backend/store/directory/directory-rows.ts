import type { ActivitySid, TaskQueueSid, WorkerSid } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import {
  channelCapacities,
  emptyActivity,
  emptyTaskQueue,
  emptyWorker,
  isGone,
  type ActivityState,
  type TaskQueueState,
  type WorkerState,
} from '../../domain/directory/directory-state';
import { parseTargetExpression } from '../../domain/directory/target-expression';
import type { ToldActivity } from '../../domain/directory/told-activity';
import { lockStates } from '../lock-states';
import type { Queryable } from '../transaction';
import { writeTogether } from '../write-together';
import { workerActivityWrites } from './worker-activities';

/** Sids in the order in which rows are made and locked; see `lockTasks`. */
const inOrder = <T extends string>(sids: Iterable<T>): T[] => [...new Set(sids)].sort();

/**
 * Loads rows of a table of the directory and locks them until the transaction ends; creates those that are missing.
 *
 * @param emptyState what is known of a resource before its first event
 */
async function lockRows<Sid extends string, State extends object>(
  db: Queryable,
  { table, sids, emptyState }: LockedRows<Sid, State>,
): Promise<Map<Sid, State>> {
  const rows = await lockStates(db, table, inOrder(sids));
  return new Map(rows.map(({ sid, state }) => [sid, { ...emptyState(sid), ...state }]));
}

interface LockedRows<Sid extends string, State extends object> {
  readonly table: 'worker' | 'task_queue' | 'activity';
  readonly sids: Iterable<Sid>;
  readonly emptyState: (sid: Sid) => State;
}

/** Loads and locks workers, see {@link lockRows}. */
export const lockWorkers = (db: Queryable, sids: Iterable<WorkerSid>): Promise<Map<WorkerSid, WorkerState>> =>
  lockRows(db, { table: 'worker', sids, emptyState: emptyWorker });

/** Writes workers that the transaction has locked, and adds to the history of their activities. */
export async function saveWorkers(
  db: Queryable,
  workers: readonly WorkerState[],
  told: readonly ToldActivity[],
): Promise<void> {
  const saved = workers.length === 0 ? [] : [{ name: 'saved_worker', statement: workerUpdate(workers) }];
  await writeTogether(db, [...saved, ...workerActivityWrites(told)]);
}

const workerUpdate = (workers: readonly WorkerState[]) => sql`
  UPDATE worker SET activity_sid = r.activity_sid, is_deleted = r.is_deleted, capacities = r.capacities,
    state = r.state
  FROM json_to_recordset(${JSON.stringify(workers.map(workerRow))}::json) AS r (sid text, activity_sid text,
    is_deleted boolean, capacities jsonb, state jsonb)
  WHERE worker.sid = r.sid`;

/** The row of a worker. */
export const workerRow = (worker: WorkerState): object => ({
  sid: worker.sid,
  activity_sid: worker.activity?.value ?? null,
  is_deleted: isGone(worker),
  capacities: channelCapacities(worker),
  state: worker,
});

/** Loads and locks queues, see {@link lockRows}. */
export const lockTaskQueues = (
  db: Queryable,
  sids: Iterable<TaskQueueSid>,
): Promise<Map<TaskQueueSid, TaskQueueState>> =>
  lockRows(db, { table: 'task_queue', sids, emptyState: emptyTaskQueue });

/** Writes queues that the transaction has locked. */
export async function saveTaskQueues(db: Queryable, queues: readonly TaskQueueState[]): Promise<void> {
  if (queues.length === 0) return;
  const rows = queues.map(taskQueueRow);
  await sql`
    UPDATE task_queue SET is_deleted = r.is_deleted, expression_error = r.expression_error,
      state = r.state
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r (sid text, is_deleted boolean,
      expression_error text, state jsonb)
    WHERE task_queue.sid = r.sid`.execute(db);
}

/** The row of a queue. */
export const taskQueueRow = (queue: TaskQueueState): object => ({
  sid: queue.sid,
  is_deleted: isGone(queue),
  expression_error: expressionError(queue),
  state: queue,
});

function expressionError({ targetWorkers }: TaskQueueState): string | null {
  if (targetWorkers === null) return 'the expression is not known yet';
  const expression = parseTargetExpression(targetWorkers.value);
  return expression.ok ? null : expression.reason;
}

/** Loads and locks activities, see {@link lockRows}. */
export const lockActivities = (db: Queryable, sids: Iterable<ActivitySid>): Promise<Map<ActivitySid, ActivityState>> =>
  lockRows(db, { table: 'activity', sids, emptyState: emptyActivity });

/** Writes activities that the transaction has locked. */
export async function saveActivities(db: Queryable, activities: readonly ActivityState[]): Promise<void> {
  if (activities.length === 0) return;
  const rows = activities.map(activityRow);
  await sql`
    UPDATE activity SET is_available = r.is_available, state = r.state
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r (sid text, is_available boolean, state jsonb)
    WHERE activity.sid = r.sid`.execute(db);
}

/** The row of an activity. */
export const activityRow = (activity: ActivityState): object => ({
  sid: activity.sid,
  is_available: activity.available?.value === true && !isGone(activity),
  state: activity,
});

/** SIDs of everything in the directory that still exists, as far as events tell. */
export interface KnownDirectory {
  readonly workerSids: readonly WorkerSid[];
  readonly taskQueueSids: readonly TaskQueueSid[];
  readonly activitySids: readonly ActivitySid[];
}

/** What to compare a listing of the workspace with. */
export async function readKnownDirectory(db: Queryable): Promise<KnownDirectory> {
  const workers = await sql<{ sid: WorkerSid }>`
    SELECT sid FROM worker WHERE NOT is_deleted ORDER BY sid`.execute(db);
  const queues = await sql<{ sid: TaskQueueSid }>`
    SELECT sid FROM task_queue WHERE NOT is_deleted ORDER BY sid`.execute(db);
  const activities = await sql<{ sid: ActivitySid; state: Partial<ActivityState> }>`
    SELECT sid, state FROM activity ORDER BY sid`.execute(db);
  return {
    workerSids: workers.rows.map(({ sid }) => sid),
    taskQueueSids: queues.rows.map(({ sid }) => sid),
    activitySids: activities.rows
      .filter(({ sid, state }) => !isGone({ ...emptyActivity(sid), ...state }))
      .map(({ sid }) => sid),
  };
}
