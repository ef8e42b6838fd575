import { sql } from 'kysely';
import type { Queryable } from '../../transaction';
import type { Owner } from '../folded-events';

/** A customer counts as being on the page of the last `page` call for this long after the last event (docs/activity.md). */
export const PRESENT_MS = 5 * 60_000;

/** Where an owner of events was last; null for one to whom no event belongs any more. */
export interface Presence {
  readonly owner: Owner;
  readonly last: { readonly path: string | null; readonly atMs: number } | null;
}

/** A page of a shop. */
export interface ShopPage {
  readonly shopId: string;
  readonly path: string;
}

/** Puts where the owners are in the place of where they were. @returns the pages that they left or came to */
export async function replacePresences(db: Queryable, presences: readonly Presence[]): Promise<ShopPage[]> {
  if (presences.length === 0) return [];
  const rows = presences.map(({ owner: { shopId, kind, id }, last }) => ({
    ...{ shop_id: shopId, owner_kind: kind, owner_id: id },
    ...{ path: last?.path ?? null, last_at: last === null ? null : Math.round(last.atMs) },
  }));
  const { rows: pages } = await sql<ShopPage>`
    WITH r AS MATERIALIZED (
      SELECT * FROM json_to_recordset(${JSON.stringify(rows)}::json)
        AS r (shop_id text, owner_kind text, owner_id text, path text, last_at bigint)
    ), before AS MATERIALIZED (
      SELECT p.* FROM activity_presence AS p JOIN r USING (shop_id, owner_kind, owner_id)
    ), gone AS (
      DELETE FROM activity_presence AS p USING r
      WHERE p.shop_id = r.shop_id AND p.owner_kind = r.owner_kind AND p.owner_id = r.owner_id AND r.last_at IS NULL
    ), put AS (
      INSERT INTO activity_presence (shop_id, owner_kind, owner_id, path, last_at)
      SELECT shop_id, owner_kind, owner_id, path, last_at FROM r WHERE last_at IS NOT NULL
      ON CONFLICT (shop_id, owner_kind, owner_id) DO UPDATE SET path = excluded.path, last_at = excluded.last_at
    )
    SELECT DISTINCT shop_id AS "shopId", path FROM (
      SELECT shop_id, path FROM r UNION ALL SELECT shop_id, path FROM before
    ) AS pages WHERE path IS NOT NULL`.execute(db);
  return pages;
}

/** Pages on which somebody's presence ended between two instants by silence alone. */
export async function pagesLeftBetween(db: Queryable, fromMs: number, toMs: number): Promise<ShopPage[]> {
  const { rows } = await sql<ShopPage>`
    SELECT DISTINCT shop_id AS "shopId", path FROM activity_presence
    WHERE last_at > ${fromMs - PRESENT_MS}::bigint AND last_at <= ${toMs - PRESENT_MS}::bigint AND path IS NOT NULL`.execute(
    db,
  );
  return rows;
}

/** Whether any customer did anything since. */
export async function isAnybodyPresent(db: Queryable, sinceMs: number): Promise<boolean> {
  const { rows } = await sql`SELECT FROM activity_presence WHERE last_at > ${sinceMs}::bigint LIMIT 1`.execute(db);
  return rows.length > 0;
}
