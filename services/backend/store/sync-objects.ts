import { sql } from 'kysely';
import { inChunks } from './in-chunks';
import { kindOf, natureOf, type ObjectKind } from './sync-keys';
import type { Queryable } from './transaction';

// One row per Sync object. Every statement that touches several rows locks them in the order of their keys: without it
// two ingest transactions and a projector deadlock within seconds on a database with more than one connection.

/** An object that its holder alone may write to Sync, until the lease ends. */
export interface ClaimedObject {
  /** Unique name in Sync. */
  readonly key: string;
  readonly kind: ObjectKind;
  /** Version that the payload must be built from: what was marked since makes the object dirty again. */
  readonly version: number;
  /** Version that is in Sync; the difference is the number of marks that one write carries. */
  readonly synced: number;
  /** When the oldest of these changes was marked; null for an object that was only due for a renewal. */
  readonly dirtySince: number | null;
  /** Failures since the last success. */
  readonly attempts: number;
  /** SID in Sync, as far as it is known; null for worker attributes. */
  readonly sid: string | null;
  readonly revision: string | null;
  readonly payloadHash: string | null;
  /** `v` of the last payload; null before the first. Never lowered. */
  readonly payloadV: number | null;
  readonly expiresAt: number | null;
  /** 0 = somebody waits for it; see `SyncObjectTable`. */
  readonly rank: number;
}

/**
 * Marks objects dirty; belongs into the transaction that changes what they show. Creates the rows that are missing.
 * `isEdit`: somebody looks at this one change, and it goes before thousands that were imported; worker attributes never do.
 */
export async function markDirty(db: Queryable, keys: Iterable<string>, now: number, isEdit = false): Promise<void> {
  await inChunks([...new Set(keys)].sort(), async (sorted) => {
    const kinds = sorted.map(kindOf);
    const ranks = sorted.map(natureOf).map((rank) => (isEdit && rank === 1 ? 0 : rank));
    await sql`
      INSERT INTO sync_object AS o (object_key, kind, rank, dirty_since)
      SELECT key, kind, rank, ${now}::bigint
      FROM unnest(${sorted}::text[], ${kinds}::text[], ${ranks}::smallint[]) AS m (key, kind, rank) ORDER BY key
      ON CONFLICT (object_key) DO UPDATE SET
        version = o.version + 1,
        rank = CASE WHEN o.version > o.synced THEN least(o.rank, excluded.rank) ELSE excluded.rank END,
        dirty_since = coalesce(o.dirty_since, excluded.dirty_since)`.execute(db);
  });
}

/** See {@link claim}. Instants in UTC milliseconds. */
export interface ClaimOptions {
  /** Name of the claiming process. */
  readonly owner: string;
  readonly limit: number;
  readonly leaseMs: number;
  readonly now: number;
  /** Claims only among these; default: among all. */
  readonly keys?: readonly string[];
  /**
   * How many of the claimed may be of the bulk, and how many of it come before anything else, so that a busy board cannot
   * keep them waiting for ever; default: as many as there are, and none.
   */
  readonly bulk?: { readonly most: number; readonly first: number };
}

/** As `natureOf` tells it from a key. */
const NATURE = sql`(CASE WHEN kind = 'attributes' THEN 2
  WHEN kind = 'list' OR starts_with(object_key, 'canned-response.') THEN 1 ELSE 0 END)`;

/**
 * Takes up to `limit` objects that are dirty, not waiting for their next slot and not leased to anyone, by rank and the
 * longest waiting first. What others have locked is left to them.
 */
