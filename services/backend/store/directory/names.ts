import { MAX_RECENT_CALLS_IN_SYNC, NAME_PREFIX } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import type { Stamped } from '../../domain/stamp';
import type { NamedSid } from '../../domain/task-router-event';
import type { ToldNames } from '../../domain/directory/told-names';
import { keyBeginsWith } from '../outbox/key-prefix';
import type { Queryable } from '../transaction';

const rowsOf = (names: ToldNames): string =>
  JSON.stringify([...names].map(([sid, { value, stamp }]) => ({ sid, value, stamp })));

/**
 * Writes names that are newer than those in the rows, of queues, workers and activities alike, in one statement: nearly
 * every event tells one. Rows are locked and made in the order of their SIDs.
 * @returns the resources whose name is another one now
 */
export async function writeNames(db: Queryable, told: ToldNames): Promise<NamedSid[]> {
  if (told.size === 0) return [];
  const { rows } = await sql<{ sid: NamedSid }>`
    WITH told AS MATERIALIZED (
      SELECT * FROM json_to_recordset(${rowsOf(told)}::json) AS t (sid text, value text, stamp text)
    ), held AS MATERIALIZED (
      SELECT * FROM resource_name WHERE sid = ANY(${[...told.keys()]}::text[]) ORDER BY sid FOR UPDATE
    ), written AS (
      INSERT INTO resource_name AS n (sid, value, stamp)
      SELECT told.sid, told.value, told.stamp FROM told LEFT JOIN held ON held.sid = told.sid
      WHERE held.stamp IS NULL OR held.stamp < told.stamp ORDER BY told.sid
      ON CONFLICT (sid) DO UPDATE SET value = excluded.value, stamp = excluded.stamp WHERE n.stamp < excluded.stamp
      RETURNING sid, value
    )
    SELECT written.sid FROM written LEFT JOIN held ON held.sid = written.sid
    WHERE held.value IS DISTINCT FROM written.value`.execute(db);
  return rows.map(({ sid }) => sid);
}

/** Names with their stamps; locked until the transaction ends if `isLocked`. */
export async function readToldNames(
  db: Queryable,
  sids: readonly string[],
  { isLocked = false }: { readonly isLocked?: boolean } = {},
): Promise<Map<NamedSid, Stamped<string>>> {
  const { rows } = await sql<Stamped<string> & { sid: NamedSid }>`
    SELECT sid, value, stamp FROM resource_name WHERE sid = ANY(${[...sids]}::text[])
    ORDER BY sid ${isLocked ? sql`FOR UPDATE` : sql``}`.execute(db);
  return new Map(rows.map(({ sid, value, stamp }) => [sid, { value, stamp }]));
}

/** Present names by SID. */
export async function readNames(db: Queryable, sids: Iterable<string>): Promise<Map<string, string>> {
  const wanted = [...new Set(sids)];
  const names = wanted.length === 0 ? new Map() : await readToldNames(db, wanted);
  return new Map([...names].map(([sid, { value }]) => [sid, value]));
}

/** Calls of one worker that may be shown to a colleague: years of them would hold up whoever renames a worker. */
const CALLS_OF_RENAMED_WORKER = 2_000;

/**
 * Keys of the Maps of calls that show one of the names: a queue's where one of an agent's newest calls came from it, a
 * worker's where a call of a colleague was handed over or answered by this one.
 */
export async function mapsShowing(db: Queryable, sids: readonly NamedSid[]): Promise<string[]> {
  const queueSids = sids.filter((sid) => sid.startsWith('WQ'));
  const workerSids = sids.filter((sid) => sid.startsWith('WK'));
  const prefix = NAME_PREFIX['recent-calls'];
  const ofQueues = sql`
    SELECT m.object_key AS key FROM sync_object AS m WHERE ${keyBeginsWith(prefix)} AND EXISTS (
      SELECT FROM (
        SELECT queue_sid FROM reservation WHERE worker_sid = substr(m.object_key, ${prefix.length + 1}::integer)
        ORDER BY created_at DESC, sid LIMIT ${MAX_RECENT_CALLS_IN_SYNC}::integer
      ) AS newest WHERE queue_sid = ANY(${queueSids}::text[])
    )`;
  const ofWorkers = sql`
    SELECT ${prefix}::text || other.worker_sid AS key FROM unnest(${workerSids}::text[]) AS w (sid) CROSS JOIN LATERAL (
      SELECT task_sid FROM reservation WHERE worker_sid = w.sid
      ORDER BY created_at DESC, sid LIMIT ${CALLS_OF_RENAMED_WORKER}::integer
    ) AS mine CROSS JOIN LATERAL (
      SELECT worker_sid FROM reservation WHERE task_sid = mine.task_sid AND worker_sid <> w.sid
    ) AS other`;
  const parts = [...(queueSids.length === 0 ? [] : [ofQueues]), ...(workerSids.length === 0 ? [] : [ofWorkers])];
  if (parts.length === 0) return [];
  const { rows } = await sql<{ key: string }>`${sql.join(parts, sql` UNION `)}`.execute(db);
  return rows.map(({ key }) => key);
}

/** Deletes names; the transaction has locked them. */
export async function deleteNames(db: Queryable, sids: readonly NamedSid[]): Promise<void> {
  if (sids.length > 0) await sql`DELETE FROM resource_name WHERE sid = ANY(${[...sids]}::text[])`.execute(db);
}

/** The next resources that have a name, in the database's order. Begins after `''`. */
export async function namedAfter(db: Queryable, after: string, limit: number): Promise<NamedSid[]> {
  const { rows } = await sql<{ sid: NamedSid }>`
    SELECT sid FROM resource_name WHERE sid > ${after} ORDER BY sid LIMIT ${limit}`.execute(db);
  return rows.map(({ sid }) => sid);
}
