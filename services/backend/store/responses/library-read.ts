import type { LibraryId, LibraryKind, WorkerSid } from '@flex-sync-suite/shared/contract';
import { sql, type RawBuilder } from 'kysely';
import * as v from 'valibot';
import type { Membership } from '../../domain/responses/library-access';
import type { Queryable } from '../transaction';

/** A library as it is stored. */
export interface StoredLibrary {
  readonly id: LibraryId;
  readonly name: string;
  readonly kind: LibraryKind;
  readonly revision: number;
}

/** Who belongs to a library: `members` of a team one (its leads among them), `leads` of a team or global one; sorted. */
export interface LibraryMembers {
  readonly members: readonly WorkerSid[];
  readonly leads: readonly WorkerSid[];
}

const COLUMNS = sql`l.id, l.name, l.kind, l.revision`;
/** Global, team, personal; then by name. */
const IN_ORDER = sql`array_position(ARRAY['global', 'team', 'personal'], l.kind), lower(l.name), l.id`;

/** Null for a library that does not exist. */
export async function readLibrary(db: Queryable, id: LibraryId): Promise<StoredLibrary | null> {
  const { rows } = await sql<StoredLibrary>`SELECT ${COLUMNS} FROM library AS l WHERE l.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** Every library: global, team, personal; then by name. */
export async function listLibraries(db: Queryable): Promise<StoredLibrary[]> {
  const { rows } = await sql<StoredLibrary>`SELECT ${COLUMNS} FROM library AS l ORDER BY ${IN_ORDER}`.execute(db);
  return rows;
}

/** The libraries that a worker may use: the global ones, those of its teams and its own; in that order, then by name. */
export async function librariesOfWorker(db: Queryable, workerSid: WorkerSid): Promise<StoredLibrary[]> {
  const { rows } = await sql<StoredLibrary>`
    SELECT ${COLUMNS} FROM library AS l
    WHERE l.kind = 'global' OR l.id = ${workerSid} OR (l.kind = 'team' AND EXISTS (
      SELECT FROM library_member AS m WHERE m.library_id = l.id AND m.worker_sid = ${workerSid}
    ))
    ORDER BY ${IN_ORDER}`.execute(db);
  return rows;
}

/**
 * The workers that may use a library, sorted: every worker that was not deleted for a global one, the members for a team
 * one, the owner for a personal one. Empty for a library that does not exist.
 */
export async function readersOf(db: Queryable, libraryId: LibraryId): Promise<WorkerSid[]> {
  const { rows } = await sql<{ sid: WorkerSid }>`
    SELECT w.sid FROM worker AS w JOIN library AS l ON l.kind = 'global'
    WHERE l.id = ${libraryId} AND NOT w.is_deleted
    UNION ALL
    SELECT m.worker_sid FROM library_member AS m JOIN library AS l ON l.id = m.library_id AND l.kind = 'team'
    WHERE l.id = ${libraryId} AND NOT EXISTS (SELECT FROM worker AS w WHERE w.sid = m.worker_sid AND w.is_deleted)
    UNION ALL
    SELECT l.id FROM library AS l WHERE l.id = ${libraryId} AND l.kind = 'personal'
    ORDER BY sid`.execute(db);
  return rows.map(({ sid }) => sid);
}

/** Figures of a library that its readers see. */
export interface LibraryCounts {
  readonly id: LibraryId;
  readonly readerCount: number;
  readonly publishedCount: number;
}

/** How many may use each of these libraries (as {@link readersOf} tells) and how many responses it offers. */
export async function countLibraries(db: Queryable, ids: readonly LibraryId[]): Promise<Map<LibraryId, LibraryCounts>> {
  const { rows } = await sql<LibraryCounts>`
    SELECT l.id,
      CASE l.kind
        WHEN 'global' THEN (SELECT count(*) FROM worker AS w WHERE NOT w.is_deleted)
        WHEN 'team' THEN (
          SELECT count(*) FROM library_member AS m WHERE m.library_id = l.id
            AND NOT EXISTS (SELECT FROM worker AS w WHERE w.sid = m.worker_sid AND w.is_deleted)
        )
        ELSE 1
      END AS "readerCount",
      (SELECT count(*) FROM response AS r WHERE r.library_id = l.id AND r.list_n IS NOT NULL) AS "publishedCount"
    FROM library AS l WHERE l.id = ANY(${[...ids]}::text[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** A worker that exists, and what to call it. */
export interface NamedWorker {
  readonly sid: WorkerSid;
  readonly name: string;
  /** JSON text as TaskRouter sent it; null while it is not known. */
  readonly attributes: string | null;
}

/** Every worker that was not deleted, by name: the full name of its attributes, else TaskRouter's friendly name. */
export const listWorkers = (db: Queryable): Promise<NamedWorker[]> => workersWhere(db, sql`true`);

/** As {@link listWorkers}: those that own a response of one of these libraries, or lead one. */
export const listOwners = (db: Queryable, libraries: readonly LibraryId[]): Promise<NamedWorker[]> =>
  workersWhere(
    db,
    sql`w.sid IN (
      SELECT owner FROM response WHERE library_id = ANY(${[...libraries]}::text[])
      UNION
      SELECT worker_sid FROM library_member WHERE is_lead AND library_id = ANY(${[...libraries]}::text[])
    )`,
  );

/** As people look names up: Á stands beside A. */
const inOrder = new Intl.Collator('en', { numeric: true });

async function workersWhere(db: Queryable, condition: RawBuilder<unknown>): Promise<NamedWorker[]> {
  const { rows } = await sql<NamedWorker>`
    SELECT w.sid, coalesce(n.value, w.sid) AS name, w.state->'attributes'->>'value' AS attributes
    FROM worker AS w LEFT JOIN resource_name AS n ON n.sid = w.sid
    WHERE NOT w.is_deleted AND ${condition} ORDER BY w.sid`.execute(db);
  return rows
    .map((worker) => ({ ...worker, name: fullNameIn(worker.attributes) ?? worker.name }))
    .sort((a, b) => inOrder.compare(a.name, b.name));
}

const WithFullName = v.pipe(v.string(), v.parseJson(), v.object({ full_name: v.pipe(v.string(), v.minLength(1)) }));

function fullNameIn(attributes: string | null): string | null {
  const parsed = v.safeParse(WithFullName, attributes);
  return parsed.success ? parsed.output.full_name : null;
}

/** Members and leads of these libraries; those without any are left out. */
export async function readMembers(db: Queryable, ids: readonly LibraryId[]): Promise<Map<LibraryId, LibraryMembers>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: LibraryId } & LibraryMembers>`
    SELECT l.id,
      coalesce(json_agg(m.worker_sid ORDER BY m.worker_sid) FILTER (WHERE l.kind = 'team'), '[]') AS members,
      coalesce(json_agg(m.worker_sid ORDER BY m.worker_sid) FILTER (WHERE m.is_lead), '[]') AS leads
    FROM library_member AS m JOIN library AS l ON l.id = m.library_id
    WHERE l.id = ANY(${[...ids]}::text[]) GROUP BY l.id`.execute(db);
  return new Map(rows.map(({ id, members, leads }) => [id, { members, leads }]));
}

/** What a worker is to the libraries that it is a member or a lead of; to none for null. */
export async function membershipsOf(db: Queryable, workerSid: WorkerSid | null): Promise<Map<LibraryId, Membership>> {
  if (workerSid === null) return new Map();
  const { rows } = await sql<{ id: LibraryId; isLead: boolean }>`
    SELECT library_id AS id, is_lead AS "isLead" FROM library_member WHERE worker_sid = ${workerSid}`.execute(db);
  return new Map(rows.map(({ id, isLead }) => [id, isLead ? 'lead' : 'member']));
}
