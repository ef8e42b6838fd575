import { sql, type Migration } from 'kysely';

/** When it was last found out which products and pages are the busiest, and what was folded by then: one row. */
export const rankingTurn: Migration = {
  async up(db) {
    await sql`
      CREATE TABLE activity_ranking (
        id integer PRIMARY KEY CHECK (id = 1),
        begun_at bigint NOT NULL,
        folds bigint NOT NULL,
        ranked_folds bigint NOT NULL
      )`.execute(db);
    await sql`INSERT INTO activity_ranking (id, begun_at, folds, ranked_folds) VALUES (1, 0, 0, 0)`.execute(db);
  },
};
