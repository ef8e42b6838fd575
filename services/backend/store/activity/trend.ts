import type { ProductKey } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import type { Queryable } from '../transaction';
import type { KnownProduct } from './answers';
import { KNOWN_PRODUCT } from './catalogue';

/** A product that customers met, by its key in Sync; null for one that none met. */
export async function readProduct(db: Queryable, key: ProductKey): Promise<KnownProduct | null> {
  const { rows } = await sql<KnownProduct>`
    SELECT p.shop_id AS "shopId", p.id AS "productId", ${KNOWN_PRODUCT}
    FROM activity_product AS p LEFT JOIN activity_catalogue AS c ON c.shop_id = p.shop_id AND c.product_id = p.id
    WHERE p.key = ${key}`.execute(db);
  return rows[0] ?? null;
}

/** Figures of a product in one part of a range. */
export interface TrendFigures {
  readonly searched: number;
  readonly viewed: number;
  readonly added: number;
  readonly sold: number;
}

/**
 * Figures of a product in parts of a range, by the number of the part; parts in which nothing happened are left out.
 * @param range `starts`: begins of the parts, in order; `toMs`: end of the last one
 */
export async function readTrend(
  db: Queryable,
  range: {
    readonly shopId: string;
    readonly productId: string;
    readonly starts: readonly number[];
    readonly toMs: number;
  },
): Promise<ReadonlyMap<number, TrendFigures>> {
  const { rows } = await sql<TrendFigures & { part: number }>`
    SELECT width_bucket(quarter_at, ${[...range.starts]}::bigint[]) - 1 AS part,
      coalesce(sum(count) FILTER (WHERE kind = 'search-led-to'), 0)::bigint AS searched,
      coalesce(sum(count) FILTER (WHERE kind = 'viewed'), 0)::bigint AS viewed,
      coalesce(sum(units) FILTER (WHERE kind = 'added'), 0)::bigint AS added,
      coalesce(sum(units) FILTER (WHERE kind = 'sold'), 0)::bigint AS sold
    FROM activity_sum
    WHERE shop_id = ${range.shopId} AND key = ${range.productId} AND kind IN ('search-led-to', 'viewed', 'added', 'sold')
      AND quarter_at >= ${range.starts[0] ?? range.toMs}::bigint AND quarter_at < ${range.toMs}::bigint
    GROUP BY part`.execute(db);
  return new Map(rows.map(({ part, ...figures }) => [part, figures]));
}
