import { sql, type Migration } from 'kysely';

/** Agents who follow their queues, and when they asked last. */
export const queueReaders: Migration = {
  async up(db) {
    await sql`CREATE TABLE queue_reader (worker_sid text PRIMARY KEY, asked_at bigint NOT NULL)`.execute(db);
    await sql`CREATE INDEX queue_reader_asked ON queue_reader (asked_at)`.execute(db);
  },
};
