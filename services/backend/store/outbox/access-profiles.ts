import type { LibraryId } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import type { Queryable } from '../transaction';

/** An access profile that was issued at least once. */
export interface ProfileRecord<Role extends string = string> {
  readonly identity: string;
  readonly role: Role;
  readonly libraries: readonly LibraryId[];
}

/** How far behind the recorded instant of the last issue may be: 300 agents need not write one row at each sign-in. */
export const ISSUE_STEP_MS = 5 * 60_000;

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
