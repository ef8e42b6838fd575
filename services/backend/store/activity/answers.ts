import { sql, type RawBuilder } from 'kysely';
import type { Queryable } from '../transaction';
import { KNOWN_PRODUCT } from './catalogue';
import { AGREED_NAME, NAMED_BY_SHOP } from './step-names';

/** Quarter hours from `fromMs` to before `toMs`, of one shop or of all. */
export interface SumRange {
  readonly fromMs: number;
  readonly toMs: number;
  readonly shopId: string | null;
}

export interface Page {
  readonly limit: number;
  readonly offset: number;
}

const within = ({ fromMs, toMs, shopId }: SumRange): RawBuilder<boolean> => sql`
  quarter_at >= ${fromMs}::bigint AND quarter_at < ${toMs}::bigint
  AND (${shopId}::text IS NULL OR shop_id = ${shopId})`;

/** What is known of the product of a row: as the catalogue tells, else as pages told last. */
export interface KnownProduct {
  readonly shopId: string;
  readonly productId: string;
  readonly name: string | null;
  readonly category: string | null;
}

/** The sums of products in a range, as `s`, with what is known of each. */
const productsOf = (category: string | null, sums: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  SELECT * FROM (
    SELECT s.*, s.shop_id AS "shopId", s.key AS "productId",
      ${KNOWN_PRODUCT}
    FROM (${sums}) AS s
    LEFT JOIN activity_product AS p ON p.shop_id = s.shop_id AND p.id = s.key
    LEFT JOIN activity_catalogue AS c ON c.shop_id = s.shop_id AND c.product_id = s.key
  ) AS known
  WHERE ${category}::text IS NULL OR category = ${category}`;

/** Queries, the most frequent first: how often each was searched for, and how often that found nothing. */
export async function readSearched(
  db: Queryable,
  range: SumRange,
  { isWithoutResult, limit, offset }: Page & { readonly isWithoutResult: boolean },
): Promise<{ key: string; searches: number; withoutResult: number }[]> {
  const { rows } = await sql<{ key: string; searches: number; withoutResult: number }>`
    SELECT key, searches, without_result AS "withoutResult" FROM (
      SELECT key, coalesce(sum(count) FILTER (WHERE kind = 'searched'), 0)::bigint AS searches,
        coalesce(sum(count) FILTER (WHERE kind = 'searched-none'), 0)::bigint AS without_result
      FROM activity_sum WHERE kind IN ('searched', 'searched-none') AND ${within(range)}
      GROUP BY key
    ) AS s
    WHERE CASE WHEN ${isWithoutResult} THEN without_result > 0 ELSE searches > 0 END
    ORDER BY CASE WHEN ${isWithoutResult} THEN without_result ELSE searches END DESC, key COLLATE "C"
    LIMIT ${limit} OFFSET ${offset}`.execute(db);
  return rows;
}

/** A page of products, all or those of one category. */
export interface ProductPage extends Page {
  readonly category: string | null;
}

/** Products that searches led to, the most frequent first. */
export async function readSearchedProducts(
  db: Queryable,
  range: SumRange,
  { category, limit, offset }: ProductPage,
): Promise<(KnownProduct & { readonly searches: number })[]> {
  const sums = sql`
    SELECT shop_id, key, sum(count)::bigint AS searches FROM activity_sum
    WHERE kind = 'search-led-to' AND ${within(range)} GROUP BY shop_id, key`;
  const { rows } = await sql<KnownProduct & { readonly searches: number }>`
    SELECT "shopId", "productId", name, category, searches FROM (${productsOf(category, sums)}) AS s
    WHERE searches > 0 ORDER BY searches DESC, "productId" COLLATE "C", "shopId" LIMIT ${limit} OFFSET ${offset}`.execute(
    db,
  );
  return rows;
}

/** A product that was sold in a range. */
export interface SoldRow extends KnownProduct {
  readonly orders: number;
  readonly units: number;
  readonly returnedUnits: number;
  readonly revenue: { minorUnits: number; currency: string }[];
}

/** Products that were sold or came back, the most pieces first. */
export async function readSold(
  db: Queryable,
  range: SumRange,
  { category, limit, offset }: ProductPage,
): Promise<SoldRow[]> {
  const sums = sql`
    SELECT shop_id, key, coalesce(sum(orders), 0)::bigint AS orders, sum(units)::bigint AS units,
      sum(returned)::bigint AS "returnedUnits",
      coalesce(json_agg(json_build_object('minorUnits', revenue, 'currency', currency) ORDER BY currency)
        FILTER (WHERE currency <> ''), '[]') AS revenue
    FROM (
      SELECT shop_id, key, currency, sum(count) FILTER (WHERE kind = 'sold') AS orders,
        coalesce(sum(units) FILTER (WHERE kind = 'sold'), 0) AS units,
        coalesce(sum(units) FILTER (WHERE kind = 'refunded'), 0) AS returned,
        coalesce(sum(minor_units) FILTER (WHERE kind = 'sold'), 0)
          - coalesce(sum(minor_units) FILTER (WHERE kind = 'refunded'), 0) AS revenue
      FROM activity_sum WHERE kind IN ('sold', 'refunded') AND ${within(range)}
      GROUP BY shop_id, key, currency
    ) AS by_currency GROUP BY shop_id, key`;
  const { rows } = await sql<SoldRow>`
    SELECT "shopId", "productId", name, category, orders, units, "returnedUnits", revenue
    FROM (${productsOf(category, sums)}) AS s
    ORDER BY units DESC, "productId" COLLATE "C", "shopId" LIMIT ${limit} OFFSET ${offset}`.execute(db);
  return rows;
}

/** A page that was visited in a range. */
export interface VisitedRow {
  readonly shopId: string;
  readonly path: string;
  readonly visits: number;
  readonly visitors: number;
  readonly meanDwellMs: number;
}

/** Pages, the most visits first. Visitors are counted from their own rows: those of two quarter hours may be the same. */
export async function readVisited(db: Queryable, range: SumRange, { limit, offset }: Page): Promise<VisitedRow[]> {
  const { rows } = await sql<VisitedRow>`
    WITH pages AS (
      SELECT shop_id, key, sum(count)::bigint AS visits, sum(dwell_ms)::bigint AS dwell_ms
      FROM activity_sum WHERE kind = 'visited' AND ${within(range)} GROUP BY shop_id, key
    )
    SELECT p.shop_id AS "shopId", p.key AS path, p.visits, (p.dwell_ms / p.visits)::bigint AS "meanDwellMs", (
      SELECT count(DISTINCT (c.owner_kind, c.owner_id)) FROM activity_contribution AS c
      WHERE c.kind = 'visited' AND c.shop_id = p.shop_id AND c.key = p.key
        AND c.quarter_at >= ${range.fromMs}::bigint AND c.quarter_at < ${range.toMs}::bigint
    )::bigint AS visitors
    FROM (SELECT * FROM pages ORDER BY visits DESC, key COLLATE "C", shop_id LIMIT ${limit} OFFSET ${offset}) AS p
    ORDER BY p.visits DESC, p.key COLLATE "C", p.shop_id`.execute(db);
  return rows;
}

/** What became of checkouts at one step. */
export interface FunnelStep {
  readonly step: number;
  /** Null where shops named none, or differ. */
  readonly name: string | null;
  readonly entered: number;
  readonly completed: number;
  readonly stopped: number;
}

/** The checkouts that began in a range, as of an instant. */
export interface Funnel {
  readonly started: number;
  readonly ordered: number;
  readonly open: number;
  readonly steps: readonly FunnelStep[];
}

/** Checkouts that went the same way are put together first: there are many of them, and few ways. */
export async function readFunnel(db: Queryable, { fromMs, toMs, shopId }: SumRange, at: number): Promise<Funnel> {
  const { rows } = await sql<Funnel>`
    WITH way AS MATERIALIZED (
      SELECT shop_id, entered, names, completed, ordered_at IS NOT NULL AS is_ordered,
        CASE WHEN stops_at <= ${at}::bigint THEN open_step END AS stopped_at, count(*) AS runs, max(started_at) AS newest_at
      FROM activity_checkout
      WHERE started_at >= ${fromMs}::bigint AND started_at < ${toMs}::bigint
        AND (${shopId}::text IS NULL OR shop_id = ${shopId})
      GROUP BY 1, 2, 3, 4, 5, 6
    ), told AS (
      SELECT shop_id, t.step, runs AS entered, 0 AS completed, 0 AS stopped,
        CASE WHEN t.name IS NOT NULL THEN newest_at END AS named_at
      FROM way, unnest(entered, names) AS t (step, name)
      UNION ALL SELECT shop_id, unnest(completed), 0, runs, 0, NULL FROM way
      UNION ALL SELECT shop_id, stopped_at, 0, 0, runs, NULL FROM way WHERE stopped_at IS NOT NULL
    ), by_shop AS (
      SELECT shop_id, step, sum(entered) AS entered, sum(completed) AS completed, sum(stopped) AS stopped,
        max(named_at) AS named_at
      FROM told GROUP BY shop_id, step
    ), step AS (
      SELECT s.step, ${AGREED_NAME}, sum(s.entered)::bigint AS entered, sum(s.completed)::bigint AS completed,
        sum(s.stopped)::bigint AS stopped
      FROM by_shop AS s ${NAMED_BY_SHOP} GROUP BY s.step
    )
    SELECT coalesce(sum(runs), 0)::bigint AS started,
      coalesce(sum(runs) FILTER (WHERE is_ordered), 0)::bigint AS ordered,
      coalesce(sum(runs) FILTER (WHERE NOT is_ordered AND stopped_at IS NULL), 0)::bigint AS open,
      (SELECT coalesce(json_agg(s ORDER BY s.step), '[]') FROM step AS s) AS steps
    FROM way`.execute(db);
  return rows[0] ?? { started: 0, ordered: 0, open: 0, steps: [] };
}
