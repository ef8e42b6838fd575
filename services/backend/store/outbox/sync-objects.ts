import { sql } from 'kysely';
import { inChunks } from '../in-chunks';
import { isOfKind, ONE_OF_MANY } from './kinds-in-sql';
import { kindOf, priorityOf, type ObjectKind } from './sync-keys';
import type { Queryable } from '../transaction';

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
  /** What each mark since then said that it changed, by the version that it made; see `changedParts`. */
  readonly changes: Readonly<Record<string, readonly string[]>> | null;
  /** When the oldest of these changes was marked; null for an object that was only due for a renewal. */
  readonly dirtySince: number | null;
  /** Failures since the last success. */
  readonly attempts: number;
  /** SID in Sync, as far as it is known; null for worker attributes and permissions. */
  readonly sid: string | null;
  readonly revision: string | null;
  readonly payloadHash: string | null;
  /** `v` of the last payload; null before the first. Never lowered. */
  readonly payloadV: number | null;
  readonly expiresAt: number | null;
  /** 0 = somebody waits for it; see `SyncObjectTable`. */
  readonly rank: number;
  /** Why it is tried slowly; null for an object that is not set aside. */
  readonly setAside: SetAside | null;
  /** How often in a row it was set aside. */
  readonly refusals: number;
  /** What went wrong last; null since the last success. */
  readonly lastError: string | null;
}

/**
 * An object that goes on being tried, slowly, and is not counted among those that wait: `refused` = Sync does not take it
 * as it is, or it cannot be built; `foreign` = somebody else puts an object in its place.
 */
export type SetAside = 'refused' | 'foreign';

/** More names than this, or a longer text of them, is not worth keeping: then anything may have changed. */
const MAX_NAMED = 40;
const MAX_NAMED_LENGTH = 2_000;

/** A change may be what makes a refused object acceptable: it is tried again for it, but not more often than this. */
export const REFUSED_GAP_MS = 10_000;

/**
 * Marks objects dirty; belongs into the transaction that changes what they show. Creates the rows that are missing.
 * `isEdit`: somebody looks at this one change, and it goes before thousands that were imported; worker attributes never do.
 * `lowPriority`: those that wait behind, with what has low priority, because nobody is known to look at them.
 * `changed`: keys of the items that changed, by object; of an object that is not in it, anything may have.
 */
