import { sql, type Migration } from 'kysely';

/**
 * A permission is of one object, which its SID names: it ends with the object, whoever takes the name afterwards. And what
 * Sync refuses for good is remembered too.
 */
export const grantsBySid: Migration = {
  async up(db) {
    await sql`ALTER TABLE sync_grant ADD COLUMN sid text, ADD COLUMN refused_at bigint`.execute(db);
    await sql`
      UPDATE sync_grant AS g SET sid = o.sid FROM sync_object AS o WHERE o.object_key = g.object_key`.execute(db);
    // What one identity lacks must not cost more for all that the others have.
    await sql`CREATE INDEX sync_grant_identity ON sync_grant (identity)`.execute(db);
    await sql`
      CREATE INDEX sync_grant_refused ON sync_grant (identity) WHERE refused_at IS NOT NULL`.execute(db);
  },
};
