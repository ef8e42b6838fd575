import type { PageKey, ProductKey } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import type { Money } from '../../../domain/activity/activity-event';
import { quarterStartOf } from '../../../domain/activity/contribution';
import type { ListedProduct } from '../../../domain/activity/live/listed-product';
import type { Queryable } from '../../transaction';
import { takeTurn } from '../../turns';

/** Products and pages are kept alike. */
export type MetTable = 'activity_product' | 'activity_page';

/** A product or a page that a customer met. */
export interface MetObject {
  /** In Sync. */
  readonly key: string;
  readonly shopId: string;
  /** The product's id, or the page's path. */
  readonly id: string;
  /** As it was told; null where it was not. */
  readonly name: string | null;
  readonly category: string | null;
  readonly price: Money | null;
  readonly toldAtMs: number;
  readonly lastAtMs: number;
}

/**
 * Remembers what customers met. What is told later counts, and what was not told leaves what was. One that is new is
 * published while fewer than `most` are; which are the busiest is found out by {@link publishBusiest}.
 */
export async function rememberMet(
  db: Queryable,
  table: MetTable,
  met: readonly MetObject[],
  most: number,
): Promise<void> {
  if (met.length === 0) return;
  const told = table === 'activity_product' ? ['name', 'category', 'price'] : ['name'];
  const columns = sql.join(told.map((name) => sql.ref(name)));
  const newest = sql.join(
    told.map((name) => {
      const [excluded, known] = [sql.ref(`excluded.${name}`), sql.ref(`m.${name}`)];
      return sql`${sql.ref(name)} = CASE WHEN excluded.told_at >= m.told_at
        THEN coalesce(${excluded}, ${known}) ELSE coalesce(${known}, ${excluded}) END`;
    }),
  );
  await sql`
    INSERT INTO ${sql.table(table)} AS m (key, shop_id, id, ${columns}, told_at, last_at, is_published)
    SELECT key, shop_id, id, ${columns}, told_at, last_at,
      (SELECT count(*) FROM ${sql.table(table)} WHERE is_published) < ${most}::integer
    FROM json_to_recordset(${JSON.stringify(met.map(metRow))}::json) AS r (key text, shop_id text, id text, name text,
      category text, price text, told_at bigint, last_at bigint)
    ORDER BY key
    ON CONFLICT (key) DO UPDATE SET ${newest}, told_at = greatest(m.told_at, excluded.told_at),
      last_at = greatest(m.last_at, excluded.last_at)
    WHERE excluded.told_at >= m.told_at OR excluded.last_at > m.last_at`.execute(db);
}

const metRow = ({ key, shopId, id, name, category, price, toldAtMs, lastAtMs }: MetObject) => ({
  ...{ key, shop_id: shopId, id, name, category, price: price && JSON.stringify(price) },
  ...{ told_at: Math.round(toldAtMs), last_at: Math.round(lastAtMs) },
});

/** Those of the keys whose objects are published. */
export async function publishedAmong(db: Queryable, table: MetTable, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<{ key: string }>`
    SELECT key FROM ${sql.table(table)} WHERE key = ANY(${[...keys]}::text[]) AND is_published`.execute(db);
  return rows.map(({ key }) => key);
}

/** Keys of all that are published. */
export async function allPublished(db: Queryable, table: MetTable): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`SELECT key FROM ${sql.table(table)} WHERE is_published`.execute(db);
  return rows.map(({ key }) => key);
}

/** Between two looks which are the busiest. */
const RANKING_MS = 60_000;

/**
 * Whether this process is to find out which are the busiest, see {@link publishBusiest}, and nobody else does: once a minute
 * at most, and not before something was folded or another quarter hour began, by which sums are counted.
 */
export const takeRankingTurn = (db: Queryable, now: number): Promise<boolean> =>
  takeTurn(db, 'activity_ranking', {
    now,
    before: now - RANKING_MS,
    isDue: sql`(ranked_folds < folds OR begun_at < ${quarterStartOf(now)}::bigint)`,
    set: sql`ranked_folds = folds`,
  });

/** What the busy of a table are counted by. */
const COUNTED: Readonly<Record<MetTable, readonly string[]>> = {
  activity_product: ['search-led-to', 'viewed', 'added', 'sold'],
  activity_page: ['visited'],
};

/**
 * Publishes the busiest of those that customers met since `sinceMs`, at most `most`, and no others.
 * @returns keys of those for which that is new
 */
