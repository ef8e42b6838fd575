import { sql, type Migration } from 'kysely';

/**
 * What links between objects need: the SID that Sync gave an object, and when a token of an access profile was issued
 * last, so that permissions are made only for profiles that somebody may hold.
 */
export const links: Migration = {
  async up(db) {
    await sql`ALTER TABLE sync_object ADD COLUMN sid text`.execute(db);
    await sql`ALTER TABLE access_profile ADD COLUMN issued_at bigint NOT NULL DEFAULT 0`.execute(db);
    await sql`UPDATE access_profile SET issued_at = created_at`.execute(db);
  },
};
