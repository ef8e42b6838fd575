import { sql } from 'kysely';
import { keyBeginsWith } from './key-prefix';
import { isOfKind, LENT, ONE_OF_MANY } from './kinds-in-sql';
import type { ObjectKind } from './sync-keys';
import type { Queryable } from '../transaction';

/** An identity of Sync, and the names of what it may read; those that end in a dot are beginnings of names. */
export interface Reader {
  readonly identity: string;
  /** What a page needs at once. */
  readonly atOnce: readonly string[];
  /** What comes in thousands, and follows. */
  readonly later: readonly string[];
  /** What it may read for a while, as whole names; left out for an identity to which nothing is ever lent. */
  readonly lent?: readonly string[];
}

/** An object that an identity of Sync may read, or may not read yet. */
export interface Grant {
  readonly key: string;
  readonly sid: string;
}

/** A permission that an identity does not have yet. */
export interface MissingGrant extends Grant {
  readonly kind: Exclude<ObjectKind, 'attributes' | 'permissions'>;
  /** 0 = without it a page shows nothing, 1 = the rest of what it needs at once, 2 = what follows. */
  readonly wave: 0 | 1 | 2;
}

/** A permission to be taken back. */
export interface EndedGrant {
  readonly key: string;
  readonly kind: MissingGrant['kind'];
  /** Null = Sync does not have the object any more, and with it no permission. */
  readonly sid: string | null;
}

const isNamed = (names: readonly string[]) =>
  sql.join(
    [sql`FALSE`, ...names.map((name) => (name.endsWith('.') ? keyBeginsWith(name) : sql`object_key = ${name}`))],
    sql` OR `,
  );

/** Of the object of that SID alone: a permission ends with its object. */
const isMissing = (identity: string) => sql`o.sid IS NOT NULL AND NOT EXISTS (
  SELECT FROM sync_grant AS g WHERE g.object_key = o.object_key AND g.identity = ${identity} AND g.sid = o.sid)`;

/** The permissions that the reader lacks on what Sync is known to have, the most needed first, at most `limit`. */
export async function missingGrants(
  db: Queryable,
  { identity, atOnce, later, lent = [] }: Reader,
  limit: number,
): Promise<MissingGrant[]> {
  const { rows } = await sql<MissingGrant>`
    SELECT object_key AS key, sid, kind, wave FROM (
      SELECT object_key, sid, kind, CASE WHEN ${isOfKind([...ONE_OF_MANY, ...LENT])} THEN 2
        WHEN kind = 'list' OR ${isOfKind(['queue'])} THEN 1 ELSE 0 END AS wave
      FROM sync_object AS o WHERE (${isNamed([...atOnce, ...lent, ...later])}) AND ${isMissing(identity)}
    ) AS missing ORDER BY wave, ${isOfKind(['response'])}, object_key LIMIT ${limit}::integer`.execute(db);
  return rows;
}

/** The permissions on lent objects that the reader has, or may have, and is not to have any more, at most `limit`. */
export async function endedGrants(db: Queryable, { identity, lent }: Reader, limit: number): Promise<EndedGrant[]> {
  if (lent === undefined) return [];
  const { rows } = await sql<EndedGrant>`
    SELECT g.object_key AS key, coalesce(o.kind, 'map') AS kind, o.sid
    FROM sync_grant AS g LEFT JOIN sync_object AS o ON o.object_key = g.object_key
    WHERE g.identity = ${identity} AND ${isOfKind(LENT, 'g.object_key')} AND g.object_key <> ALL(${[...lent]}::text[])
    ORDER BY g.object_key LIMIT ${limit}::integer`.execute(db);
  return rows;
}

/**
 * Remembers that permissions are about to be given: a process that ends in between must not leave one behind of which
 * nobody knows that it is to be taken back.
 */
export async function announceGrants(db: Queryable, identity: string, grants: readonly Grant[]): Promise<void> {
  if (grants.length === 0) return;
  await sql`
    INSERT INTO sync_grant (object_key, identity)
    SELECT key, ${identity} FROM unnest(${grants.map(({ key }) => key)}::text[]) AS g (key) ORDER BY key
    ON CONFLICT DO NOTHING`.execute(db);
}

/** Forgets permissions that were taken back. */
export async function forgetGrants(db: Queryable, identity: string, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await sql`DELETE FROM sync_grant WHERE identity = ${identity} AND object_key = ANY(${[...keys]}::text[])`.execute(db);
}