export async function markDirty(
  db: Queryable,
  keys: Iterable<string>,
  now: number,
  {
    isEdit = false,
    lowPriority,
    changed,
  }: {
    readonly isEdit?: boolean;
    readonly lowPriority?: ReadonlySet<string>;
    readonly changed?: ReadonlyMap<string, ReadonlySet<string>>;
  } = {},
): Promise<void> {
  await inChunks([...new Set(keys)].sort(), async (sorted) => {
    const kinds = sorted.map(kindOf);
    const ranks = sorted.map((key) => {
      const rank = priorityOf(key);
      if (lowPriority?.has(key) === true) return Math.max(rank, 1);
      return isEdit && rank === 1 ? 0 : rank;
    });
    // As the first version of a new row: where there is one already, it becomes part of what that says.
    const changes = sorted.map((key) => {
      const parts = changed?.get(key);
      return parts === undefined || parts.size > MAX_NAMED ? null : JSON.stringify({ 1: [...parts] });
    });
    await sql`
      INSERT INTO sync_object AS o (object_key, kind, rank, changes, dirty_since)
      SELECT key, kind, rank, changes::jsonb, ${now}::bigint
      FROM unnest(${sorted}::text[], ${kinds}::text[], ${ranks}::smallint[], ${changes}::text[])
        AS m (key, kind, rank, changes) ORDER BY key
      ON CONFLICT (object_key) DO UPDATE SET
        version = o.version + 1,
        changes = CASE WHEN excluded.changes IS NULL OR length(o.changes::text) > ${MAX_NAMED_LENGTH}
          THEN o.changes
          ELSE coalesce(o.changes, '{}') || jsonb_build_object((o.version + 1)::text, excluded.changes -> '1') END,
        rank = CASE WHEN o.version > o.synced THEN least(o.rank, excluded.rank) ELSE excluded.rank END,
        next_at = CASE WHEN o.set_aside = 'refused'
          THEN least(o.next_at, o.refused_at + ${REFUSED_GAP_MS}::bigint) ELSE o.next_at END,
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
   * How many of the claimed may be of low priority, and how many of it come before anything else, so that a busy board cannot
   * keep them waiting for ever; default: as many as there are, and none.
   */
  readonly lowPriority?: { readonly most: number; readonly first: number };
}

/** Waits of this length are never recorded: the clock was set back since, and nobody may have to wait for it to catch up. */
const LONGEST_WAIT_MS = 5 * 60_000;
const LONGEST_SET_ASIDE_MS = 31 * 60_000;
const LONGEST_LEASE_MS = 60_000;

/** As `priorityOf` tells it from a key. */
export const PRIORITY = sql`(CASE WHEN kind = 'attributes' THEN 2 WHEN kind IN ('list', 'permissions')
  OR ${isOfKind(ONE_OF_MANY)} THEN 1 ELSE 0 END)`;

/**
 * What takes a place of low priority: also permissions that somebody waits for. They wait for their pace, together, and
 * must not do so in the places of the board; but they come first.
 */
const TAKES_LOW_PRIORITY_PLACE = sql`(rank > 0 OR kind = 'permissions')`;

/** Whether a claimed object takes a place of low priority. */
export const takesLowPriorityPlace = ({ rank, kind }: Pick<ClaimedObject, 'rank' | 'kind'>): boolean =>
  rank > 0 || kind === 'permissions';

/**
 * Does not wait for the disk at the end of the transaction. What a crash of the database could lose with it, a claim or an
 * outcome, is found again: the object is dirty still, its next claim looks into Sync. Waiting took a tenth of the embedded
 * engine's time, and kept other objects waiting on a server.
 */
export const RELAXED = sql`relaxed AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))`;

/**
 * Takes up to `limit` objects that are dirty, not waiting for their next slot and not leased to anyone, by rank and the
 * longest waiting first. What others have locked is left to them.
 *
 * What is free is one materialised list: of an object that was marked since the statement began, PostgreSQL looks at the
 * newest row again, and would run the branches of a mere union once more meanwhile, so that there were more than `limit`.
 */
export async function claim(
  db: Queryable,
  { owner, limit, leaseMs, now, keys, lowPriority = { most: limit, first: 0 } }: ClaimOptions,
): Promise<ClaimedObject[]> {
  const among = keys === undefined ? sql`` : sql`AND object_key = ANY(${[...keys]}::text[])`;
  const due = sql`version > synced
    AND (next_at <= ${now} OR next_at > ${now}::bigint + CASE WHEN set_aside IS NULL
      THEN ${LONGEST_WAIT_MS}::bigint ELSE ${LONGEST_SET_ASIDE_MS}::bigint END)
    AND (lease_until IS NULL OR lease_until <= ${now} OR lease_until > ${now + leaseMs + LONGEST_LEASE_MS}::bigint)
    ${among}`;
  const { rows } = await sql<ClaimedObject>`
    WITH ${RELAXED}, urgent AS MATERIALIZED (
      SELECT object_key, rank, ${PRIORITY} AS priority FROM sync_object WHERE ${due} AND NOT ${TAKES_LOW_PRIORITY_PLACE}
      ORDER BY dirty_since, object_key
      LIMIT ${limit}::integer - (SELECT count(*) FROM (
        SELECT FROM sync_object WHERE ${due} AND ${TAKES_LOW_PRIORITY_PLACE} LIMIT ${lowPriority.first}::integer
      ) AS waiting)
      FOR UPDATE SKIP LOCKED
    ), low_priority AS MATERIALIZED (
      SELECT object_key, rank, ${PRIORITY} AS priority FROM sync_object WHERE ${due} AND ${TAKES_LOW_PRIORITY_PLACE}
      ORDER BY rank, dirty_since, object_key
      LIMIT least(${lowPriority.most}::integer, ${limit}::integer - (SELECT count(*) FROM urgent))
      FOR UPDATE SKIP LOCKED
    ), free AS MATERIALIZED (SELECT * FROM urgent UNION ALL SELECT * FROM low_priority)
    UPDATE sync_object AS o SET lease_until = ${now + leaseMs}, lease_owner = ${owner},
      rank = greatest(free.priority, free.rank)
    FROM relaxed, free WHERE o.object_key = free.object_key
    RETURNING o.object_key AS key, o.kind, o.version, o.synced, o.changes, o.dirty_since AS "dirtySince", o.attempts, o.sid,
      o.revision, o.payload_hash AS "payloadHash", o.payload_v AS "payloadV", o.expires_at AS "expiresAt", free.rank,
      o.set_aside AS "setAside", o.refusals, o.last_error AS "lastError"`.execute(db);
  return rows;
}

/** Lets `owner` hold the objects for longer. @returns those of them that it still held */
export async function renewLeases(
  db: Queryable,
  { owner, keys, until }: { readonly owner: string; readonly keys: readonly string[]; readonly until: number },
): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    WITH held AS MATERIALIZED (
      SELECT object_key FROM sync_object WHERE object_key = ANY(${[...keys]}::text[]) AND lease_owner = ${owner}
      ORDER BY object_key FOR UPDATE
    )
    UPDATE sync_object AS o SET lease_until = ${until}::bigint
    FROM held WHERE o.object_key = held.object_key RETURNING o.object_key AS key`.execute(db);
  return rows.map(({ key }) => key);
}

