import { sql, type Migration } from 'kysely';

/**
 * The channel of a task beside its state: to take it out of the JSON of every open task, at each reading of a queue's
 * figures, was nine tenths of that reading where thirty tasks were waiting in a queue.
 */
export const taskChannel: Migration = {
  async up(db) {
    await sql`
      ALTER TABLE task ADD COLUMN channel text NOT NULL GENERATED ALWAYS AS (
        coalesce(state #>> '{channel,value}', state #>> '{estimate,channel,value}', 'default')
      ) STORED`.execute(db);
  },
};
