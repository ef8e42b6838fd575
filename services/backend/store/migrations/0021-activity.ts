import { sql, type Kysely, type Migration } from 'kysely';

/**
 * What shops tell of their visitors, and what is folded from it. Keys begin with the shop, and the event's with its message
 * id, which makes a repeated delivery one row whatever instant it names. A currency that no amount has is '', so that it can
 * be part of a key.
 */
export const activity: Migration = {
  async up(db) {
    await createEvents(db);
    await createMarks(db);
    await createSums(db);
    await createShown(db);
  },
};

/** Shops, their keys, and their events as they came through the filter. */
async function createEvents(db: Kysely<unknown>): Promise<void> {
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
}

/** Who an anonymous visitor turned out to be, and what is to be folded again. */
async function createMarks(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE activity_link (
      shop_id text NOT NULL,
      anonymous_id text NOT NULL,
      message_id text NOT NULL,
      at bigint NOT NULL,
      user_id text NOT NULL,
      PRIMARY KEY (shop_id, anonymous_id, message_id)
    )`.execute(db);
  await sql`CREATE INDEX activity_link_user ON activity_link (shop_id, user_id)`.execute(db);
  await sql`CREATE SEQUENCE activity_mark`.execute(db);
  await sql`
    CREATE TABLE activity_unfolded (
      shop_id text NOT NULL,
      kind text NOT NULL,
      id text NOT NULL,
      mark bigint NOT NULL,
      PRIMARY KEY (shop_id, kind, id)
    )`.execute(db);
  await sql`CREATE INDEX activity_unfolded_mark ON activity_unfolded (mark)`.execute(db);
}

/** What customers and orders add, and what that comes to. */
async function createSums(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE activity_contribution (
      shop_id text NOT NULL,
      owner_kind text NOT NULL,
      owner_id text NOT NULL,
      quarter_at bigint NOT NULL,
      kind text NOT NULL,
      key text NOT NULL,
      currency text NOT NULL,
      count bigint NOT NULL,
      units bigint NOT NULL,
      minor_units bigint NOT NULL,
      dwell_ms bigint NOT NULL,
      PRIMARY KEY (shop_id, owner_kind, owner_id, quarter_at, kind, key, currency)
    )`.execute(db);
  await sql`
    CREATE INDEX activity_contribution_visited ON activity_contribution (quarter_at, shop_id, key)
    WHERE kind = 'visited'`.execute(db);
  await sql`
    CREATE TABLE activity_sum (
      kind text NOT NULL,
      quarter_at bigint NOT NULL,
      shop_id text NOT NULL,
      key text NOT NULL,
      currency text NOT NULL,
      count bigint NOT NULL,
      units bigint NOT NULL,
      minor_units bigint NOT NULL,
      dwell_ms bigint NOT NULL,
      PRIMARY KEY (kind, quarter_at, shop_id, key, currency)
    )`.execute(db);
  await sql`
    CREATE TABLE activity_checkout (
      shop_id text NOT NULL,
      owner_kind text NOT NULL,
      owner_id text NOT NULL,
      started_at bigint NOT NULL,
      run integer NOT NULL,
      entered integer[] NOT NULL,
      completed integer[] NOT NULL,
      open_step integer,
      stops_at bigint,
      ordered_at bigint,
      PRIMARY KEY (shop_id, owner_kind, owner_id, started_at, run)
    )`.execute(db);
  await sql`CREATE INDEX activity_checkout_started ON activity_checkout (started_at)`.execute(db);
}

/** What is shown of customers, and to whom. */
async function createShown(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE activity_customer (
      key text PRIMARY KEY,
      shop_id text NOT NULL,
      kind text NOT NULL,
      id text NOT NULL,
      last_at bigint NOT NULL,
      entries text NOT NULL,
      is_verified boolean NOT NULL,
      email_hashes text[] NOT NULL,
      phone_hashes text[] NOT NULL,
      UNIQUE (shop_id, kind, id)
    )`.execute(db);
  await sql`CREATE INDEX activity_customer_email ON activity_customer USING gin (email_hashes)`.execute(db);
  await sql`CREATE INDEX activity_customer_phone ON activity_customer USING gin (phone_hashes)`.execute(db);
  await sql`
    CREATE TABLE activity_reader (
      customer_key text NOT NULL,
      worker_sid text NOT NULL,
      task_sid text NOT NULL,
      since bigint NOT NULL,
      PRIMARY KEY (customer_key, worker_sid, task_sid)
    )`.execute(db);
  await sql`CREATE INDEX activity_reader_task ON activity_reader (task_sid)`.execute(db);
}