/** Frees everything that `owner` holds: at its end, and at its next start in case it was killed. */
export async function releaseLeases(db: Queryable, owner: string): Promise<void> {
  await sql`
    WITH held AS MATERIALIZED (
      SELECT object_key FROM sync_object WHERE lease_owner = ${owner} ORDER BY object_key FOR UPDATE
    )
    UPDATE sync_object AS o SET lease_until = NULL, lease_owner = NULL
    FROM held WHERE o.object_key = held.object_key`.execute(db);
}

/** Frees one object that `owner` claimed until then and does not work on. A claim that was made since stays. */
export async function releaseLease(
  db: Queryable,
  { owner, key, until }: { readonly owner: string; readonly key: string; readonly until: number },
): Promise<void> {
  await sql`
    UPDATE sync_object SET lease_until = NULL, lease_owner = NULL
    WHERE object_key = ${key} AND lease_owner = ${owner} AND lease_until <= ${until}::bigint`.execute(db);
}

/** The first instant at which a dirty object may be claimed; null when none is dirty. */
export async function nextClaimAt(db: Queryable): Promise<number | null> {
  const { rows } = await sql<{ at: number | null }>`
    SELECT min(greatest(next_at, coalesce(lease_until, 0))) AS at FROM sync_object WHERE version > synced`.execute(db);
  return rows[0]?.at ?? null;
}

/** Locks objects until the transaction ends, in the one order that deadlocks nobody. */
export async function lockObjects(db: Queryable, keys: Iterable<string>): Promise<void> {
  await sql`
    SELECT FROM sync_object WHERE object_key = ANY(${[...keys]}::text[]) ORDER BY object_key FOR UPDATE`.execute(db);
}

/**
 * Marks objects of which somebody found that Sync does not hold what is recorded: whoever claims one looks into Sync
 * instead of trusting what it remembers.
 */
export async function markUnverified(db: Queryable, keys: readonly string[], now: number): Promise<void> {
  await markDirty(db, keys, now);
  await sql`
    WITH found AS MATERIALIZED (
      SELECT object_key FROM sync_object WHERE object_key = ANY(${[...keys]}::text[]) ORDER BY object_key FOR UPDATE
    )
    UPDATE sync_object AS o SET payload_hash = NULL, payload_v = coalesce(o.payload_v, 0) + 1
    FROM found WHERE o.object_key = found.object_key`.execute(db);
}
