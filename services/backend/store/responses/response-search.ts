import type { LibraryId, ResponseContent, ResponseId, ResponseStatus } from '@flex-sync-suite/shared/contract';
import { sql, type RawBuilder } from 'kysely';
import { turnOfEventLoop } from '../../base/event-loop';
import { RESPONSE_COLUMNS, type StoredResponse } from './response-read';
import type { Queryable } from '../transaction';

/** A response with what was made of it. */
export interface CountedResponse extends StoredResponse {
  /** Uses since the instant asked for, and those whose text was edited after it was inserted. */
  readonly uses: number;
  readonly edited: number;
}

/** One response with its uses since `countedSinceMs` (UTC milliseconds); null for one that does not exist. */
export async function readCounted(
  db: Queryable,
  id: ResponseId,
  countedSinceMs: number,
): Promise<CountedResponse | null> {
  const { rows } = await sql<CountedResponse>`
    SELECT ${RESPONSE_COLUMNS}, uses, edited FROM response AS r, ${countsOf(countedSinceMs)} WHERE r.id = ${id}`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** The columns `uses` and `edited` of a response `r`, since an instant in UTC milliseconds. */
export const countsOf = (sinceMs: number): RawBuilder<unknown> => sql`LATERAL (
  SELECT count(*) AS uses, count(*) FILTER (WHERE u.was_edited) AS edited FROM response_use AS u
  WHERE u.response_id = r.id AND u.at >= ${sinceMs}::bigint) AS counted`;

/** Responses of up to 16 KiB that are read in one go. */
const PAGE = 25;

/** Every response of a library, by title; read a little at a time, because the embedded database keeps the thread. */
export async function readResponsesOf(db: Queryable, libraryId: LibraryId): Promise<StoredResponse[]> {
  const { rows: listed } = await sql<{ id: ResponseId }>`
    SELECT id FROM response WHERE library_id = ${libraryId} ORDER BY title_key, id`.execute(db);
  const responses: StoredResponse[] = [];
  for (let start = 0; start < listed.length; start += PAGE) {
    const ids = listed.slice(start, start + PAGE).map(({ id }) => id);
    const { rows } = await sql<StoredResponse>`
      SELECT ${RESPONSE_COLUMNS} FROM unnest(${ids}::text[]) WITH ORDINALITY AS listed (id, place)
      JOIN response AS r USING (id) ORDER BY place`.execute(db);
    responses.push(...rows);
    await turnOfEventLoop();
  }
  return responses;
}

/** Another one as soon as a response of the library is made or changed: every change raises a revision. */
export async function readContentMark(db: Queryable, libraryId: LibraryId): Promise<string> {
  const { rows } = await sql<{ mark: string }>`
    SELECT count(*)::text || '.' || coalesce(sum(revision), 0)::text AS mark FROM response
    WHERE library_id = ${libraryId}`.execute(db);
  return rows[0]?.mark ?? '';
}

/** The response of a library that has a shortcut (see `shortcutKey`) and is not retired. */
export async function findByShortcut(
  db: Queryable,
  libraryId: LibraryId,
  key: string,
): Promise<{ readonly id: ResponseId; readonly title: string } | null> {
  const { rows } = await sql<{ id: ResponseId; title: string }>`
    SELECT id, title FROM response
    WHERE library_id = ${libraryId} AND shortcut_key = ${key} AND status <> 'retired'`.execute(db);
  return rows[0] ?? null;
}

/** A response as a revision left it. */
export interface StoredVersion {
  readonly revision: number;
  readonly status: ResponseStatus;
  readonly content: ResponseContent;
  readonly atMs: number;
  readonly by: string;
}

/** The newest versions of a response, the newest first. */
export async function readVersions(db: Queryable, id: ResponseId, limit: number): Promise<StoredVersion[]> {
  const { rows } = await sql<StoredVersion>`
    SELECT revision, status, content, at AS "atMs", by FROM response_version
    WHERE response_id = ${id} ORDER BY revision DESC LIMIT ${limit}`.execute(db);
  return rows;
}

/** What a response said at a revision; null when there was none. */
export async function readVersion(db: Queryable, id: ResponseId, revision: number): Promise<StoredVersion | null> {
  const { rows } = await sql<StoredVersion>`
    SELECT revision, status, content, at AS "atMs", by FROM response_version
    WHERE response_id = ${id} AND revision = ${revision}::bigint`.execute(db);
  return rows[0] ?? null;
}
