import { sql, type Migration } from 'kysely';

/**
 * What others changed in the objects of the activity tracker, as webhooks of Sync told it. Keys begin with the object, so
 * that the changes of one are together and those of many can be spread.
 */
export const syncChanges: Migration = {
  async up(db) {
    await sql`
      CREATE TABLE sync_change (
        object_sid text NOT NULL,
        event_type text NOT NULL,
        revision text NOT NULL,
        object_name text NOT NULL,
        item_key text,
        identity text NOT NULL,
        endpoint_id text,
        data text,
        received_at bigint NOT NULL,
        PRIMARY KEY (object_sid, event_type, revision)
      )`.execute(db);
    await sql`CREATE INDEX sync_change_received ON sync_change (received_at)`.execute(db);
    await sql`CREATE INDEX sync_change_name ON sync_change (object_name, received_at)`.execute(db);
    await sql`CREATE INDEX sync_change_identity ON sync_change (identity, received_at)`.execute(db);
    await sql`
      CREATE TABLE sync_change_dead (
        id text PRIMARY KEY,
        reason text NOT NULL,
        size_bytes integer NOT NULL,
        received_at bigint NOT NULL
      )`.execute(db);
    await sql`CREATE INDEX sync_change_dead_received ON sync_change_dead (received_at)`.execute(db);
  },
};
