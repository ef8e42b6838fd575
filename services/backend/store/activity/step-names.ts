import { sql, type RawBuilder } from 'kysely';

/**
 * What each shop calls a step, as `c`: as that checkout of the range named it which began last. `s` has a row for each shop
 * and step, with when that checkout began (`named_at`, null where none named it).
 */
export const NAMED_BY_SHOP: RawBuilder<unknown> = sql`
  LEFT JOIN LATERAL (
    SELECT max(t.name COLLATE "C") AS name FROM activity_checkout AS a, unnest(a.entered, a.names) AS t (step, name)
    WHERE a.started_at = s.named_at AND a.shop_id = s.shop_id AND t.step = s.step
  ) AS c ON TRUE`;

/**
 * The name of a step, of the rows of all its shops: none where two call it differently, whatever the case of letters, or
 * where one whose customers entered it did not name it, for it would be said of a step that may be another.
 */
export const AGREED_NAME: RawBuilder<unknown> = sql`
  CASE WHEN count(DISTINCT lower(c.name)) = 1 AND bool_and(c.name IS NOT NULL OR s.entered = 0)
    THEN min(c.name COLLATE "C") END AS name`;
