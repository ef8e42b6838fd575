import { sql, type Migration } from 'kysely';

/**
 * What lists of calls look for: columns derived from a reservation and its task, null in rows that were written before
 * this migration until their next event. `contact_party` has a row to lock for each party, see `lockParties`.
 */
export const recentCalls: Migration = {
  async up(db) {
    for (const column of ['created_at bigint', 'accepted_at bigint', 'missed_at bigint']) {
      await sql`ALTER TABLE reservation ADD COLUMN ${sql.raw(column)}`.execute(db);
    }
    for (const column of ['party text', 'direction text', 'outcome text']) {
      await sql`ALTER TABLE reservation ADD COLUMN ${sql.raw(column)}`.execute(db);
    }
    await sql`CREATE INDEX reservation_calls ON reservation (worker_sid, created_at DESC, sid)`.execute(db);
    await sql`CREATE INDEX reservation_answered ON reservation (party, accepted_at)`.execute(db);
    await sql`CREATE INDEX reservation_missed ON reservation (party, missed_at)`.execute(db);
    await sql`CREATE TABLE contact_party (party text PRIMARY KEY)`.execute(db);
    await sql`
      CREATE TABLE call_note (
        reservation_sid text PRIMARY KEY,
        note text,
        disposition text,
        is_disposition_chosen boolean NOT NULL,
        revision bigint NOT NULL,
        updated_at bigint NOT NULL,
        updated_by text NOT NULL
      )`.execute(db);
    await sql`
      CREATE TABLE audit (
        id text PRIMARY KEY,
        at bigint NOT NULL,
        actor text NOT NULL,
        action text NOT NULL,
        resource text NOT NULL
      )`.execute(db);
  },
};