export async function claim(
  db: Queryable,
  { owner, limit, leaseMs, now, keys, bulk = { most: limit, first: 0 } }: ClaimOptions,
): Promise<ClaimedObject[]> {
  const among = keys === undefined ? sql`` : sql`AND object_key = ANY(${[...keys]}::text[])`;
  const due = sql`version > synced AND next_at <= ${now} AND (lease_until IS NULL OR lease_until <= ${now}) ${among}`;
  const { rows } = await sql<ClaimedObject>`
    WITH urgent AS MATERIALIZED (
      SELECT object_key, rank, ${NATURE} AS nature FROM sync_object WHERE ${due} AND rank = 0
      ORDER BY dirty_since, object_key
      LIMIT ${limit}::integer - (SELECT count(*) FROM (
        SELECT FROM sync_object WHERE ${due} AND rank > 0 LIMIT ${bulk.first}::integer
      ) AS waiting)
      FOR UPDATE SKIP LOCKED
    ), bulk AS MATERIALIZED (
      SELECT object_key, rank, ${NATURE} AS nature FROM sync_object WHERE ${due} AND rank > 0
      ORDER BY rank, dirty_since, object_key
      LIMIT least(${bulk.most}::integer, ${limit}::integer - (SELECT count(*) FROM urgent))
      FOR UPDATE SKIP LOCKED
    ), free AS (SELECT * FROM urgent UNION ALL SELECT * FROM bulk)
    UPDATE sync_object AS o SET lease_until = ${now + leaseMs}, lease_owner = ${owner}, rank = free.nature
    FROM free WHERE o.object_key = free.object_key
    RETURNING o.object_key AS key, o.kind, o.version, o.synced, o.dirty_since AS "dirtySince", o.attempts, o.sid,
      o.revision, o.payload_hash AS "payloadHash", o.payload_v AS "payloadV", o.expires_at AS "expiresAt", free.rank`.execute(
    db,
  );
  return rows;
}

/** Outcome of a claimed object's write. */
export interface Completion {
  readonly key: string;
  /** Who claimed it. After a lease ran out, a late completion must not free another one's claim. */
  readonly owner?: string;
  /** The claimed version. */
  readonly version: number;
  readonly sid: string | null;
  readonly revision: string | null;
  readonly payloadHash: string | null;
  readonly payloadV: number | null;
  /** No write before this instant. */
  readonly nextAt: number;
  readonly expiresAt: number | null;
}

/** Records that the claimed version is in Sync and frees the object. What was marked meanwhile keeps it dirty. */
export async function complete(db: Queryable, completion: Completion, now: number = Date.now()): Promise<void> {
  const { key, owner, version, sid, revision, payloadHash, payloadV, nextAt, expiresAt } = completion;
  await sql`
    UPDATE sync_object SET
      synced = greatest(synced, ${version}::bigint),
      dirty_since = CASE WHEN version > ${version}::bigint THEN ${now}::bigint END,
      next_at = ${nextAt}::bigint,
      lease_until = NULL,
      lease_owner = NULL,
      attempts = 0,
      sid = ${sid},
      revision = ${revision},
      payload_hash = ${payloadHash},
      payload_v = CASE WHEN ${payloadV}::bigint > coalesce(payload_v, 0) THEN ${payloadV}::bigint ELSE payload_v END,
      expires_at = ${expiresAt}::bigint,
      last_error = NULL
    WHERE object_key = ${key} ${heldBy(owner)}`.execute(db);
}

interface Failure {
  readonly key: string;
  readonly owner?: string;
  readonly nextAt: number;
  readonly error: string;
  /** Rank of the claim: who waited still waits. */
  readonly rank?: number;
}

/** Records that the write failed and frees the object; it stays dirty and is not tried before `nextAt`. */
export async function fail(db: Queryable, { key, owner, nextAt, error, rank }: Failure): Promise<void> {
  await sql`
    UPDATE sync_object SET next_at = ${nextAt}::bigint, lease_until = NULL, lease_owner = NULL,
      attempts = attempts + 1, last_error = ${error},
      rank = least(rank, ${rank ?? null}::smallint)
    WHERE object_key = ${key} ${heldBy(owner)}`.execute(db);
}

const heldBy = (owner: string | undefined) => (owner === undefined ? sql`` : sql`AND lease_owner = ${owner}`);

/** Frees everything that `owner` holds: at its end, and at its next start in case it was killed. */
export async function releaseLeases(db: Queryable, owner: string): Promise<void> {
  await sql`
    WITH held AS MATERIALIZED (
      SELECT object_key FROM sync_object WHERE lease_owner = ${owner} ORDER BY object_key FOR UPDATE
    )
    UPDATE sync_object AS o SET lease_until = NULL, lease_owner = NULL
    FROM held WHERE o.object_key = held.object_key`.execute(db);
}

/** When the oldest change that is not in Sync yet was marked, in UTC milliseconds; null when all are. */
export interface OldestDirty {
  /** Of the board and all else but the bulk. */
  readonly watched: number | null;
  /** Of Lists, Documents of responses and worker attributes. */
  readonly bulk: number | null;
}

