import { sql, type Migration } from 'kysely';

/** What each mark of an object changed, so that one new call of an agent is read as one row and not with all the others. */
export const changedParts: Migration = {
  async up(db) {
    await sql`ALTER TABLE sync_object ADD COLUMN changes jsonb`.execute(db);
  },
};
