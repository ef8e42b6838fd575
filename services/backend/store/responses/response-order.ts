import type { ResponseId, ResponseSort } from '@flex-sync-suite/shared/contract';
import { sql, type RawBuilder } from 'kysely';

/** Where a page ended: the next one begins after it. */
export interface ResponsePosition {
  /** What it is sorted by; null for a response that has no such value. Absent in the order of the titles. */
  readonly key?: ResponseSortKey;
  readonly titleKey: string;
  readonly id: ResponseId;
}
export type ResponseSortKey = string | number | null;

/** An order of the rows of a query that calls them `listed`, with a column `key` of what it sorts by. */
export interface ResponseOrder {
  /** Of a row `r`, with `uses` and `edited`. */
  readonly key: RawBuilder<unknown>;
  /** The type of `key` in PostgreSQL, and so what a position holds. */
  readonly keyType: 'text' | 'double precision';
  readonly direction: 'ASC' | 'DESC';
}

/** Null for the titles in ascending order, which an index has. */
export function responseOrder(sort: ResponseSort, owners: readonly string[]): ResponseOrder | null {
  if (sort === 'title.ascending') return null;
  const [column, direction] = sort.split('.') as [keyof typeof KEYS, string];
  return { ...KEYS[column](owners), direction: direction === 'descending' ? 'DESC' : 'ASC' };
}

const number = (key: RawBuilder<unknown>): Pick<ResponseOrder, 'key' | 'keyType'> => ({
  key: sql`(${key})::double precision`,
  keyType: 'double precision',
});
const text = (key: RawBuilder<unknown>): Pick<ResponseOrder, 'key' | 'keyType'> => ({ key, keyType: 'text' });

const KEYS = {
  title: () => text(sql`r.title_key`),
  shortcut: () => text(sql`r.shortcut_key COLLATE "C"`),
  status: () => number(sql`array_position(ARRAY['draft', 'published', 'retired'], r.status)`),
  languages: () =>
    number(sql`(SELECT count(DISTINCT lower(v ->> 'language')) FROM jsonb_array_elements(r.variants) AS v)`),
  owner: (owners: readonly string[]) => number(sql`array_position(${[...owners]}::text[], r.owner)`),
  uses: () => number(sql`uses`),
  edited: () => number(sql`CASE WHEN uses > 0 THEN edited::double precision / uses END`),
  updated: () => number(sql`r.updated_at`),
} as const;

/** Whether a page in this order can have ended there. */
export function isOfOrder({ key }: ResponsePosition, sort: ResponseSort = 'title.ascending'): boolean {
  const order = responseOrder(sort, []);
  if (order === null || key === undefined) return order === null && key === undefined;
  return key === null || typeof key === (order.keyType === 'text' ? 'string' : 'number');
}

/** Rows behind a position; what has no key is last in either direction, and equals are by title. */
export function isBehind(order: ResponseOrder, { key = null, titleKey, id }: ResponsePosition): RawBuilder<unknown> {
  const later = sql`(listed."titleKey", listed.id) > (${titleKey}, ${id})`;
  if (key === null) return sql`(listed.key IS NULL AND ${later})`;
  const at = sql`${key}::${sql.raw(order.keyType)}`;
  const beyond = order.direction === 'ASC' ? sql`listed.key > ${at}` : sql`listed.key < ${at}`;
  return sql`(${beyond} OR listed.key IS NULL OR (listed.key = ${at} AND ${later}))`;
}

export const inOrder = ({ direction }: ResponseOrder): RawBuilder<unknown> =>
  sql`listed.key ${sql.raw(direction)} NULLS LAST, listed."titleKey", listed.id`;
