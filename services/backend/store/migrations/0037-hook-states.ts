import { sql, type Migration } from 'kysely';

/** Webhooks have a name, may rest, and are put back; what became of their last messages is kept with them. */
export const hookStates: Migration = {
  async up(db) {
    await sql`
      ALTER TABLE alert_hook
        ADD COLUMN name text NOT NULL DEFAULT '',
        ADD COLUMN state text NOT NULL DEFAULT 'on',
        ADD COLUMN removed_at bigint,
        ADD COLUMN attempts jsonb NOT NULL DEFAULT '[]'`.execute(db);
  },
};
