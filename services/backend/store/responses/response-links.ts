import {
  responseDocumentName,
  responseListName,
  type LibraryId,
  type ResponseId,
  type WorkerSid,
} from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import type { WorkerLink } from '../../domain/responses/worker-link';
import { librariesOfWorker } from './library-read';
import { keyBeginsWith } from '../outbox/key-prefix';
import { isOfKind } from '../outbox/kinds-in-sql';
import { listKeyPrefix, responseKeyPrefix } from '../outbox/sync-keys';
import type { Queryable } from '../transaction';

/** The global and team libraries that a worker may use. */
export async function sharedLibrariesOf(db: Queryable, workerSid: WorkerSid): Promise<LibraryId[]> {
  const libraries = await librariesOfWorker(db, workerSid);
  return libraries.filter(({ kind }) => kind !== 'personal').map(({ id }) => id);
}

/** The Lists of a worker's libraries that are in Sync. */
export async function listsOfWorker(db: Queryable, workerSid: WorkerSid): Promise<WorkerLink> {
  const libraries = await librariesOfWorker(db, workerSid);
  const sids = await listSids(
    db,
    libraries.map(({ id }) => id),
  );
  const sidsOf = (id: LibraryId): readonly string[] => sids.get(id) ?? [];
  return {
    lists: libraries.flatMap(({ id }) => sidsOf(id)),
    personal: libraries.filter(({ kind }) => kind === 'personal').flatMap(({ id }) => sidsOf(id)),
  };
}

/** SIDs of the Lists in Sync of these libraries, each in the order of their numbers. */
async function listSids(db: Queryable, libraries: readonly LibraryId[]): Promise<Map<LibraryId, string[]>> {
  if (libraries.length === 0) return new Map();
  const isOfThese = sql.join(
    libraries.map((id) => keyBeginsWith(listKeyPrefix(id))),
    sql` OR `,
  );
  const { rows } = await sql<{ libraryId: LibraryId; sid: string }>`
    SELECT split_part(object_key, '.', 2) AS "libraryId", sid FROM sync_object
    WHERE kind = 'list' AND sid IS NOT NULL AND (${isOfThese})
    ORDER BY split_part(object_key, '.', 2), split_part(object_key, '.', 3)::integer`.execute(db);
  const sids = new Map<LibraryId, string[]>();
  for (const { libraryId, sid } of rows) sids.set(libraryId, [...(sids.get(libraryId) ?? []), sid]);
  return sids;
}

/** Whether every change of the library's responses has reached its Lists, so that no item names an unpublished one. */
export async function areListsUpToDate(db: Queryable, libraryId: LibraryId): Promise<boolean> {
  const { rows } = await sql<{ behind: number }>`
    SELECT count(*)::integer AS behind FROM sync_object
    WHERE kind = 'list' AND ${keyBeginsWith(listKeyPrefix(libraryId))} AND version > synced`.execute(db);
  return rows[0]?.behind === 0;
}

/** Keys of the Documents that Sync still has of a library's responses that are not published any more. */
export async function leftoverDocuments(db: Queryable, libraryId: LibraryId): Promise<string[]> {
  const prefix = responseKeyPrefix(libraryId);
  const { rows } = await sql<{ key: string }>`
    SELECT o.object_key AS key FROM sync_object AS o
    WHERE o.kind = 'document' AND ${keyBeginsWith(prefix)} AND o.sid IS NOT NULL AND NOT EXISTS (
      SELECT FROM response AS r
      WHERE r.id = ${libraryId} || '.' || substr(o.object_key, ${prefix.length + 1}::integer) AND r.status = 'published'
    )
    ORDER BY o.object_key`.execute(db);
  return rows.map(({ key }) => key);
}

/** `revision` of a List of which an item waits until everybody may read its Document. */
export const WAITING_LIST = 'waiting';

/**
 * Keys of the Lists in which one of the responses has its place, and of which an item waits for permissions: those that said
 * so, and those that are being written just now, for which nobody knows it yet.
 */
export async function listsWaitingFor(db: Queryable, ids: readonly ResponseId[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const places = await sql<{ libraryId: LibraryId; n: number }>`
    SELECT DISTINCT library_id AS "libraryId", list_n AS n FROM response
    WHERE id = ANY(${[...ids]}::text[]) AND list_n IS NOT NULL`.execute(db);
  const lists = places.rows.map(({ libraryId, n }) => responseListName(libraryId, n));
  const { rows } = await sql<{ key: string }>`
    SELECT object_key AS key FROM sync_object
    WHERE object_key = ANY(${lists}::text[]) AND (revision = ${WAITING_LIST} OR lease_until IS NOT NULL)`.execute(db);
  return rows.map(({ key }) => key);
}

/** What the outbox and the libraries say at one moment about the objects that links lead to. */
export interface LinkSnapshot {
  /** Lists, response Documents and worker attributes by key. */
  readonly objects: ReadonlyMap<string, LinkedObject>;
  /** Keys of the Documents that published responses must have, and of the Lists that must hold them. */
  readonly expected: ReadonlySet<string>;
  readonly libraries: ReadonlySet<LibraryId>;
  /** The responses that have their place in a List, by its key. */
  readonly places: ReadonlyMap<string, readonly ResponseId[]>;
}

interface LinkedObject {
  readonly sid: string | null;
  readonly version: number;
  /** Whether every change of it has been written. */
  readonly isSettled: boolean;
}

/** Reads a {@link LinkSnapshot}. */
export async function readLinks(db: Queryable): Promise<LinkSnapshot> {
  const objects = await sql<LinkedObject & { key: string }>`
    SELECT object_key AS key, sid, version, version = synced AS "isSettled" FROM sync_object
    WHERE kind IN ('list', 'attributes') OR ${isOfKind(['response'])}
    ORDER BY object_key`.execute(db);
  const placed = await sql<{ id: ResponseId; libraryId: LibraryId; n: number }>`
    SELECT id, library_id AS "libraryId", list_n AS n FROM response WHERE list_n IS NOT NULL`.execute(db);
  const places = new Map<string, ResponseId[]>();
  for (const { id, libraryId, n } of placed.rows) {
    const key = responseListName(libraryId, n);
    const ids = places.get(key);
    if (ids === undefined) places.set(key, [id]);
    else ids.push(id);
  }
  const libraries = await sql<{ id: LibraryId }>`SELECT id FROM library`.execute(db);
  return {
    libraries: new Set(libraries.rows.map(({ id }) => id)),
    places,
    objects: new Map(objects.rows.map(({ key, ...object }) => [key, object])),
    expected: new Set(
      placed.rows.flatMap(({ id, libraryId, n }) => [responseDocumentName(id), responseListName(libraryId, n)]),
    ),
  };
}
