import type { ReservationSid, TaskSid, WorkerSid } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import { recentCall, type CallRow } from '../domain/recent-call';
import { readCallNotes } from './call-notes';
import { readTasks } from './task-rows';
import type { Queryable } from './transaction';

/** Where a page ended: the next one begins after it. */
export interface CallPosition {
  /** UTC milliseconds. */
  readonly createdAtMs: number;
  readonly sid: ReservationSid;
}

/** Which calls of one worker; instants in UTC milliseconds. */
export interface CallFilter {
  readonly workerSid: WorkerSid;
  readonly limit: number;
  readonly after?: CallPosition | undefined;
  readonly direction?: 'inbound' | 'outbound' | undefined;
  readonly outcome?: string | undefined;
  /** Offered at or after. */
  readonly sinceMs?: number | undefined;
  /** Offered before. */
  readonly untilMs?: number | undefined;
}

/** A call and its place in the order of calls. */
export interface ListedCall {
  readonly position: CallPosition;
  readonly row: CallRow;
}

interface FoundRow {
  readonly sid: ReservationSid;
  readonly taskSid: TaskSid;
  readonly createdAtMs: number;
  readonly returnedAtMs: number | null;
}

/** A worker's calls, the newest first; those of one millisecond in the order of their SIDs. */
export async function listCalls(db: Queryable, filter: CallFilter): Promise<ListedCall[]> {
  const { workerSid, limit, after, direction, outcome, sinceMs, untilMs } = filter;
  const conditions = [
    sql`r.worker_sid = ${workerSid}`,
    sql`r.created_at IS NOT NULL`,
    ...(after === undefined
      ? []
      : [
          sql`(r.created_at < ${after.createdAtMs}::bigint
            OR (r.created_at = ${after.createdAtMs}::bigint AND r.sid > ${after.sid}))`,
          // The same again for the index, which cannot use a condition with OR.
          sql`r.created_at <= ${after.createdAtMs}::bigint`,
        ]),
    ...(direction === undefined ? [] : [sql`r.direction = ${direction}`]),
    ...(outcome === undefined ? [] : [sql`r.outcome = ${outcome}`]),
    ...(sinceMs === undefined ? [] : [sql`r.created_at >= ${sinceMs}::bigint`]),
    ...(untilMs === undefined ? [] : [sql`r.created_at < ${untilMs}::bigint`]),
  ];
  const { rows } = await sql<FoundRow>`
    SELECT ${FOUND} FROM reservation AS r WHERE ${sql.join(conditions, sql` AND `)}
    ORDER BY r.created_at DESC, r.sid LIMIT ${limit}`.execute(db);
  return build(db, rows);
}

/** One call of a worker; null when it is not this worker's. */
export async function readCall(db: Queryable, workerSid: WorkerSid, sid: ReservationSid): Promise<CallRow | null> {
  const { rows } = await sql<FoundRow>`
    SELECT ${FOUND} FROM reservation AS r
    WHERE r.sid = ${sid} AND r.worker_sid = ${workerSid} AND r.created_at IS NOT NULL`.execute(db);
  const [call] = await build(db, rows);
  return call?.row ?? null;
}

/** The first contact with the same party that any agent answered after the call was missed. */
const FOUND = sql`
  r.sid, r.task_sid AS "taskSid", r.created_at AS "createdAtMs", (
    SELECT min(a.accepted_at) FROM reservation AS a
    WHERE r.missed_at IS NOT NULL AND a.party = r.party AND a.accepted_at >= r.missed_at
  ) AS "returnedAtMs"`;

async function build(db: Queryable, found: readonly FoundRow[]): Promise<ListedCall[]> {
  const tasks = await readTasks(db, [...new Set(found.map(({ taskSid }) => taskSid))]);
  const notes = await readCallNotes(
    db,
    found.map(({ sid }) => sid),
  );
  return found.flatMap(({ sid, taskSid, createdAtMs, returnedAtMs }) => {
    const task = tasks.get(taskSid);
    if (task === undefined) return [];
    const row = recentCall(task, sid, { returnedAtMs, notes: notes.get(sid) ?? null });
    return row === null ? [] : [{ position: { createdAtMs, sid }, row }];
  });
}
