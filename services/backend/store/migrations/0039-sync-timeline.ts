import { sql, type Migration } from 'kysely';

/**
 * What was written to Sync, by us and by others. Names compare by bytes, so that those that begin alike lie together.
 * Only what a webhook told has an `event_key`: the indexes that only serve such rows cost our own writes nothing.
 */
export const syncTimeline: Migration = {
  async up(db) {
    await sql`
      CREATE TABLE sync_timeline (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at bigint NOT NULL,
        deed text NOT NULL,
        kind text NOT NULL,
        sid text,
        name text COLLATE "C",
        item_key text,
        identity text NOT NULL,
        revision text,
        bytes integer,
        status integer,
        event_key text
      )`.execute(db);
    await sql`CREATE INDEX sync_timeline_at ON sync_timeline (at)`.execute(db);
    await sql`CREATE INDEX sync_timeline_sid ON sync_timeline (sid, id)`.execute(db);
    await sql`CREATE INDEX sync_timeline_name ON sync_timeline (name, id)`.execute(db);
    await sql`
      CREATE INDEX sync_timeline_identity ON sync_timeline (identity, id) WHERE event_key IS NOT NULL`.execute(db);
    await sql`
      CREATE UNIQUE INDEX sync_timeline_event ON sync_timeline (sid, event_key) WHERE event_key IS NOT NULL`.execute(
      db,
    );
  },
};
