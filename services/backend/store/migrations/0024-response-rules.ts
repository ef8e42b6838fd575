import { sql, type Migration } from 'kysely';

/** The rules that rank canned responses by what the customer does: one row, and none before somebody wrote them. */
export const responseRules: Migration = {
  async up(db) {
    await sql`
      CREATE TABLE response_rules (
        id integer PRIMARY KEY CHECK (id = 1),
        revision integer NOT NULL,
        rules jsonb NOT NULL
      )`.execute(db);
  },
};
