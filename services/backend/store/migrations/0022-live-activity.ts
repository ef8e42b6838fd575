import { sql, type Migration } from 'kysely';

/**
 * What supervisors see live: the products and pages that customers meet, where customers are now, and who completed which
 * step. The figures of one product or page are asked for by its key, over time; before, they were asked for by time alone.
 */
export const liveActivity: Migration = {
  async up(db) {
    for (const [table, more] of [
      ['activity_product', sql`, category text, price text`],
      ['activity_page', sql``],
    ] as const) {
      await sql`
        CREATE TABLE ${sql.table(table)} (
          key text PRIMARY KEY,
          shop_id text NOT NULL,
          id text NOT NULL,
          name text ${more},
          told_at bigint NOT NULL,
          last_at bigint NOT NULL,
          is_published boolean NOT NULL,
          UNIQUE (shop_id, id)
        )`.execute(db);
      await sql`CREATE INDEX ${sql.ref(`${table}_last`)} ON ${sql.table(table)} (last_at)`.execute(db);
    }
    await sql`
      CREATE TABLE activity_catalogue (
        shop_id text NOT NULL,
        product_id text NOT NULL,
        product text NOT NULL,
        PRIMARY KEY (shop_id, product_id)
      )`.execute(db);
    await sql`
      CREATE TABLE activity_presence (
        shop_id text NOT NULL,
        owner_kind text NOT NULL,
        owner_id text NOT NULL,
        path text,
        last_at bigint NOT NULL,
        PRIMARY KEY (shop_id, owner_kind, owner_id)
      )`.execute(db);
    await sql`CREATE INDEX activity_presence_path ON activity_presence (shop_id, path, last_at)`.execute(db);
    await sql`CREATE INDEX activity_presence_last ON activity_presence (last_at)`.execute(db);
    await sql`
      ALTER TABLE activity_checkout
        ADD COLUMN completed_at bigint[] NOT NULL DEFAULT '{}', ADD COLUMN open_since bigint`.execute(db);
    await sql`CREATE INDEX activity_sum_key ON activity_sum (shop_id, key, quarter_at)`.execute(db);
    await sql`DROP INDEX activity_contribution_visited`.execute(db);
    await sql`
      CREATE INDEX activity_contribution_page ON activity_contribution (shop_id, key, quarter_at)
      WHERE kind = 'visited'`.execute(db);
    // Everybody is folded once more, so that what is new here is known of them too.
    await sql`
      INSERT INTO activity_unfolded (shop_id, kind, id, mark)
      SELECT shop_id, kind, id, nextval('activity_mark') FROM (
        SELECT shop_id, 'visitor' AS kind, anonymous_id AS id FROM activity_event WHERE anonymous_id IS NOT NULL
        UNION SELECT shop_id, 'user', user_id FROM activity_event WHERE user_id IS NOT NULL
        UNION SELECT shop_id, 'order', order_id FROM activity_event WHERE order_id IS NOT NULL
      ) AS owner
      ON CONFLICT DO NOTHING`.execute(db);
  },
};
