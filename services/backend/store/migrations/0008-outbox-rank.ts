import { sql, type Migration } from 'kysely';

/** Who is waiting for an object of the outbox: see `SyncObjectTable.rank`. No index: see 0003. */
export const outboxRank: Migration = {
  async up(db) {
    await sql`ALTER TABLE sync_object ADD COLUMN rank smallint NOT NULL DEFAULT 0`.execute(db);
    await sql`
      UPDATE sync_object SET rank = CASE
        WHEN kind = 'attributes' THEN 2
        WHEN kind = 'list' OR starts_with(object_key, 'canned-response.') THEN 1
        ELSE 0 END`.execute(db);
  },
};
