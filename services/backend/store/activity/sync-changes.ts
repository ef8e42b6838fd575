import { sql } from 'kysely';
import type { Queryable } from '../transaction';

/** What somebody else changed in an object of the activity tracker: `SyncChangeTable`. */
export interface SyncChange {
  readonly objectSid: string;
  readonly eventType: string;
  readonly revision: string;
  readonly objectName: string;
  readonly itemKey: string | null;
  readonly identity: string;
  readonly endpointId: string | null;
  /** JSON text. */
  readonly data: string | null;
  readonly receivedAtMs: number;
}

/** A webhook that could not be used. */
export interface DeadChange {
  readonly id: string;
  readonly reason: string;
  readonly sizeBytes: number;
  readonly receivedAtMs: number;
}

const keyOf = ({ objectSid, eventType, revision }: Pick<SyncChange, 'objectSid' | 'eventType' | 'revision'>): string =>
  `${objectSid} ${eventType} ${revision}`;

/** Stores those that are new. @returns them; of one that is told twice, the first */
export async function insertSyncChanges(db: Queryable, told: readonly SyncChange[]): Promise<ReadonlySet<SyncChange>> {
  const byKey = new Map<string, SyncChange>();
  for (const change of told) if (!byKey.has(keyOf(change))) byKey.set(keyOf(change), change);
  if (byKey.size === 0) return new Set();
  const { rows } = await sql<{ objectSid: string; eventType: string; revision: string }>`
    INSERT INTO sync_change
      (object_sid, event_type, revision, object_name, item_key, identity, endpoint_id, data, received_at)
    SELECT object_sid, event_type, revision, object_name, item_key, identity, endpoint_id, data, received_at
    FROM json_to_recordset(${JSON.stringify([...byKey.values()].map(rowOf))}::json) AS c (object_sid text, event_type text,
      revision text, object_name text, item_key text, identity text, endpoint_id text, data text, received_at bigint)
    ORDER BY object_sid, event_type, revision
    ON CONFLICT DO NOTHING
    RETURNING object_sid AS "objectSid", event_type AS "eventType", revision`.execute(db);
  return new Set(rows.map((row) => byKey.get(keyOf(row))).filter((change) => change !== undefined));
}

const rowOf = (change: SyncChange) => ({
  object_sid: change.objectSid,
  event_type: change.eventType,
  revision: change.revision,
  object_name: change.objectName,
  item_key: change.itemKey,
  identity: change.identity,
  endpoint_id: change.endpointId,
  data: change.data,
  received_at: change.receivedAtMs,
});

/** Keeps why webhooks could not be used. @returns those that were new; of one that is told twice, the first */
export async function insertDeadChanges(db: Queryable, dead: readonly DeadChange[]): Promise<ReadonlySet<DeadChange>> {
  const byId = new Map<string, DeadChange>();
  for (const each of dead) if (!byId.has(each.id)) byId.set(each.id, each);
  if (byId.size === 0) return new Set();
  const told = [...byId.values()].map(({ id, reason, sizeBytes, receivedAtMs }) => ({
    ...{ id, reason, size_bytes: sizeBytes, received_at: receivedAtMs },
  }));
  const { rows } = await sql<{ id: string }>`
    INSERT INTO sync_change_dead (id, reason, size_bytes, received_at)
    SELECT id, reason, size_bytes, received_at FROM json_to_recordset(${JSON.stringify(told)}::json)
      AS d (id text, reason text, size_bytes integer, received_at bigint)
    ORDER BY id ON CONFLICT DO NOTHING RETURNING id`.execute(db);
  return new Set(rows.map(({ id }) => byId.get(id)).filter((each) => each !== undefined));
}

/** Which changes are asked for; null asks for all. */
export interface ChangeFilter {
  readonly objectName: string | null;
  readonly identity: string | null;
  /** Received at or after this instant, and before the other. */
  readonly fromMs: number;
  readonly toMs: number | null;
  readonly limit: number;
  readonly offset: number;
}

/** A page of changes, the newest first; of one instant, the later revision of an object. */
export async function listSyncChanges(db: Queryable, filter: ChangeFilter): Promise<SyncChange[]> {
  const { objectName, identity, fromMs, toMs, limit, offset } = filter;
  const conditions = [
    sql`received_at >= ${fromMs}::bigint`,
    ...(toMs === null ? [] : [sql`received_at < ${toMs}::bigint`]),
    ...(objectName === null ? [] : [sql`object_name = ${objectName}`]),
    ...(identity === null ? [] : [sql`identity = ${identity}`]),
  ];
  const { rows } = await sql<SyncChange>`
    SELECT object_sid AS "objectSid", event_type AS "eventType", revision, object_name AS "objectName",
      item_key AS "itemKey", identity, endpoint_id AS "endpointId", data, received_at AS "receivedAtMs"
    FROM sync_change WHERE ${sql.join(conditions, sql` AND `)}
    ORDER BY received_at DESC, object_sid, length(revision) DESC, revision DESC, event_type
    LIMIT ${limit} OFFSET ${offset}`.execute(db);
  return rows;
}

/** Deletes every change of the objects of these names. */
export async function deleteChangesOf(db: Queryable, objectNames: readonly string[]): Promise<void> {
  await sql`DELETE FROM sync_change WHERE object_name = ANY(${[...objectNames]}::text[])`.execute(db);
}

/** Deletes those changes of an object that name somebody by an id, as the key of the item or anywhere in its data. */
export async function deleteChangesNaming(db: Queryable, objectName: string, id: string): Promise<void> {
  const wanted = JSON.stringify({ text: id, number: /^\d{1,15}$/.test(id) ? Number(id) : id });
  await sql`
    DELETE FROM sync_change WHERE object_name = ${objectName} AND (item_key = ${id}
      OR jsonb_path_exists(data::jsonb, '$.** ? (@ == $text || @ == $number)', ${wanted}::jsonb))`.execute(db);
}
