import type { WorkerSid } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import type { SetAside } from '../outbox/sync-objects';
import { markUnverified } from '../outbox/sync-objects';
import type { ObjectKind } from '../outbox/sync-keys';
import type { ProfileRecord } from '../outbox/access-profiles';
import type { Queryable } from '../transaction';

/** How the outbox stands with one object. Instants in UTC milliseconds. */
export interface OutboxStanding {
  readonly waiting: number;
  readonly dirtySince: number | null;
  readonly nextAt: number;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly setAside: SetAside | null;
  readonly writtenAt: number | null;
}

/** Null for an object that the outbox does not know. */
export async function readOutboxStanding(db: Queryable, key: string): Promise<OutboxStanding | null> {
  const { rows } = await sql<OutboxStanding>`
    SELECT version - synced AS waiting, dirty_since AS "dirtySince", next_at AS "nextAt", attempts,
      last_error AS "lastError", set_aside AS "setAside", written_at AS "writtenAt"
    FROM sync_object WHERE object_key = ${key}`.execute(db);
  return rows[0] ?? null;
}

/** Keys of the objects that Sync is known to have under these SIDs. */
export async function keysBySid(db: Queryable, sids: readonly string[]): Promise<Map<string, string>> {
  if (sids.length === 0) return new Map();
  const { rows } = await sql<{ sid: string; key: string }>`
    SELECT sid, object_key AS key FROM sync_object WHERE sid = ANY(${[...new Set(sids)]}::text[])`.execute(db);
  return new Map(rows.map(({ sid, key }) => [sid, key]));
}

/** The first List after a key, in the order of keys, that Sync is known to have; null at the end. */
export async function listAfter(db: Queryable, key: string): Promise<{ key: string; sid: string } | null> {
  const { rows } = await sql<{ key: string; sid: string }>`
    SELECT object_key AS key, sid FROM sync_object
    WHERE kind = 'list' AND sid IS NOT NULL AND object_key COLLATE "C" > ${key}
    ORDER BY object_key COLLATE "C" LIMIT 1`.execute(db);
  return rows[0] ?? null;
}

/** The SID under which Sync is known to have the object; null where it is not known to. */
export async function sidOfKey(db: Queryable, key: string): Promise<string | null> {
  const { rows } = await sql<{ sid: string | null }>`
    SELECT sid FROM sync_object WHERE object_key = ${key}`.execute(db);
  return rows[0]?.sid ?? null;
}

/** An object that is tried slowly, apart from all others. */
export interface SetAsideObject {
  readonly key: string;
  readonly kind: ObjectKind;
  readonly sid: string | null;
}

/** Those after a key, in the order of keys. */
export async function setAsideAfter(db: Queryable, key: string, limit: number): Promise<SetAsideObject[]> {
  const { rows } = await sql<SetAsideObject>`
    SELECT object_key AS key, kind, sid FROM sync_object
    WHERE set_aside IS NOT NULL AND object_key COLLATE "C" > ${key}
    ORDER BY object_key COLLATE "C" LIMIT ${limit}::integer`.execute(db);
  return rows;
}

/**
 * Has objects written from the database, whatever Sync is believed to hold. One that fails, or is set aside, is tried at
 * once: somebody asked for it.
 */
export async function writeAgain(db: Queryable, keys: readonly string[], now: number): Promise<void> {
  await markUnverified(db, keys, now);
  await sql`
    UPDATE sync_object SET next_at = least(next_at, ${now}::bigint)
    WHERE object_key = ANY(${[...keys]}::text[]) AND (set_aside IS NOT NULL OR attempts > 0)`.execute(db);
}

/** A worker, and its attributes as the newest event or listing told them. */
export interface AttributedWorker {
  readonly sid: WorkerSid;
  readonly attributes: string;
}

const ATTRIBUTES = sql`(state -> 'attributes' ->> 'value')`;

/** Workers in the order of their SIDs. @param like a text that the attributes contain */
export async function workersAfter(
  db: Queryable,
  { after, like, limit }: { readonly after: string; readonly like: string; readonly limit: number },
): Promise<AttributedWorker[]> {
  const { rows } = await sql<AttributedWorker>`
    SELECT sid, ${ATTRIBUTES} AS attributes FROM worker
    WHERE NOT is_deleted AND sid > ${after} AND strpos(${ATTRIBUTES}, ${like}) > 0
    ORDER BY sid LIMIT ${limit}::integer`.execute(db);
  return rows;
}

/** Those of the access profiles that were ever issued. */
export async function profilesOf(db: Queryable, identities: readonly string[]): Promise<Map<string, ProfileRecord>> {
  const { rows } = await sql<ProfileRecord>`
    SELECT identity, role, libraries FROM access_profile WHERE identity = ANY(${[...identities]}::text[])`.execute(db);
  return new Map(rows.map((profile) => [profile.identity, profile]));
}

/** In which List of its library a response has its place; null for one that has none. */
export async function listNumberOf(db: Queryable, responseId: string): Promise<number | null> {
  const { rows } = await sql<{ n: number | null }>`SELECT list_n AS n FROM response WHERE id = ${responseId}`.execute(
    db,
  );
  return rows[0]?.n ?? null;
}

/** Attributes of a worker as the newest event or listing told them; null for one that is not known, or gone. */
export async function workerAttributes(db: Queryable, workerSid: WorkerSid): Promise<string | null> {
  const { rows } = await sql<{ attributes: string | null }>`
    SELECT ${ATTRIBUTES} AS attributes FROM worker WHERE sid = ${workerSid} AND NOT is_deleted`.execute(db);
  return rows[0]?.attributes ?? null;
}
