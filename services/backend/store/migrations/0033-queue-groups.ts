import { sql, type Migration } from 'kysely';

/** Groups of queues that are kept, and in which of them each queue is: reckoned with its policy, at the next start first. */
export const queueGroups: Migration = {
  async up(db) {
    await sql`
      CREATE TABLE queue_groups (
        id integer PRIMARY KEY CHECK (id = 1),
        revision integer NOT NULL,
        rules jsonb NOT NULL
      )`.execute(db);
    await sql`ALTER TABLE queue_policy ADD COLUMN groups jsonb`.execute(db);
  },
};
