import type { LibraryId, LibraryKind, WorkerSid } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import type { Membership } from '../../domain/responses/library-access';
import type { LibraryMembers, StoredLibrary } from './library-read';
import type { Queryable } from '../transaction';

/**
 * Loads a library and locks it until the transaction ends. Whoever changes a library or its responses holds this lock:
 * shortcuts and places in Lists are then decided by one transaction at a time. To be taken before any other row.
 */
export async function lockLibrary(db: Queryable, id: LibraryId): Promise<StoredLibrary | null> {
  const { rows } = await sql<StoredLibrary>`
    SELECT id, name, kind, revision FROM library WHERE id = ${id} FOR UPDATE`.execute(db);
  return rows[0] ?? null;
}

/** What a worker is to a library, as its members tell; null for nothing, and for null. */
export async function readMembership(
  db: Queryable,
  libraryId: LibraryId,
  workerSid: WorkerSid | null,
): Promise<Membership | null> {
  const { rows } = await sql<{ isLead: boolean }>`
    SELECT is_lead AS "isLead" FROM library_member
    WHERE library_id = ${libraryId} AND worker_sid = ${workerSid}`.execute(db);
  const [row] = rows;
  if (row === undefined) return null;
  return row.isLead ? 'lead' : 'member';
}

/**
 * Adds a library unless there is one with this id. `at` in UTC milliseconds.
 * @returns false when there was one; it stays as it is
 */
export async function insertLibrary(
  db: Queryable,
  { id, name, kind }: { readonly id: LibraryId; readonly name: string; readonly kind: LibraryKind },
  { by, at }: { readonly by: string; readonly at: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    INSERT INTO library (id, name, kind, revision, created_at, created_by)
    VALUES (${id}, ${name}, ${kind}, 1, ${at}::bigint, ${by}) ON CONFLICT DO NOTHING`.execute(db);
  return numAffectedRows === 1n;
}

/** Writes the name of a library that the transaction has locked, and raises its revision. */
export async function updateLibrary(db: Queryable, id: LibraryId, name: string): Promise<void> {
  await sql`UPDATE library SET name = ${name}, revision = revision + 1 WHERE id = ${id}`.execute(db);
}

/** Replaces members and leads of a library; a lead is a member too. */
export async function replaceMembers(db: Queryable, id: LibraryId, { members, leads }: LibraryMembers): Promise<void> {
  await sql`DELETE FROM library_member WHERE library_id = ${id}`.execute(db);
  const all = [...new Set([...members, ...leads])].sort();
  await sql`
    INSERT INTO library_member (library_id, worker_sid, is_lead)
    SELECT ${id}, sid, sid = ANY(${[...leads]}::text[]) FROM unnest(${all}::text[]) AS t (sid)`.execute(db);
}

/**
 * Removes a library with everything that was in it; the audit stays.
 * @returns the workers that had a favourite or a use in it
 */
export async function deleteLibrary(db: Queryable, id: LibraryId): Promise<WorkerSid[]> {
  const own = sql`SELECT r.id FROM response AS r WHERE r.library_id = ${id}`;
  const favorites = await sql<{ worker: WorkerSid }>`
    DELETE FROM favorite WHERE response_id IN (${own}) RETURNING worker_sid AS worker`.execute(db);
  const uses = await sql<{ worker: WorkerSid }>`
    DELETE FROM response_use WHERE response_id IN (${own}) RETURNING worker_sid AS worker`.execute(db);
  await sql`DELETE FROM response_version WHERE response_id IN (${own})`.execute(db);
  await sql`DELETE FROM response WHERE library_id = ${id}`.execute(db);
  await sql`DELETE FROM library_member WHERE library_id = ${id}`.execute(db);
  await sql`DELETE FROM library WHERE id = ${id}`.execute(db);
  return [...new Set([...favorites.rows, ...uses.rows].map(({ worker }) => worker))].sort();
}
