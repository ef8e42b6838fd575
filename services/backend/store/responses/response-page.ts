import { searchWords, type LibraryId, type ResponseSort, type ResponseStatus } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import { listOwners } from './library-read';
import {
  inOrder,
  isBehind,
  responseOrder,
  type ResponseOrder,
  type ResponsePosition,
  type ResponseSortKey,
} from './response-order';
import { RESPONSE_COLUMNS } from './response-read';
import { countsOf, type CountedResponse } from './response-search';
import type { Queryable } from '../transaction';

/** Which responses; an absent field leaves none out. */
export interface ResponseFilter {
  readonly libraryIds: readonly LibraryId[];
  readonly status?: ResponseStatus | undefined;
  readonly owner?: string | undefined;
  /** Only those that nobody used since `countedSinceMs`. */
  readonly isUnused?: boolean;
  /** Words that must all be found in the response, in any order; case and accents do not matter. */
  readonly search?: string | undefined;
  /** Uses at or after this instant count; UTC milliseconds. */
  readonly countedSinceMs: number;
}

/** Which page, in which order. */
export interface ResponsePageWish {
  readonly after?: ResponsePosition | undefined;
  readonly limit: number;
  /** Default: by title. */
  readonly sort?: ResponseSort | undefined;
}

interface FoundResponse {
  readonly response: CountedResponse;
  readonly position: ResponsePosition;
}

/** One page of the responses, and how many there are on all pages. */
export async function listResponses(
  db: Queryable,
  filter: ResponseFilter,
  wish: ResponsePageWish,
): Promise<{ readonly found: readonly FoundResponse[]; readonly total: number }> {
  const matching = conditions(filter);
  const { rows: counted } = await sql<{ total: number }>`
    SELECT count(*) AS total FROM response AS r WHERE ${matching}`.execute(db);
  const sort = wish.sort ?? 'title.ascending';
  const owners = sort.startsWith('owner.') ? await ownersByName(db, filter.libraryIds) : [];
  const order = responseOrder(sort, owners);
  const found = order === null ? await pageByTitle(db, filter, wish) : await pageInOrder(db, filter, wish, order);
  return { total: counted[0]?.total ?? 0, found };
}

async function pageByTitle(
  db: Queryable,
  filter: ResponseFilter,
  { after, limit }: ResponsePageWish,
): Promise<FoundResponse[]> {
  const behind = after === undefined ? sql`true` : sql`(r.title_key, r.id) > (${after.titleKey}, ${after.id})`;
  const { rows } = await sql<CountedResponse & { titleKey: string }>`
    SELECT ${RESPONSE_COLUMNS}, r.title_key AS "titleKey", uses, edited
    FROM response AS r, ${countsOf(filter.countedSinceMs)}
    WHERE ${conditions(filter)} AND ${behind} ORDER BY r.title_key, r.id LIMIT ${limit}`.execute(db);
  return rows.map(({ titleKey, ...response }) => ({ response, position: { titleKey, id: response.id } }));
}

/** Only ids and keys are sorted: a library is thousands of responses of up to 16 KiB. */
async function pageInOrder(
  db: Queryable,
  filter: ResponseFilter,
  { after, limit }: ResponsePageWish,
  order: ResponseOrder,
): Promise<FoundResponse[]> {
  const counts = countsOf(filter.countedSinceMs);
  const { rows } = await sql<CountedResponse & { titleKey: string; key: ResponseSortKey }>`
    WITH listed AS (
      SELECT r.id, r.title_key AS "titleKey", ${order.key} AS key FROM response AS r, ${counts}
      WHERE ${conditions(filter)}
    ), page AS (
      SELECT listed.* FROM listed WHERE ${after === undefined ? sql`true` : isBehind(order, after)}
      ORDER BY ${inOrder(order)} LIMIT ${limit}
    )
    SELECT ${RESPONSE_COLUMNS}, listed."titleKey", listed.key, uses, edited
    FROM page AS listed JOIN response AS r ON r.id = listed.id, ${counts} ORDER BY ${inOrder(order)}`.execute(db);
  return rows.map(({ titleKey, key, ...response }) => ({ response, position: { key, titleKey, id: response.id } }));
}

/** Owners of responses of these libraries in the order of the names that people see; those without a worker last. */
async function ownersByName(db: Queryable, libraryIds: readonly LibraryId[]): Promise<readonly string[]> {
  return (await listOwners(db, libraryIds)).map(({ sid }) => sid);
}

function conditions({ libraryIds, status, owner, isUnused, search, countedSinceMs }: ResponseFilter) {
  return sql.join(
    [
      sql`r.library_id = ANY(${[...libraryIds]}::text[])`,
      ...(status === undefined ? [] : [sql`r.status = ${status}`]),
      ...(owner === undefined ? [] : [sql`r.owner = ${owner}`]),
      ...(isUnused === true
        ? [
            sql`NOT EXISTS (
              SELECT FROM response_use AS u WHERE u.response_id = r.id AND u.at >= ${countedSinceMs}::bigint)`,
          ]
        : []),
      ...searchWords(search ?? '').map((word) => sql`strpos(r.search_text, ${word}) > 0`),
    ],
    sql` AND `,
  );
}
