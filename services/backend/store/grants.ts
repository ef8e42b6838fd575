import { sql } from 'kysely';
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

/** Remembers a profile, at its first issue. Instants in UTC milliseconds. */
export async function recordProfile(db: Queryable, profile: ProfileRecord, now: number): Promise<void> {
  await sql`
    INSERT INTO access_profile (identity, role, libraries, created_at)
    VALUES (${profile.identity}, ${profile.role}, '[]', ${now}) ON CONFLICT DO NOTHING`.execute(db);
}

/** Every profile that was issued; `Role` is the caller's own set of roles, of which nothing else is ever recorded. */
export async function listProfiles<Role extends string>(db: Queryable): Promise<ProfileRecord<Role>[]> {
  const { rows } = await sql<ProfileRecord<Role>>`SELECT identity, role FROM access_profile ORDER BY identity`.execute(
    db,
  );
  return rows;
}
