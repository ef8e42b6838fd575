import { sql, type Migration } from 'kysely';

/** Alerts of queues: their rules, whose turn it is to look, what is about to turn, and the alerts with what people did. */
export const alerts: Migration = {
  async up(db) {
    await sql`
      CREATE TABLE alert_rules (
        id integer PRIMARY KEY CHECK (id = 1),
        revision integer NOT NULL,
        rules jsonb NOT NULL
      )`.execute(db);
    await sql`
      CREATE TABLE alert_evaluation (
        id integer PRIMARY KEY CHECK (id = 1),
        begun_at bigint NOT NULL
      )`.execute(db);
    await sql`INSERT INTO alert_evaluation (id, begun_at) VALUES (1, 0)`.execute(db);
    await sql`
      CREATE TABLE alert_turning (
        rule_id text NOT NULL,
        queue_sid text NOT NULL,
        metric text NOT NULL,
        warning_since bigint,
        critical_since bigint,
        PRIMARY KEY (rule_id, queue_sid)
      )`.execute(db);
    await sql`
      CREATE TABLE alert (
        id text PRIMARY KEY,
        rule_id text NOT NULL,
        queue_sid text NOT NULL,
        queue_name text NOT NULL,
        metric text NOT NULL,
        severity text NOT NULL CHECK (severity IN ('warning', 'critical')),
        value double precision NOT NULL,
        bound double precision NOT NULL,
        raised_at bigint NOT NULL,
        severity_at bigint NOT NULL,
        owner jsonb,
        note jsonb,
        snooze jsonb,
        ended_at bigint,
        end_reason text CHECK (end_reason IN ('recovered', 'rule-changed', 'queue-deleted')),
        changed_at bigint NOT NULL,
        CHECK ((ended_at IS NULL) = (end_reason IS NULL))
      )`.execute(db);
    await sql`CREATE UNIQUE INDEX alert_open ON alert (rule_id, queue_sid) WHERE ended_at IS NULL`.execute(db);
    await sql`CREATE INDEX alert_ended ON alert (ended_at) WHERE ended_at IS NOT NULL`.execute(db);
    await sql`CREATE INDEX alert_history ON alert (raised_at DESC, id)`.execute(db);
    await sql`CREATE INDEX alert_history_of_queue ON alert (queue_sid, raised_at DESC, id)`.execute(db);
  },
};
