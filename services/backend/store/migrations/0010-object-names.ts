import { sql, type Migration } from 'kysely';

/**
 * Finds the objects of one library by the beginning of their names, which the primary key does only in a database that
 * sorts by bytes. A key never changes, so rows are still updated in place: see 0003.
 */
export const objectNames: Migration = {
  async up(db) {
    await sql`CREATE INDEX sync_object_names ON sync_object (object_key COLLATE "C")`.execute(db);
  },
};
