import { sql, type Migration } from 'kysely';

/** When the stored events of a closed task were pruned; null while they are all there. See `pruneEvents`. */
export const eventRetention: Migration = {
  async up(db) {
    await sql`ALTER TABLE task ADD COLUMN events_pruned_at bigint`.execute(db);
    await sql`
      CREATE INDEX task_to_prune ON task (created_at) WHERE NOT is_open AND events_pruned_at IS NULL`.execute(db);
  },
};
