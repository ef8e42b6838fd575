import { sql } from 'kysely';
import { keyBeginsWith } from './key-prefix';
import { WORKER_PERMISSIONS_PREFIX } from './sync-keys';
import type { Queryable } from '../transaction';

/** An object that Sync is known to have. */
interface PlacedObject {
  readonly sid: string;
  /** Whether every change of it, and every doubt about it, has been settled. */
  readonly isSettled: boolean;
}

/** Those of the objects that Sync is known to have. */
export async function placedObjects(db: Queryable, keys: readonly string[]): Promise<Map<string, PlacedObject>> {
  const { rows } = await sql<PlacedObject & { key: string }>`
    SELECT object_key AS key, sid, version = synced AS "isSettled" FROM sync_object
    WHERE object_key = ANY(${[...keys]}::text[]) AND sid IS NOT NULL`.execute(db);
  return new Map(rows.map(({ key, sid, isSettled }) => [key, { sid, isSettled }]));
}

/** Every object of the outbox, whether it has reached Sync or not. */
export async function knownObjectKeys(db: Queryable): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`SELECT object_key AS key FROM sync_object ORDER BY object_key`.execute(
    db,
  );
  return rows.map(({ key }) => key);
}

/** Keys of the outbox that begin with a prefix, which ends in a dot. */
export async function knownKeysWith(db: Queryable, prefix: string): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    SELECT object_key AS key FROM sync_object WHERE ${keyBeginsWith(prefix)} ORDER BY object_key`.execute(db);
  return rows.map(({ key }) => key);
}

/** Keys of the permissions of every worker who ever had any, or asked for them. */
export async function permittedWorkers(db: Queryable): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    SELECT object_key AS key FROM sync_object
    WHERE kind = 'permissions' AND starts_with(object_key, ${WORKER_PERMISSIONS_PREFIX})`.execute(db);
  return rows.map(({ key }) => key);
}

/** Those of the keys that the outbox does not know. */
export async function unknownAmong(db: Queryable, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return [];
  const standing = await standingAmong(db, keys);
  return keys.filter((key) => !standing.has(key));
}

/** What the outbox knows of an object: whether Sync has it, and the `v` of its last payload. Null for an unknown key. */
export async function readStanding(
  db: Queryable,
  key: string,
): Promise<{ readonly isCreated: boolean; readonly payloadV: number } | null> {
  const { rows } = await sql<{ isCreated: boolean; payloadV: number }>`
    SELECT revision IS NOT NULL AS "isCreated", coalesce(payload_v, 0) AS "payloadV" FROM sync_object
    WHERE object_key = ${key}`.execute(db);
  return rows[0] ?? null;
}

/** How an object of the outbox stands. */
export interface ObjectState {
  /** `created` = Sync has it; `set-aside` = it has not, and nobody should wait for it. */
  readonly standing: 'created' | 'awaited' | 'set-aside';
  /** See `SyncObjectTable`; 0 before the first. */
  readonly payloadV: number;
  /** Failures since the last success, and what went wrong last. */
  readonly attempts: number;
  readonly lastError: string | null;
  /** No attempt before this instant. */
  readonly nextAt: number;
}

/** How those of the objects stand that the outbox knows, by key. */
export async function standingAmong(db: Queryable, keys: readonly string[]): Promise<Map<string, ObjectState>> {
  const { rows } = await sql<ObjectState & { key: string }>`
    SELECT object_key AS key, CASE WHEN revision IS NOT NULL THEN 'created'
        WHEN set_aside IS NOT NULL THEN 'set-aside' ELSE 'awaited' END AS standing,
      coalesce(payload_v, 0) AS "payloadV", attempts, last_error AS "lastError", next_at AS "nextAt"
    FROM sync_object WHERE object_key = ANY(${[...keys]}::text[])`.execute(db);
  return new Map(rows.map(({ key, ...state }) => [key, state]));
}
