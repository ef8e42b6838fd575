import type { ReservationSid, TaskSid, WorkerSid } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import { namedInCalls, recentCall, type CallNotes, type CallRow } from '../../domain/calls/recent-call';
import { readNames } from '../directory/names';
import { readTasks } from '../task-rows';
import type { Queryable } from '../transaction';

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
  readonly workerSid: WorkerSid;
  readonly createdAtMs: number;
  readonly returnedAtMs: number | null;
  /** Null without an edit. */
  readonly notes: CallNotes | null;
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
    SELECT ${FOUND} WHERE ${sql.join(conditions, sql` AND `)}
    ORDER BY r.created_at DESC, r.sid LIMIT ${limit}`.execute(db);
  return [...(await build(db, rows)).values()];
}

/** One call of a worker; null when it is not this worker's. */
export async function readCall(db: Queryable, workerSid: WorkerSid, sid: ReservationSid): Promise<CallRow | null> {
  const calls = await readCalls(db, new Map([[workerSid, [sid]]]));
  return calls.get(workerSid)?.get(sid)?.row ?? null;
}

/** Those of the calls that are there and are the worker's, in a number of statements that does not grow with the workers. */
export async function readCalls(
  db: Queryable,
  wanted: ReadonlyMap<WorkerSid, Iterable<string>>,
): Promise<Map<WorkerSid, Map<string, ListedCall>>> {
  const pairs = [...wanted].flatMap(([workerSid, sids]) => [...sids].map((sid) => ({ workerSid, sid })));
  const found = new Map([...wanted.keys()].map((workerSid) => [workerSid, new Map<string, ListedCall>()]));
  if (pairs.length === 0) return found;
  const { rows } = await sql<FoundRow>`
    SELECT ${FOUND} JOIN unnest(${pairs.map(({ workerSid }) => workerSid)}::text[], ${pairs.map(({ sid }) => sid)}::text[])
      AS w (worker_sid, sid) ON r.sid = w.sid AND r.worker_sid = w.worker_sid
    WHERE r.created_at IS NOT NULL`.execute(db);
  const calls = await build(db, rows);
  rows.forEach(({ sid, workerSid }) => {
    const call = calls.get(sid);
    if (call !== undefined) found.get(workerSid)?.set(sid, call);
  });
  return found;
}

/** With the first contact with the same party, of another task, that any agent answered after the call was missed. */
const FOUND = sql`
  r.sid, r.task_sid AS "taskSid", r.worker_sid AS "workerSid", r.created_at AS "createdAtMs", (
    SELECT min(a.accepted_at) FROM reservation AS a
    WHERE r.missed_at IS NOT NULL AND a.party = r.party AND a.accepted_at >= r.missed_at AND a.task_sid <> r.task_sid
  ) AS "returnedAtMs", CASE WHEN n.revision > 0 THEN json_build_object('note', n.note, 'disposition', n.disposition,
    'isDispositionChosen', n.is_disposition_chosen, 'revision', n.revision) END AS notes
  FROM reservation AS r LEFT JOIN call_note AS n ON n.reservation_sid = r.sid`;

async function build(db: Queryable, found: readonly FoundRow[]): Promise<Map<ReservationSid, ListedCall>> {
  const tasks = await readTasks(db, [...new Set(found.map(({ taskSid }) => taskSid))]);
  const names = await readNames(db, [...tasks.values()].flatMap(namedInCalls));
  return new Map(
    found.flatMap(({ sid, taskSid, createdAtMs, returnedAtMs, notes }) => {
      const task = tasks.get(taskSid);
      const row = task === undefined ? null : recentCall(task, sid, { returnedAtMs, notes, names });
      return row === null ? [] : [[sid, { position: { createdAtMs, sid }, row }]];
    }),
  );
}
