import { sql } from 'kysely';
import type { TaskQueueSid, TaskSid } from '@flex-sync-suite/shared/contract';
import type { Database } from './database';
import type { StoredEvent } from './events';
import type { Queryable } from './transaction';
import { StoreUnavailable } from '../base/store-unavailable';

/** Tables whose rows are a function of the stored events, by the beginning of their SIDs. */
const PREFIXES = { task: 'WT', worker: 'WK', task_queue: 'WQ', activity: 'WA' } as const;

/** A table with one row for each resource that events are about. */
export type StateTable = keyof typeof PREFIXES;

/** Tables with rows of a resource, which may be left where it is gone itself, and the column that names it. */
const CHILDREN: Readonly<Partial<Record<StateTable, readonly (readonly [table: string, column: string])[]>>> = {
  task: [
    ['reservation', 'task_sid'],
    ['queue_visit', 'task_sid'],
  ],
  worker: [['worker_activity', 'worker_sid']],
};

/** One moment of the database for everything that `work` reads, without a lock: ingest goes on. */
export async function inSnapshot<T>(db: Database['kysely'], work: (trx: Queryable) => Promise<T>): Promise<T> {
  return db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work);
}

/** The next resources, in the database's order, that have a row in the table or stored events. Begins after `''`. */
export async function resourcesAfter<Sid extends string>(
  db: Queryable,
  { table, after, limit }: { readonly table: StateTable; readonly after: string; readonly limit: number },
): Promise<Sid[]> {
  const [from, to] = rangeOf(table);
  const orphans = (CHILDREN[table] ?? []).map(
    ([child, column]) => sql`
    UNION (SELECT DISTINCT ${sql.ref(column)} FROM ${sql.table(child)} WHERE ${sql.ref(column)} > ${after}::text
      ORDER BY 1 LIMIT ${limit}::integer)`,
  );
  const { rows } = await sql<{ sid: Sid }>`
    SELECT sid FROM (
      (SELECT DISTINCT resource_sid AS sid FROM event
        WHERE resource_sid > greatest(${after}::text, ${from}) AND resource_sid < ${to} ORDER BY 1 LIMIT ${limit}::integer)
      UNION (SELECT sid FROM ${sql.table(table)} WHERE sid > ${after}::text ORDER BY sid LIMIT ${limit}::integer)
      ${orphans.length === 0 ? sql`` : sql.join(orphans, sql` `)}
    ) AS s ORDER BY sid LIMIT ${limit}::integer`.execute(db);
  return rows.map(({ sid }) => sid);
}

/** About how many resources there are to walk through. */
export async function countResources(db: Queryable, table: StateTable): Promise<number> {
  const [from, to] = rangeOf(table);
  const { rows } = await sql<{ count: number }>`
    SELECT greatest((SELECT count(*) FROM ${sql.table(table)}),
      (SELECT count(DISTINCT resource_sid) FROM event WHERE resource_sid > ${from} AND resource_sid < ${to})) AS count
    `.execute(db);
  return rows[0]?.count ?? 0;
}

/** In every collation a text lies between its own beginning and the next letter's. */
function rangeOf(table: StateTable): readonly [from: string, to: string] {
  const prefix = PREFIXES[table];
  return [prefix, `${prefix.slice(0, -1)}${String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1)}`];
}

/** What is needed of a stored event to read it again. */
export type StoredText = Pick<StoredEvent, 'source' | 'raw' | 'receivedAtMs'>;

/** Events of one answer: some two megabytes. */
const EVENTS_AT_ONCE = 2_000;

/** All stored events of the resources, a part after the other. */
export function storedEventsOf(db: Queryable, sids: readonly string[]): AsyncGenerator<StoredText[]> {
  return eventsWhere(db, sql`resource_sid = ANY(${[...sids]}::text[])`);
}

