import { sql, type Migration } from 'kysely';

/** The inbox: events exactly as received. The key begins with the resource so that a sharded database can split by it. */
export const events: Migration = {
  async up(db) {
    await sql`
      CREATE TABLE event (
        resource_sid text NOT NULL,
        event_sid text NOT NULL,
        type text NOT NULL,
        at_ms bigint NOT NULL,
        received_at bigint NOT NULL,
        source text NOT NULL,
        raw text NOT NULL,
        PRIMARY KEY (resource_sid, event_sid)
      )`.execute(db);
    await sql`CREATE INDEX event_at ON event (at_ms)`.execute(db);
    await sql`
      CREATE TABLE event_dead (
        id text PRIMARY KEY,
        reason text NOT NULL,
        received_at bigint NOT NULL,
        source text NOT NULL,
        raw text NOT NULL
      )`.execute(db);
  },
};
