import type { ResponseContent, ResponseId } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import { searchText, shortcutKey, titleKey } from '../../domain/responses/response-content';
import { shingleCounts } from '../../domain/responses/response-similarity';
import { turnOfEventLoop } from '../../base/event-loop';
import { inChunks } from '../in-chunks';
import type { StoredResponse } from './response-read';
import type { Queryable } from '../transaction';

/** Of one statement: the embedded database keeps the thread while it writes, and an import has thousands. */
const MAX_CHUNK = { responses: 25, characters: 64 * 1_024 };

/** The content of a stored response alone. */
export const contentOf = ({
  title,
  shortcut,
  category,
  tags,
  channels,
  variants,
}: ResponseContent): ResponseContent => ({ title, shortcut, category, tags, channels, variants });

/** Writes responses, new and known ones, and the version that each of them now is. Needs the lock of their library. */
export async function saveResponses(db: Queryable, responses: readonly StoredResponse[]): Promise<void> {
  // Two responses may trade their shortcuts, and the index looks after every row: first all of them let go.
  const known = responses.filter(({ revision }) => revision > 1);
  await inChunks(known, async (chunk) => {
    await sql`
      UPDATE response SET shortcut_key = NULL WHERE id = ANY(${chunk.map(({ id }) => id)}::text[])`.execute(db);
  });
  for (const chunk of chunksOf(responses)) {
    await upsert(db, chunk);
    await addVersions(db, chunk);
    await turnOfEventLoop();
  }
}

function* chunksOf(responses: readonly StoredResponse[]): Generator<StoredResponse[]> {
  let chunk: StoredResponse[] = [];
  let characters = 0;
  for (const response of responses) {
    chunk.push(response);
    characters += response.variants.reduce((sum, { body }) => sum + body.length, 0);
    if (chunk.length < MAX_CHUNK.responses && characters < MAX_CHUNK.characters) continue;
    yield chunk;
    chunk = [];
    characters = 0;
  }
  if (chunk.length > 0) yield chunk;
}

async function upsert(db: Queryable, responses: readonly StoredResponse[]): Promise<void> {
  const rows = responses.map((response) => ({
    id: response.id,
    library_id: response.libraryId,
    status: response.status,
    revision: response.revision,
    ...contentOf(response),
    title_key: titleKey(response.title),
    shortcut_key: shortcutKey(response.shortcut),
    search_text: searchText(response),
    shingle_counts: shingleCounts(response.variants),
    owner: response.owner,
    created_at: response.createdAtMs,
    updated_at: response.updatedAtMs,
    updated_by: response.updatedBy,
    list_n: response.listN,
  }));
  await sql`
    INSERT INTO response (id, library_id, status, revision, title, title_key, shortcut, shortcut_key, category, tags,
      channels, variants, search_text, shingle_counts, owner, created_at, updated_at, updated_by, list_n)
    SELECT id, library_id, status, revision, title, title_key, shortcut, shortcut_key, category, tags,
      channels, variants, search_text, shingle_counts, owner, created_at, updated_at, updated_by, list_n
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r (id text, library_id text, status text,
      revision bigint, title text, title_key text, shortcut text, shortcut_key text, category text, tags jsonb,
      channels jsonb, variants jsonb, search_text text, shingle_counts integer[], owner text,
      created_at bigint, updated_at bigint, updated_by text, list_n integer)
    ON CONFLICT (id) DO UPDATE SET status = excluded.status, revision = excluded.revision, title = excluded.title,
      title_key = excluded.title_key, shortcut = excluded.shortcut, shortcut_key = excluded.shortcut_key,
      category = excluded.category, tags = excluded.tags, channels = excluded.channels, variants = excluded.variants,
      search_text = excluded.search_text, shingle_counts = excluded.shingle_counts, updated_at = excluded.updated_at,
      updated_by = excluded.updated_by, list_n = excluded.list_n`.execute(db);
}

async function addVersions(db: Queryable, responses: readonly StoredResponse[]): Promise<void> {
  const rows = responses.map((response) => ({
    response_id: response.id,
    revision: response.revision,
    status: response.status,
    content: contentOf(response),
    at: response.updatedAtMs,
    by: response.updatedBy,
  }));
  await sql`
    INSERT INTO response_version (response_id, revision, status, content, at, by)
    SELECT response_id, revision, status, content, at, by FROM json_to_recordset(${JSON.stringify(rows)}::json)
      AS r (response_id text, revision bigint, status text, content jsonb, at bigint, by text)`.execute(db);
}

/** That an agent used a response; see the contract's `ResponseUse`. `at` in UTC milliseconds. */
export interface UseRow {
  readonly id: string;
  readonly responseId: ResponseId;
  readonly workerSid: string;
  readonly way: string;
  readonly wasEdited: boolean;
  readonly at: number;
}

/** Counts a use once; the worker may add later that the text was edited. A use of somebody else's id changes nothing. */
export async function recordUse(db: Queryable, use: UseRow): Promise<void> {
  await sql`
    INSERT INTO response_use AS u (id, response_id, worker_sid, way, was_edited, at)
    VALUES (${use.id}, ${use.responseId}, ${use.workerSid}, ${use.way}, ${use.wasEdited}, ${use.at}::bigint)
    ON CONFLICT (id) DO UPDATE SET was_edited = u.was_edited OR excluded.was_edited
    WHERE u.worker_sid = excluded.worker_sid AND u.response_id = excluded.response_id`.execute(db);
}

/** Deletes uses from before an instant (UTC milliseconds), at most `limit`. @returns how many */
export async function pruneUses(db: Queryable, before: number, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    DELETE FROM response_use WHERE id IN (
      SELECT id FROM response_use WHERE at < ${before}::bigint LIMIT ${limit}::integer
    )`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** Makes a response a favourite of a worker, or no longer. */
export async function setFavorite(
  db: Queryable,
  { workerSid, responseId, isFavorite }: { workerSid: string; responseId: ResponseId; isFavorite: boolean },
): Promise<void> {
  await (
    isFavorite
      ? sql`
        INSERT INTO favorite (worker_sid, response_id, is_favorite) VALUES (${workerSid}, ${responseId}, true)
        ON CONFLICT (worker_sid, response_id) DO UPDATE SET is_favorite = true`
      : sql`
        UPDATE favorite SET is_favorite = false WHERE worker_sid = ${workerSid} AND response_id = ${responseId}`
  ).execute(db);
}
