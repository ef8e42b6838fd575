import type {
  LibraryId,
  ResponseContent,
  ResponseId,
  ResponseStatus,
  WorkerSid,
} from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import { keyBeginsWith } from '../outbox/key-prefix';
import { listKeyPrefix } from '../outbox/sync-keys';
import type { Queryable } from '../transaction';

/** A response as it is stored; instants in UTC milliseconds. */
export interface StoredResponse extends ResponseContent {
  readonly id: ResponseId;
  readonly libraryId: LibraryId;
  readonly status: ResponseStatus;
  readonly revision: number;
  readonly owner: string;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly updatedBy: string;
  /** The n of the List that it has a place in; null unless published. */
  readonly listN: number | null;
}

export const RESPONSE_COLUMNS = sql`
  r.id, r.library_id AS "libraryId", r.status, r.revision, r.title, r.shortcut, r.category, r.tags, r.channels,
  r.variants, r.owner, r.created_at AS "createdAtMs", r.updated_at AS "updatedAtMs", r.updated_by AS "updatedBy",
  r.list_n AS "listN"`;

/** Null for a response that does not exist. */
export const readResponse = async (db: Queryable, id: ResponseId): Promise<StoredResponse | null> =>
  (await readResponses(db, [id])).get(id) ?? null;

/** Those of the responses that exist. */
export async function readResponses(
  db: Queryable,
  ids: readonly ResponseId[],
): Promise<Map<ResponseId, StoredResponse>> {
  const { rows } = await sql<StoredResponse>`
    SELECT ${RESPONSE_COLUMNS} FROM response AS r WHERE r.id = ANY(${[...ids]}::text[])`.execute(db);
  return new Map(rows.map((response) => [response.id, response]));
}

/** The published responses that have their place in a library's List `n`, by title. */
export async function readPublishedOf(db: Queryable, libraryId: LibraryId, n: number): Promise<StoredResponse[]> {
  const { rows } = await sql<StoredResponse>`
    SELECT ${RESPONSE_COLUMNS} FROM response AS r
    WHERE r.library_id = ${libraryId} AND r.list_n = ${n}::integer ORDER BY r.title_key, r.id`.execute(db);
  return rows;
}

/** The numbers of the Lists that hold, or once held, responses of a library; ascending. */
export async function listNumbersOf(db: Queryable, libraryId: LibraryId): Promise<number[]> {
  const prefix = listKeyPrefix(libraryId);
  const { rows } = await sql<{ n: number }>`
    SELECT list_n AS n FROM response WHERE library_id = ${libraryId} AND list_n IS NOT NULL
    UNION
    SELECT substr(object_key, ${prefix.length + 1}::integer)::integer FROM sync_object
    WHERE ${keyBeginsWith(prefix)}
    ORDER BY n`.execute(db);
  return rows.map(({ n }) => n);
}

/** A worker's own relation to one response. */
export interface StoredFavorite {
  readonly responseId: ResponseId;
  readonly isFavorite: boolean;
  /** UTC milliseconds; null when not used since. */
  readonly lastUsedAtMs: number | null;
  /** Uses since. */
  readonly uses: number;
}

/**
 * The responses that are a favourite of the worker or were used by it at or after `sinceMs` (UTC milliseconds), in the
 * order of their ids; those of a library that the worker has left, and those that were retired, among them.
 */
export async function readFavorites(db: Queryable, workerSid: WorkerSid, sinceMs: number): Promise<StoredFavorite[]> {
  const { rows } = await sql<StoredFavorite>`
    SELECT response_id AS "responseId", bool_or(is_favorite) AS "isFavorite", max(at) AS "lastUsedAtMs",
      count(at)::integer AS uses
    FROM (
      SELECT response_id, is_favorite, NULL::bigint AS at FROM favorite
      WHERE worker_sid = ${workerSid} AND is_favorite
      UNION ALL
      SELECT response_id, false, at FROM response_use WHERE worker_sid = ${workerSid} AND at >= ${sinceMs}::bigint
    ) AS own
    GROUP BY response_id ORDER BY response_id COLLATE "C"`.execute(db);
  return rows;
}
