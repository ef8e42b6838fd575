import type { LibraryId } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import { keyBeginsWith } from './key-prefix';
import { listKeyPrefix, responseKeyPrefix } from './sync-keys';
import type { Queryable } from './transaction';

/** A read permission that Sync has confirmed. */
export interface Grant {
  readonly objectKey: string;
  readonly identity: string;
}

/** An access profile that was issued at least once. */
export interface ProfileRecord<Role extends string = string> {
  readonly identity: string;
  readonly role: Role;
  readonly libraries: readonly LibraryId[];
}

/** Remembers a permission; a repetition changes nothing. */
export async function recordGrant(db: Queryable, { objectKey, identity }: Grant): Promise<void> {
  await sql`INSERT INTO sync_grant VALUES (${objectKey}, ${identity}) ON CONFLICT DO NOTHING`.execute(db);
}

/** Those of the objects that `identity` may not read yet, in the order given. */
export async function grantsMissingFor(
  db: Queryable,
  identity: string,
  objectKeys: readonly string[],
): Promise<string[]> {
  if (objectKeys.length === 0) return [];
  const { rows } = await sql<{ key: string }>`
    SELECT object_key AS key FROM sync_grant
    WHERE identity = ${identity} AND object_key = ANY(${[...objectKeys]}::text[])`.execute(db);
  const granted = new Set(rows.map(({ key }) => key));
  return objectKeys.filter((key) => !granted.has(key));
}

/** Who may read the object. */
export async function granteesOf(db: Queryable, objectKey: string): Promise<string[]> {
  const { rows } = await sql<{ identity: string }>`
    SELECT identity FROM sync_grant WHERE object_key = ${objectKey} ORDER BY identity`.execute(db);
  return rows.map(({ identity }) => identity);
}

/** Forgets the permissions of an object that Sync no longer has; they went with it. */
export async function forgetGrants(db: Queryable, objectKey: string): Promise<void> {
  await sql`DELETE FROM sync_grant WHERE object_key = ${objectKey}`.execute(db);
}

/** Every object of the outbox, whether it has reached Sync or not. */
export async function knownObjectKeys(db: Queryable): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`SELECT object_key AS key FROM sync_object ORDER BY object_key`.execute(
    db,
  );
  return rows.map(({ key }) => key);
}

/**
 * The objects that stand in Sync or are about to: the only ones worth a request for permissions. What was removed from
 * Sync for good has no revision and nothing left to write.
 */
export async function standingObjectKeys(db: Queryable): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    SELECT object_key AS key FROM sync_object WHERE revision IS NOT NULL OR version > synced
    ORDER BY object_key`.execute(db);
  return rows.map(({ key }) => key);
}

/** As {@link standingObjectKeys}, of the Lists and Documents of one library alone. */
export async function standingKeysOfLibrary(db: Queryable, library: LibraryId): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    SELECT object_key AS key FROM sync_object
    WHERE (${keyBeginsWith(listKeyPrefix(library))} OR ${keyBeginsWith(responseKeyPrefix(library))})
      AND (revision IS NOT NULL OR version > synced)
    ORDER BY object_key`.execute(db);
  return rows.map(({ key }) => key);
}

/** Those of the objects that every one of the identities may read. */
export async function grantedToAll(
  db: Queryable,
  objectKeys: readonly string[],
  identities: readonly string[],
): Promise<Set<string>> {
  if (identities.length === 0) return new Set(objectKeys);
  const { rows } = await sql<{ key: string }>`
    SELECT object_key AS key FROM sync_grant
    WHERE object_key = ANY(${[...objectKeys]}::text[]) AND identity = ANY(${[...identities]}::text[])
    GROUP BY object_key HAVING count(*) = ${identities.length}::integer`.execute(db);
  return new Set(rows.map(({ key }) => key));
}

/** How far behind the recorded instant of the last issue may be: 300 agents need not write one row at each sign-in. */
const ISSUE_STEP_MS = 5 * 60_000;

/** Remembers that a token of the profile is about to be issued. Instants in UTC milliseconds. */
export async function recordProfile(
  db: Queryable,
  { identity, role, libraries }: ProfileRecord,
  now: number,
): Promise<void> {
  await sql`
    INSERT INTO access_profile AS p (identity, role, libraries, created_at, issued_at)
    VALUES (${identity}, ${role}, ${JSON.stringify(libraries)}::jsonb, ${now}::bigint, ${now}::bigint)
    ON CONFLICT (identity) DO UPDATE SET issued_at = excluded.issued_at
    WHERE p.issued_at < excluded.issued_at - ${ISSUE_STEP_MS}::bigint`.execute(db);
}

/**
 * The profiles of which a token was issued at or after `issuedSince` (UTC milliseconds); `Role` is the caller's own set of
 * roles, of which nothing else is ever recorded.
 */
export async function listProfiles<Role extends string>(
  db: Queryable,
  issuedSince: number,
): Promise<ProfileRecord<Role>[]> {
  const { rows } = await sql<ProfileRecord<Role>>`
    SELECT identity, role, libraries FROM access_profile
    WHERE issued_at >= ${issuedSince}::bigint ORDER BY identity`.execute(db);
  return rows;
}
