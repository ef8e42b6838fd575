import { sql, type Migration } from 'kysely';

/** Objects that are set aside, and what Sync took last: see `SyncObjectTable`. No index: see 0003. */
export const setAside: Migration = {
  async up(db) {
    await sql`
      ALTER TABLE sync_object
        ADD COLUMN set_aside text,
        ADD COLUMN refusals integer NOT NULL DEFAULT 0,
        ADD COLUMN refused_at bigint,
        ADD COLUMN written_at bigint`.execute(db);
  },
};
