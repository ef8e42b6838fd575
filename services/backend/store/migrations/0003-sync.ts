import { sql, type Migration } from 'kysely';

/**
 * What the projector keeps. `sync_object` has no index on the columns that change with every write: PostgreSQL can then
 * update rows in place (HOT), which keeps the table small also where no autovacuum runs.
 */
export const sync: Migration = {
  async up(db) {
    await sql`
      CREATE TABLE sync_object (
        object_key text PRIMARY KEY,
        kind text NOT NULL,
        version bigint NOT NULL DEFAULT 1,
        synced bigint NOT NULL DEFAULT 0,
        dirty_since bigint,
        next_at bigint NOT NULL DEFAULT 0,
        lease_until bigint,
        lease_owner text,
        attempts integer NOT NULL DEFAULT 0,
        revision text,
        payload_hash text,
        payload_v bigint,
        expires_at bigint,
        last_error text
      ) WITH (fillfactor = 50)`.execute(db);
    await sql`
      CREATE TABLE sync_grant (
        object_key text NOT NULL,
        identity text NOT NULL,
        PRIMARY KEY (object_key, identity)
      )`.execute(db);
    await sql`
      CREATE TABLE access_profile (
        identity text PRIMARY KEY,
        role text NOT NULL,
        libraries jsonb NOT NULL,
        created_at bigint NOT NULL
      )`.execute(db);
  },
};
