import type { TaskQueueSid, TaskSid } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import type { TaskPhase } from '../domain/task-state';
import type { Queryable } from './transaction';

/** What the comparisons with TaskRouter found last. Instants in UTC milliseconds. */
export interface LastCheck {
  /** When the latest one that came to its end began. */
  readonly checkedAtMs: number;
  /** The latest one that repaired something; null while none did. */
  readonly repair: { readonly atMs: number; readonly count: number } | null;
}

/** Null before the first comparison. */
export async function readLastCheck(db: Queryable): Promise<LastCheck | null> {
  const { rows } = await sql<{ checkedAtMs: number | null; repairedAtMs: number | null; repaired: number }>`
    SELECT checked_at AS "checkedAtMs", repaired_at AS "repairedAtMs", repaired FROM reconcile`.execute(db);
  const [row] = rows;
  if (row === undefined || row.checkedAtMs === null) return null;
  const { checkedAtMs, repairedAtMs, repaired } = row;
  return { checkedAtMs, repair: repairedAtMs === null ? null : { atMs: repairedAtMs, count: repaired } };
}

/** Records a comparison that came to its end. One that repaired nothing leaves what an earlier one did. */
export async function recordCheck(db: Queryable, checkedAtMs: number, repaired: number): Promise<void> {
  await sql`
    UPDATE reconcile SET
      checked_at = greatest(checked_at, ${checkedAtMs}::bigint),
      repaired_at = CASE WHEN ${repaired}::bigint > 0 THEN ${checkedAtMs}::bigint ELSE repaired_at END,
      repaired = CASE WHEN ${repaired}::bigint > 0 THEN ${repaired}::bigint ELSE repaired END`.execute(db);
}

/** Up to which instant of TaskRouter's clock its list of events was read; null before the first reading. */
export async function readEventsUntil(db: Queryable): Promise<number | null> {
  const { rows } = await sql<{ until: number | null }>`SELECT events_until AS until FROM reconcile`.execute(db);
  return rows[0]?.until ?? null;
}

/** Records how far the list of events was read; never goes back. */
export async function recordEventsUntil(db: Queryable, untilMs: number): Promise<void> {
  await sql`UPDATE reconcile SET events_until = greatest(events_until, ${untilMs}::bigint)`.execute(db);
}

/** What our figures of "now" rest on, of one queue. */
export interface CountedQueue {
  readonly sid: TaskQueueSid;
  /** Open tasks by phase. */
  readonly tasks: Readonly<Partial<Record<TaskPhase, number>>>;
  readonly eligibleWorkers: number;
  readonly availableWorkers: number;
  /** Whether the workers can be counted: not while the queue's expression cannot be read. */
  readonly isExpressionKnown: boolean;
}

/** Every queue that was not deleted. */
export async function countQueues(db: Queryable): Promise<CountedQueue[]> {
  const { rows } = await sql<CountedQueue>`
    SELECT q.sid, q.expression_error IS NULL AS "isExpressionKnown",
      coalesce((
        SELECT json_object_agg(t.phase, t.tasks) FROM (
          SELECT phase, count(*) AS tasks FROM task WHERE queue_sid = q.sid AND is_open GROUP BY phase
        ) AS t
      ), '{}') AS tasks,
      coalesce(w.eligible, 0)::bigint AS "eligibleWorkers", coalesce(w.available, 0)::bigint AS "availableWorkers"
    FROM task_queue AS q LEFT JOIN (
      SELECT e.queue_sid, count(*) AS eligible, count(*) FILTER (WHERE a.is_available) AS available
      FROM eligibility AS e
      JOIN worker AS w ON w.sid = e.worker_sid AND NOT w.is_deleted
      LEFT JOIN activity AS a ON a.sid = w.activity_sid
      GROUP BY e.queue_sid
    ) AS w ON w.queue_sid = q.sid
    WHERE NOT q.is_deleted ORDER BY q.sid`.execute(db);
  return rows;
}

/** Where an open task stands, as far as is known. Instants in UTC milliseconds. */
export interface StandingTask {
  readonly sid: TaskSid;
  readonly queueSid: TaskQueueSid | null;
  readonly phase: TaskPhase;
  readonly createdAtMs: number | null;
}

const STANDING = sql`sid, queue_sid AS "queueSid", phase, created_at AS "createdAtMs"`;

/** The open tasks of a queue. */
export async function openTasksOf(db: Queryable, queueSid: string): Promise<StandingTask[]> {
  const { rows } = await sql<StandingTask>`
    SELECT ${STANDING} FROM task WHERE queue_sid = ${queueSid} AND is_open ORDER BY sid`.execute(db);
  return rows;
}

/** One task, open or not; null for an unknown one. */
export async function readStandingTask(db: Queryable, sid: string): Promise<StandingTask | null> {
  const { rows } = await sql<StandingTask>`SELECT ${STANDING} FROM task WHERE sid = ${sid}`.execute(db);
  return rows[0] ?? null;
}
