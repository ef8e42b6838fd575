import { sql, type Migration } from 'kysely';

/** What the shop calls the steps that a checkout entered, in the order of their numbers. */
export const stepNames: Migration = {
  async up(db) {
    await sql`ALTER TABLE activity_checkout ADD COLUMN names text[] NOT NULL DEFAULT '{}'`.execute(db);
    // Whoever went through a checkout is folded once more, so that its names are known; an erased one has no events.
    await sql`
      INSERT INTO activity_unfolded (shop_id, kind, id, mark)
      SELECT shop_id, owner_kind, owner_id, nextval('activity_mark') FROM (
        SELECT DISTINCT shop_id, owner_kind, owner_id FROM activity_checkout
      ) AS c
      WHERE EXISTS (
        SELECT FROM activity_event AS e WHERE e.shop_id = c.shop_id AND c.owner_kind = 'user' AND e.user_id = c.owner_id
      ) OR EXISTS (
        SELECT FROM activity_event AS e WHERE e.shop_id = c.shop_id AND c.owner_kind = 'visitor'
          AND e.anonymous_id = c.owner_id
      )
      ON CONFLICT DO NOTHING`.execute(db);
  },
};
