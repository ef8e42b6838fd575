import { sql, type Migration } from 'kysely';

/** Ways to look at the board of queues that have a name, and which of them it opens with. */
export const boardViews: Migration = {
  async up(db) {
    await sql`
      CREATE TABLE board_view (
        id text PRIMARY KEY,
        owner text NOT NULL,
        audience text NOT NULL,
        name text NOT NULL,
        query jsonb NOT NULL,
        revision integer NOT NULL
      )`.execute(db);
    await sql`CREATE INDEX board_view_owner ON board_view (owner)`.execute(db);
    await sql`CREATE INDEX board_view_shared ON board_view (id) WHERE audience <> 'me'`.execute(db);
    await sql`CREATE TABLE board_view_default (holder text PRIMARY KEY, view_id text NOT NULL)`.execute(db);
  },
};