/** All stored events that name one of the resources anywhere, a part after the other; looks at every event. */
export function storedEventsNaming(db: Queryable, sids: readonly string[]): AsyncGenerator<StoredText[]> {
  const patterns = sids.map((sid) => `%${sid}%`);
  return eventsWhere(db, sql`raw LIKE ANY(${patterns}::text[])`);
}

/** The stored events with these SIDs that happened at these instants (UTC milliseconds), by the index of instants. */
export async function storedEventsAt(
  db: Queryable,
  events: readonly { readonly atMs: number; readonly sid: string }[],
): Promise<StoredText[]> {
  if (events.length === 0) return [];
  const { rows } = await sql<StoredText>`
    SELECT source, raw, received_at AS "receivedAtMs" FROM event
    WHERE at_ms = ANY(${events.map(({ atMs }) => atMs)}::bigint[])
      AND event_sid = ANY(${events.map(({ sid }) => sid)}::text[])`.execute(db);
  return rows;
}

async function* eventsWhere(db: Queryable, condition: ReturnType<typeof sql>): AsyncGenerator<StoredText[]> {
  for (let after = ['', '']; ;) {
    const { rows } = await sql<StoredText & { resourceSid: string; sid: string }>`
      SELECT resource_sid AS "resourceSid", event_sid AS sid, source, raw, received_at AS "receivedAtMs" FROM event
      WHERE ${condition} AND (resource_sid, event_sid) > (${after[0]}, ${after[1]})
      ORDER BY resource_sid, event_sid LIMIT ${EVENTS_AT_ONCE}::integer`.execute(db);
    yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < EVENTS_AT_ONCE) return;
    after = [last.resourceSid, last.sid];
  }
}

/** Which rows to compare with which. */
export interface Comparison {
  readonly table: StateTable | 'reservation' | 'queue_visit' | 'worker_activity';
  /** Column that holds the resource. */
  readonly column: 'sid' | 'task_sid' | 'worker_sid';
  readonly sids: readonly string[];
  /** All the rows that the resources should have. */
  readonly rows: readonly object[];
}

/** Finds the rows that are not, byte for byte, those given. @returns of each the one or two resources that it concerns */
export async function differingRows(
  db: Queryable,
  { table, column, sids, rows }: Comparison,
): Promise<(readonly string[])[]> {
  if (sids.length === 0) return [];
  const keys = keysOf(table).map((key) => sql`${sql.ref(`stored.${key}`)} = ${sql.ref(`expected.${key}`)}`);
  const { rows: found } = await sql<{ stored: string | null; expected: string | null }>`
    SELECT ${sql.ref(`stored.${column}`)} AS stored, ${sql.ref(`expected.${column}`)} AS expected
    FROM (SELECT * FROM ${sql.table(table)} WHERE ${sql.ref(column)} = ANY(${[...sids]}::text[])) AS stored
    FULL JOIN json_populate_recordset(NULL::${sql.table(table)}, ${JSON.stringify(rows)}::json) AS expected
      ON ${sql.join(keys, sql` AND `)}
    WHERE to_jsonb(stored)::text IS DISTINCT FROM to_jsonb(expected)::text`.execute(db);
  return found.map(({ stored, expected }) => [stored, expected].filter((sid) => sid !== null));
}

function keysOf(table: Comparison['table']): readonly string[] {
  if (table === 'queue_visit') return ['task_sid', 'number'];
  return table === 'worker_activity' ? ['worker_sid', 'at_ms', 'stamp'] : ['sid'];
}

/** Those of the resources that have a row. */
export async function existingAmong(db: Queryable, table: StateTable, sids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ sid: string }>`
    SELECT sid FROM ${sql.table(table)} WHERE sid = ANY(${[...sids]}::text[])`.execute(db);
  return new Set(rows.map(({ sid }) => sid));
}

/** Deletes rows that no event supports; the transaction has locked them. */
export async function deleteResources(db: Queryable, table: StateTable, sids: readonly string[]): Promise<void> {
  if (sids.length === 0) return;
  await sql`DELETE FROM ${sql.table(table)} WHERE sid = ANY(${[...sids]}::text[])`.execute(db);
}