/** Reads {@link OldestDirty}. */
export async function oldestDirtyAt(db: Queryable): Promise<OldestDirty> {
  const { rows } = await sql<OldestDirty>`
    SELECT min(dirty_since) FILTER (WHERE ${NATURE} = 0) AS watched, min(dirty_since) FILTER (WHERE ${NATURE} > 0) AS bulk
    FROM sync_object WHERE version > synced`.execute(db);
  return rows[0] ?? { watched: null, bulk: null };
}

/** The first instant at which a dirty object may be claimed; null when none is dirty. */
export async function nextClaimAt(db: Queryable): Promise<number | null> {
  const { rows } = await sql<{ at: number | null }>`
    SELECT min(greatest(next_at, coalesce(lease_until, 0))) AS at FROM sync_object WHERE version > synced`.execute(db);
  return rows[0]?.at ?? null;
}

/** Ends of lives, in UTC milliseconds, up to which a renewal is due. */
export interface RenewalBounds {
  /** Lists and Documents of responses, and favourites. */
  readonly library: number;
  /** Agents' calls. */
  readonly calls: number;
  /** Everything else. */
  readonly board: number;
}

/** Clean objects whose life in Sync ends soon: mark them dirty to renew it. Of libraries at most `limit`, the first to end. */
export async function renewalsDue(
  db: Queryable,
  { library, calls, board }: RenewalBounds,
  limit: number,
): Promise<string[]> {
  const isLibrary = sql`(${NATURE} > 0 OR starts_with(object_key, 'canned-favorites.'))`;
  const { rows } = await sql<{ key: string }>`
    (SELECT object_key AS key FROM sync_object
      WHERE version = synced AND ${isLibrary} AND expires_at <= ${library}::bigint
      ORDER BY expires_at, object_key LIMIT ${limit}::integer)
    UNION ALL
    (SELECT object_key AS key FROM sync_object
      WHERE version = synced AND NOT ${isLibrary} AND expires_at <=
        CASE WHEN starts_with(object_key, 'recent-calls.') THEN ${calls}::bigint ELSE ${board}::bigint END)
    ORDER BY key`.execute(db);
  return rows.map(({ key }) => key);
}

/** Locks objects until the transaction ends, in the one order that deadlocks nobody. */
export async function lockObjects(db: Queryable, keys: Iterable<string>): Promise<void> {
  await sql`
    SELECT FROM sync_object WHERE object_key = ANY(${[...keys]}::text[]) ORDER BY object_key FOR UPDATE`.execute(db);
}

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

/**
 * Marks objects of which somebody found that Sync does not hold what is recorded: whoever claims one looks into Sync
 * instead of trusting what it remembers.
 */
export async function distrust(db: Queryable, keys: readonly string[], now: number): Promise<void> {
  await markDirty(db, keys, now);
  await sql`
    WITH found AS MATERIALIZED (
      SELECT object_key FROM sync_object WHERE object_key = ANY(${[...keys]}::text[]) ORDER BY object_key FOR UPDATE
    )
    UPDATE sync_object AS o SET payload_hash = NULL, payload_v = coalesce(o.payload_v, 0) + 1
    FROM found WHERE o.object_key = found.object_key`.execute(db);
}

/** What the outbox knows of an object: whether Sync has it, and the `v` of its last payload. Null for an unknown key. */
export async function readStanding(
  db: Queryable,
  key: string,
): Promise<{ readonly isBorn: boolean; readonly payloadV: number } | null> {
  const { rows } = await sql<{ isBorn: boolean; payloadV: number }>`
    SELECT revision IS NOT NULL AS "isBorn", coalesce(payload_v, 0) AS "payloadV" FROM sync_object
    WHERE object_key = ${key}`.execute(db);
  return rows[0] ?? null;
}

/** Whether Sync has them, by key, of those of the objects that the outbox knows. */
export async function standingAmong(db: Queryable, keys: readonly string[]): Promise<Map<string, boolean>> {
  const { rows } = await sql<{ key: string; isBorn: boolean }>`
    SELECT object_key AS key, revision IS NOT NULL AS "isBorn" FROM sync_object
    WHERE object_key = ANY(${[...keys]}::text[])`.execute(db);
  return new Map(rows.map(({ key, isBorn }) => [key, isBorn]));
}
