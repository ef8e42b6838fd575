import { sql, type Migration } from 'kysely';

/** What the events say: rows of tasks, reservations, workers, queues and activities, and the sums kept up with them. */
export const state: Migration = {
  async up(db) {
    await sql`
      CREATE TABLE task (
        sid text PRIMARY KEY,
        state jsonb NOT NULL,
        phase text NOT NULL DEFAULT 'unknown',
        is_open boolean NOT NULL DEFAULT true,
        queue_sid text,
        entered_at bigint,
        created_at bigint
      )`.execute(db);
    await sql`CREATE INDEX task_open ON task (queue_sid) WHERE is_open`.execute(db);
    await sql`
      CREATE TABLE reservation (
        sid text PRIMARY KEY,
        task_sid text NOT NULL,
        worker_sid text,
        queue_sid text,
        channel text NOT NULL,
        is_open boolean NOT NULL,
        state jsonb NOT NULL
      )`.execute(db);
    await sql`CREATE INDEX reservation_task ON reservation (task_sid)`.execute(db);
    await sql`CREATE INDEX reservation_open ON reservation (worker_sid) WHERE is_open`.execute(db);
    await sql`
      CREATE TABLE worker (
        sid text PRIMARY KEY,
        activity_sid text,
        is_deleted boolean NOT NULL DEFAULT false,
        capacities jsonb NOT NULL DEFAULT '{}',
        state jsonb NOT NULL
      )`.execute(db);
    await sql`
      CREATE TABLE task_queue (
        sid text PRIMARY KEY,
        name text NOT NULL DEFAULT '',
        is_deleted boolean NOT NULL DEFAULT false,
        expression_error text,
        state jsonb NOT NULL
      )`.execute(db);
    await sql`
      CREATE TABLE activity (
        sid text PRIMARY KEY,
        is_available boolean NOT NULL DEFAULT false,
        state jsonb NOT NULL
      )`.execute(db);
    await sql`
      CREATE TABLE eligibility (
        worker_sid text NOT NULL,
        queue_sid text NOT NULL,
        PRIMARY KEY (worker_sid, queue_sid)
      )`.execute(db);
    await sql`CREATE INDEX eligibility_queue ON eligibility (queue_sid)`.execute(db);
    await sql`CREATE TABLE directory_lock (id bigint PRIMARY KEY)`.execute(db);
    await sql`INSERT INTO directory_lock VALUES (1)`.execute(db);
    await sql`
      CREATE TABLE queue_channel (
        queue_sid text NOT NULL,
        channel text NOT NULL,
        tasks bigint NOT NULL,
        PRIMARY KEY (queue_sid, channel)
      )`.execute(db);
    await sql`
      CREATE TABLE queue_minute (
        queue_sid text NOT NULL,
        minute bigint NOT NULL,
        offered bigint NOT NULL,
        answered bigint NOT NULL,
        answered_in_time bigint NOT NULL,
        abandoned bigint NOT NULL,
        short_abandoned bigint NOT NULL,
        flowed_out bigint NOT NULL,
        completed bigint NOT NULL,
        handled bigint NOT NULL,
        answer_wait_ms bigint NOT NULL,
        handle_ms bigint NOT NULL,
        PRIMARY KEY (queue_sid, minute)
      ) WITH (fillfactor = 70)`.execute(db);
    await sql`CREATE INDEX queue_minute_minute ON queue_minute (minute)`.execute(db);
  },
};
