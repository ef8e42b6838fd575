import { sql, type Migration } from 'kysely';

/** Where alerts are told outside of Flex, and what is to be told. */
export const alertHooks: Migration = {
  async up(db) {
    await sql`
      CREATE TABLE alert_hook (
        id text PRIMARY KEY,
        url text NOT NULL,
        secret text NOT NULL,
        created_at bigint NOT NULL,
        leased_until bigint NOT NULL DEFAULT 0,
        delivered_at bigint,
        failed_at bigint,
        failure text,
        given_up integer NOT NULL DEFAULT 0
      )`.execute(db);
    await sql`
      CREATE TABLE alert_hook_delivery (
        id text PRIMARY KEY,
        place bigint GENERATED ALWAYS AS IDENTITY,
        hook_id text NOT NULL REFERENCES alert_hook (id) ON DELETE CASCADE,
        alert_id text NOT NULL,
        event text NOT NULL,
        body text NOT NULL,
        created_at bigint NOT NULL,
        due_at bigint NOT NULL,
        attempts integer NOT NULL DEFAULT 0
      )`.execute(db);
    await sql`CREATE INDEX alert_hook_delivery_order ON alert_hook_delivery (hook_id, alert_id, place)`.execute(db);
  },
};