export async function publishBusiest(
  db: Queryable,
  table: MetTable,
  { sinceMs, most }: { readonly sinceMs: number; readonly most: number },
): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    WITH busy AS (
      SELECT shop_id, key AS id, sum(count) AS count FROM activity_sum
      WHERE kind = ANY(${COUNTED[table]}::text[]) AND quarter_at >= ${sinceMs}::bigint GROUP BY shop_id, key
    ), wanted AS (
      SELECT m.key FROM ${sql.table(table)} AS m LEFT JOIN busy USING (shop_id, id)
      WHERE m.last_at >= ${sinceMs}::bigint ORDER BY coalesce(busy.count, 0) DESC, m.key LIMIT ${most}::integer
    )
    UPDATE ${sql.table(table)} AS m SET is_published = NOT is_published
    WHERE (is_published OR last_at >= ${sinceMs}::bigint)
      AND is_published <> (m.key IN (SELECT key FROM wanted))
    RETURNING m.key`.execute(db);
  return rows.map(({ key }) => key);
}

/** A page that is published, with its figures since an instant. */
export interface PublishedPage {
  readonly key: PageKey;
  readonly path: string;
  readonly title: string | null;
  readonly lastAtMs: number;
  readonly views: number;
  readonly visitors: number;
  readonly nowOn: number;
  readonly meanDwellMs: number;
}

/** Those of the pages that are published and were met since `metSinceMs`; figures since `todaySinceMs`. */
export async function readPages(
  db: Queryable,
  keys: readonly PageKey[],
  since: { readonly metSinceMs: number; readonly todaySinceMs: number; readonly presentSinceMs: number },
): Promise<PublishedPage[]> {
  const { rows } = await sql<PublishedPage>`
    SELECT m.key, m.id AS path, m.name AS title, m.last_at AS "lastAtMs", coalesce(s.views, 0)::bigint AS views,
      coalesce((s.dwell_ms / nullif(s.views, 0))::bigint, 0) AS "meanDwellMs", (
        SELECT count(DISTINCT (c.owner_kind, c.owner_id)) FROM activity_contribution AS c
        WHERE c.kind = 'visited' AND c.shop_id = m.shop_id AND c.key = m.id AND c.quarter_at >= ${since.todaySinceMs}::bigint
      )::bigint AS visitors, (
        SELECT count(*) FROM activity_presence AS p
        WHERE p.shop_id = m.shop_id AND p.path = m.id AND p.last_at > ${since.presentSinceMs}::bigint
      )::bigint AS "nowOn"
    FROM activity_page AS m LEFT JOIN LATERAL (
      SELECT sum(count)::bigint AS views, sum(dwell_ms)::bigint AS dwell_ms FROM activity_sum AS s
      WHERE s.kind = 'visited' AND s.shop_id = m.shop_id AND s.key = m.id AND s.quarter_at >= ${since.todaySinceMs}::bigint
    ) AS s ON TRUE
    WHERE m.key = ANY(${[...keys]}::text[]) AND m.is_published AND m.last_at >= ${since.metSinceMs}::bigint`.execute(
    db,
  );
  return rows;
}

/** A product that is published, with its figures of the last hour and of today. */
export interface PublishedProduct {
  readonly key: ProductKey;
  readonly shopId: string;
  readonly id: string;
  readonly name: string | null;
  readonly category: string | null;
  readonly price: Money | null;
  /** As the catalogue tells it; null when it does not have it. */
  readonly listed: ListedProduct | null;
  readonly lastAtMs: number;
  /** By kind of contribution. */
  readonly figures: readonly { readonly kind: string; readonly hour: number; readonly today: number }[];
}

/** Those of the products that are published and were met since `metSinceMs`. */
export async function readProducts(
  db: Queryable,
  keys: readonly ProductKey[],
  since: { readonly metSinceMs: number; readonly todaySinceMs: number; readonly hourSinceMs: number },
): Promise<PublishedProduct[]> {
  const { rows } = await sql<ReadProduct>`
    SELECT m.key, m.shop_id AS "shopId", m.id, m.name, m.category, m.price, c.product AS listed,
      m.last_at AS "lastAtMs", (
        SELECT coalesce(json_agg(f), '[]') FROM (
          SELECT kind, coalesce(sum(amount) FILTER (WHERE quarter_at >= ${since.hourSinceMs}::bigint), 0)::bigint AS hour,
            coalesce(sum(amount) FILTER (WHERE quarter_at >= ${since.todaySinceMs}::bigint), 0)::bigint AS today
          FROM (
            SELECT kind, quarter_at, CASE WHEN kind IN ('added', 'sold') THEN units ELSE count END AS amount
            FROM activity_sum AS s WHERE s.shop_id = m.shop_id AND s.key = m.id
              AND s.quarter_at >= ${Math.min(since.hourSinceMs, since.todaySinceMs)}::bigint
              AND s.kind IN ('search-led-to', 'viewed', 'added', 'sold')
          ) AS amounts GROUP BY kind
        ) AS f
      ) AS figures
    FROM activity_product AS m LEFT JOIN activity_catalogue AS c ON c.shop_id = m.shop_id AND c.product_id = m.id
    WHERE m.key = ANY(${[...keys]}::text[]) AND m.is_published AND m.last_at >= ${since.metSinceMs}::bigint`.execute(
    db,
  );
  return rows.map(({ price, listed, ...row }) => ({
    ...row,
    price: price === null ? null : (JSON.parse(price) as Money),
    listed: listed === null ? null : (JSON.parse(listed) as ListedProduct),
  }));
}

type ReadProduct = Omit<PublishedProduct, 'price' | 'listed'> & { price: string | null; listed: string | null };
