import { sql, type Migration } from 'kysely';

const COUNTERS = [
  'offered',
  'answered',
  'answered_in_time',
  'abandoned',
  'short_abandoned',
  'flowed_out',
  'completed',
  'handled',
  'answer_wait_ms',
  'handle_ms',
];

const listed = (each: (counter: string) => string): string => COUNTERS.map(each).join(', ');

/** Adds what `rows` count, minutes of queues, to the quarters of an hour that they are in. */
const add = (rows: string): string => `
  INSERT INTO queue_quarter AS q (queue_sid, quarter, ${listed((counter) => counter)})
  SELECT queue_sid, minute / 15, ${listed((counter) => `sum(${counter})`)} FROM ${rows} AS m
  GROUP BY queue_sid, minute / 15 ORDER BY queue_sid, minute / 15
  ON CONFLICT (queue_sid, quarter) DO UPDATE SET ${listed((counter) => `${counter} = q.${counter} + excluded.${counter}`)};`;

const negated = `(SELECT queue_sid, minute, ${listed((counter) => `- ${counter} AS ${counter}`)} FROM old_rows)`;
const moved = `(SELECT queue_sid, minute, ${listed((counter) => counter)} FROM new_rows UNION ALL SELECT * FROM ${negated} AS o)`;

/**
 * Sums of quarters of an hour beside those of minutes: a day that is nearly over is a hundred rows of a queue instead of a
 * thousand. The database itself keeps them, whoever writes the minutes: a rebuild, an older release, a person.
 */
export const quarterSums: Migration = {
  async up(db) {
    const run = (statement: string) => sql.raw(statement).execute(db);
    await run(`
      CREATE TABLE queue_quarter (
        queue_sid text NOT NULL,
        quarter bigint NOT NULL,
        ${listed((counter) => `${counter} bigint NOT NULL`)},
        PRIMARY KEY (queue_sid, quarter)
      ) WITH (fillfactor = 70)`);
    await run(add('queue_minute'));
    await run(`
      CREATE FUNCTION keep_queue_quarter() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'INSERT' THEN ${add('new_rows')}
        ELSIF TG_OP = 'UPDATE' THEN ${add(moved)}
        ELSIF TG_OP = 'DELETE' THEN ${add(negated)}
        ELSE DELETE FROM queue_quarter;
        END IF;
        RETURN NULL;
      END $$`);
    const transitions = { INSERT: 'NEW TABLE AS new_rows', DELETE: 'OLD TABLE AS old_rows' };
    const both = `${transitions.DELETE} ${transitions.INSERT}`;
    for (const [event, rows] of Object.entries({ ...transitions, UPDATE: both })) {
      await run(`
        CREATE TRIGGER queue_quarter_${event.toLowerCase()} AFTER ${event} ON queue_minute
        REFERENCING ${rows} FOR EACH STATEMENT EXECUTE FUNCTION keep_queue_quarter()`);
    }
    await run(`
      CREATE TRIGGER queue_quarter_truncate AFTER TRUNCATE ON queue_minute
      FOR EACH STATEMENT EXECUTE FUNCTION keep_queue_quarter()`);
  },
};