/** What the last error of a reader's row begins with when nobody has to wait for what is left. */
export const LATE = 'late: ';

/** How the permissions of an identity stand. */
export interface ReaderState {
  /** Of its row in the outbox; 0 without one. */
  readonly version: number;
  readonly attempts: number;
  /** When a token of it was issued last, if it is an access profile's; behind by a few minutes at most. */
  readonly issuedAt: number | null;
  /** Whether anything is to be given: what a page needs at once and was not tried in vain, or what was refused, or all. */
  readonly isLate: boolean;
}

/** Reads {@link ReaderState}; `key` is that of the reader's row. */
export async function readReader(db: Queryable, key: string, { identity, atOnce }: Reader): Promise<ReaderState> {
  const { rows } = await sql<ReaderState>`
    SELECT coalesce(p.version, 0) AS version, coalesce(p.attempts, 0) AS attempts,
      (SELECT issued_at FROM access_profile WHERE identity = ${identity}) AS "issuedAt", p.version IS NULL
      OR EXISTS (SELECT FROM sync_grant WHERE identity = ${identity} AND refused_at IS NOT NULL)
      OR NOT (coalesce(p.payload_v, 0) = p.version AND starts_with(coalesce(p.last_error, ''), ${LATE}))
        AND EXISTS (SELECT FROM sync_object AS o WHERE (${isNamed(atOnce)}) AND ${isMissing(identity)}) AS "isLate"
    FROM (SELECT) AS one LEFT JOIN sync_object AS p ON p.object_key = ${key}`.execute(db);
  return rows[0] ?? { version: 0, attempts: 0, issuedAt: null, isLate: true };
}

/** Remembers permissions that Sync has confirmed, or refused for good at the instant `refusedAt`. */
export async function recordGrants(
  db: Queryable,
  identity: string,
  grants: readonly Grant[],
  refusedAt: number | null = null,
): Promise<void> {
  if (grants.length === 0) return;
  const [keys, sids] = [grants.map(({ key }) => key), grants.map(({ sid }) => sid)];
  await sql`
    INSERT INTO sync_grant (object_key, identity, sid, refused_at)
    SELECT key, ${identity}, sid, ${refusedAt}::bigint FROM unnest(${keys}::text[], ${sids}::text[]) AS g (key, sid)
    ORDER BY key
    ON CONFLICT (object_key, identity) DO UPDATE SET sid = excluded.sid, refused_at = excluded.refused_at`.execute(db);
}

/** Forgets what Sync refused, so that it is tried again. */
export async function forgetRefusals(db: Queryable, identity: string): Promise<void> {
  await sql`DELETE FROM sync_grant WHERE identity = ${identity} AND refused_at IS NOT NULL`.execute(db);
}

/** One identity, and one object that it is to read. */
export interface Reading {
  readonly identity: string;
  readonly key: string;
}

/** Those of the pairs whose permission was given, or refused for good. */
export async function settledReadings(db: Queryable, pairs: readonly Reading[]): Promise<Reading[]> {
  const { rows } = await sql<Reading>`
    SELECT g.identity, g.object_key AS key
    FROM unnest(${pairs.map(({ identity }) => identity)}::text[], ${pairs.map(({ key }) => key)}::text[])
      AS p (identity, key)
    JOIN sync_grant AS g ON g.identity = p.identity AND g.object_key = p.key
    JOIN sync_object AS o ON o.object_key = g.object_key AND o.sid = g.sid`.execute(db);
  return rows;
}

/** Those of the objects that every one of the identities may read, but for whom Sync refuses the permission for good. */
export async function readableToAll(
  db: Queryable,
  objectKeys: readonly string[],
  identities: readonly string[],
): Promise<Set<string>> {
  if (identities.length === 0) return new Set(objectKeys);
  const { rows } = await sql<{ key: string }>`
    SELECT g.object_key AS key FROM sync_grant AS g JOIN sync_object AS o ON o.object_key = g.object_key AND o.sid = g.sid
    WHERE g.object_key = ANY(${[...objectKeys]}::text[]) AND g.identity = ANY(${[...identities]}::text[])
    GROUP BY g.object_key HAVING count(*) = ${identities.length}::integer`.execute(db);
  return new Set(rows.map(({ key }) => key));
}
