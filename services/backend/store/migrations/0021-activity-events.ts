import { sql, type Migration } from 'kysely';

/**
 * What shops tell of their visitors. Keys begin with the shop, and the event's with its message id, which makes a repeated
 * delivery one row whatever instant it names.
 */
export const activityEvents: Migration = {
  async up(db) {
    await sql`CREATE TABLE installation_secret (name text PRIMARY KEY, secret text NOT NULL)`.execute(db);
    await sql`
      CREATE TABLE activity_shop (
        id text PRIMARY KEY,
        secret text NOT NULL,
        created_at bigint NOT NULL
      )`.execute(db);
    await sql`
      CREATE TABLE activity_write_key (
        key text PRIMARY KEY,
        shop_id text NOT NULL REFERENCES activity_shop (id) ON DELETE CASCADE,
        created_at bigint NOT NULL,
        retires_at bigint
      )`.execute(db);
    await sql`
      CREATE TABLE activity_event (
        shop_id text NOT NULL,
        message_id text NOT NULL,
        at bigint NOT NULL,
        received_at bigint NOT NULL,
        anonymous_id text,
        user_id text,
        order_id text,
        event text NOT NULL,
        PRIMARY KEY (shop_id, message_id)
      )`.execute(db);
    await sql`CREATE INDEX activity_event_received ON activity_event (received_at)`.execute(db);
    await sql`CREATE INDEX activity_event_anonymous ON activity_event (shop_id, anonymous_id, at)`.execute(db);
    await sql`CREATE INDEX activity_event_user ON activity_event (shop_id, user_id, at)`.execute(db);
    await sql`
      CREATE INDEX activity_event_order ON activity_event (shop_id, order_id) WHERE order_id IS NOT NULL`.execute(db);
    await sql`
      CREATE TABLE activity_dead (
        id text PRIMARY KEY,
        shop_id text NOT NULL,
        reason text NOT NULL,
        message_id text,
        size_bytes integer NOT NULL,
        received_at bigint NOT NULL
      )`.execute(db);
    await sql`CREATE INDEX activity_dead_received ON activity_dead (received_at)`.execute(db);
  },
};
