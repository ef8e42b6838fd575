import { sql, type RawBuilder } from 'kysely';
import type { ListedProduct } from '../../domain/activity/live/listed-product';
import { inChunks } from '../in-chunks';
import type { Queryable } from '../transaction';

/** A product of a shop. */
export interface ShopProduct {
  readonly shopId: string;
  readonly productId: string;
}

/** What became of a catalogue. */
export interface CatalogueChanges {
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** Puts a shop's catalogue in the place of the one before. @returns ids of the products for which that is a change */
export async function replaceCatalogue(
  db: Queryable,
  shopId: string,
  products: ReadonlyMap<string, ListedProduct>,
): Promise<CatalogueChanges> {
  // One after the other: two deliveries at once would mix.
  await sql`SELECT FROM activity_shop WHERE id = ${shopId} FOR UPDATE`.execute(db);
  const removed = await sql<{ id: string }>`
    DELETE FROM activity_catalogue WHERE shop_id = ${shopId} AND product_id <> ALL(${[...products.keys()]}::text[])
    RETURNING product_id AS id`.execute(db);
  const changed: string[] = [];
  await inChunks([...products], async (some) => {
    const { rows } = await sql<{ id: string }>`
      INSERT INTO activity_catalogue AS c (shop_id, product_id, product)
      SELECT ${shopId}, id, product
      FROM unnest(${some.map(([id]) => id)}::text[], ${some.map(([, product]) => JSON.stringify(product))}::text[])
        AS p (id, product) ORDER BY id
      ON CONFLICT (shop_id, product_id) DO UPDATE SET product = excluded.product WHERE c.product <> excluded.product
      RETURNING product_id AS id`.execute(db);
    changed.push(...rows.map(({ id }) => id));
  });
  return { changed, removed: removed.rows.map(({ id }) => id) };
}

/**
 * What a product is called, and its category, as columns: as the catalogue (`c`) tells, else as pages (`p`, of
 * `activity_product`) told last.
 */
export const KNOWN_PRODUCT: RawBuilder<unknown> = sql`
  coalesce(c.product::json -> 'words' ->> 'name', p.name) AS name,
  coalesce(c.product::json -> 'words' ->> 'category', p.category) AS category`;

/** Countries where the catalogue sells a product, by {@link shopProductKey}; those of which it tells none are left out. */
export async function countriesOfProducts(
  db: Queryable,
  products: readonly ShopProduct[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (products.length === 0) return new Map();
  const { rows } = await sql<ShopProduct & { product: string }>`
    SELECT c.shop_id AS "shopId", c.product_id AS "productId", c.product
    FROM unnest(${products.map(({ shopId }) => shopId)}::text[], ${products.map(({ productId }) => productId)}::text[])
      AS p (shop_id, product_id)
    JOIN activity_catalogue AS c USING (shop_id, product_id)`.execute(db);
  return new Map(
    rows.flatMap((row) => {
      const { countries } = JSON.parse(row.product) as ListedProduct;
      return countries === null ? [] : [[shopProductKey(row), countries] as const];
    }),
  );
}

/** Tells products of all shops apart. */
export const shopProductKey = ({ shopId, productId }: ShopProduct): string => JSON.stringify([shopId, productId]);