/** Deletes the reservations of tasks that the transaction has locked, all but those given. */
export async function deleteOtherReservations(
  db: Queryable,
  taskSids: readonly TaskSid[],
  kept: readonly string[],
): Promise<void> {
  await sql`
    DELETE FROM reservation
    WHERE task_sid = ANY(${[...taskSids]}::text[]) AND NOT sid = ANY(${[...kept]}::text[])`.execute(db);
}

/** Deletes the visits of tasks that the transaction has locked. */
export async function deleteVisits(db: Queryable, taskSids: readonly TaskSid[]): Promise<void> {
  await sql`DELETE FROM queue_visit WHERE task_sid = ANY(${[...taskSids]}::text[])`.execute(db);
}

/** Those of the tasks whose stored events are gone. */
export async function prunedAmong(db: Queryable, sids: readonly TaskSid[]): Promise<Set<TaskSid>> {
  const { rows } = await sql<{ sid: TaskSid }>`
    SELECT sid FROM task WHERE sid = ANY(${[...sids]}::text[]) AND events_pruned_at IS NOT NULL`.execute(db);
  return new Set(rows.map(({ sid }) => sid));
}

/** What rows of tasks and of their reservations lend to what Sync shows of others. */
export interface ShownElsewhere {
  readonly queueSids: readonly string[];
  readonly workerSids: readonly string[];
  readonly parties: readonly string[];
}

/** Reads {@link ShownElsewhere} from the rows as they are. */
export async function shownElsewhere(db: Queryable, sids: readonly TaskSid[]): Promise<ShownElsewhere> {
  const { rows } = await sql<{ queueSid: string | null; workerSid: string | null; party: string | null }>`
    SELECT queue_sid AS "queueSid", NULL AS "workerSid", NULL AS party FROM task WHERE sid = ANY(${[...sids]}::text[])
    UNION SELECT queue_sid, worker_sid, party FROM reservation WHERE task_sid = ANY(${[...sids]}::text[])`.execute(db);
  const known = (values: readonly (string | null)[]): string[] => [
    ...new Set(values.filter((value) => value !== null)),
  ];
  return {
    queueSids: known(rows.map(({ queueSid }) => queueSid)),
    workerSids: known(rows.map(({ workerSid }) => workerSid)),
    parties: known(rows.map(({ party }) => party)),
  };
}

/** Queues that have a row, or somebody eligible. */
export async function queuesOfEligibility(db: Queryable): Promise<TaskQueueSid[]> {
  const { rows } = await sql<{ sid: TaskQueueSid }>`
    SELECT sid FROM task_queue UNION SELECT queue_sid FROM eligibility ORDER BY 1`.execute(db);
  return rows.map(({ sid }) => sid);
}

/** The next parties, in the database's order, that have an answered or missed call and no row to lock. */
export async function partiesWithoutRow(db: Queryable, after: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ party: string }>`
    SELECT DISTINCT r.party FROM reservation AS r
    WHERE r.party > ${after} AND (r.accepted_at IS NOT NULL OR r.missed_at IS NOT NULL)
      AND NOT EXISTS (SELECT FROM contact_party AS p WHERE p.party = r.party)
    ORDER BY 1 LIMIT ${limit}`.execute(db);
  return rows.map(({ party }) => party);
}

/**
 * Waits until every transaction that was storing events has ended. Whatever it had read by then, its events can be seen
 * afterwards; and whoever stores events later reads what is there now.
 */
export async function untilWritersEnded(db: Database['kysely']): Promise<void> {
  for (;;) {
    try {
      await db.transaction().execute(async (trx) => {
        // Ingest waits behind this lock: should something hold it up for long, let ingest go first.
        await sql`SET LOCAL lock_timeout = '1s'`.execute(trx);
        await sql`LOCK TABLE event IN SHARE MODE`.execute(trx);
      });
      return;
    } catch (error) {
      if (!(error instanceof StoreUnavailable && error.trouble.kind === 'busy')) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  }
}
