import { sql, type Migration } from 'kysely';

/** How far TaskRouter's list of events was read, and what the last comparison with TaskRouter found: one row. */
export const reconcile: Migration = {
  async up(db) {
    await sql`
      CREATE TABLE reconcile (
        id integer PRIMARY KEY,
        events_until bigint,
        begun_at bigint NOT NULL,
        checked_at bigint,
        repaired_at bigint,
        repaired bigint NOT NULL
      )`.execute(db);
    await sql`INSERT INTO reconcile (id, begun_at, repaired) VALUES (1, 0, 0)`.execute(db);
  },
};
