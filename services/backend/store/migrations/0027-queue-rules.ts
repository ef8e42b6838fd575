import { sql, type Kysely, type Migration } from 'kysely';
import { contributionsOf } from '../../domain/queues/contributions';
import { emptyReservation, emptyTask, type ReservationState, type TaskState } from '../../domain/task-state';

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
  'abandoned_in_time',
];

const listed = (each: (counter: string) => string): string => COUNTERS.map(each).join(', ');

/** As in 0015, with the counter that came since. */
const add = (rows: string): string => `
  INSERT INTO queue_quarter AS q (queue_sid, quarter, ${listed((counter) => counter)})
  SELECT queue_sid, minute / 15, ${listed((counter) => `sum(${counter})`)} FROM ${rows} AS m
  GROUP BY queue_sid, minute / 15 ORDER BY queue_sid, minute / 15
  ON CONFLICT (queue_sid, quarter) DO UPDATE SET ${listed((counter) => `${counter} = q.${counter} + excluded.${counter}`)};`;

const negated = `(SELECT queue_sid, minute, ${listed((counter) => `- ${counter} AS ${counter}`)} FROM old_rows)`;
const moved = `(SELECT queue_sid, minute, ${listed((counter) => counter)} FROM new_rows UNION ALL SELECT * FROM ${negated} AS o)`;

const POLICY = {
  targetPercent: 80,
  thresholdSeconds: 60,
  shortAbandonSeconds: 5,
  formula: 'S6',
  countsFlowOuts: false,
};
const POLICIES = { default: POLICY, voice: { ...POLICY, thresholdSeconds: 20 } };

/**
 * Service level by rules: the rules, what they come to in each queue, and every visit that is over, from which the counters
 * that depend on them are counted anew whenever they change. Past visits are taken from the stored tasks.
 */
export const queueRules: Migration = {
  async up(db) {
    const run = (statement: string) => sql.raw(statement).execute(db);
    await run(`
      CREATE TABLE queue_rules (
        id integer PRIMARY KEY CHECK (id = 1),
        revision integer NOT NULL,
        rules jsonb NOT NULL
      )`);
    await run(`INSERT INTO queue_rules (id, revision, rules) VALUES (1, 0, '[]')`);
    await run(`CREATE TABLE queue_policy (queue_sid text PRIMARY KEY, policies jsonb NOT NULL) WITH (fillfactor = 50)`);
    await run(`INSERT INTO queue_policy SELECT sid, '${JSON.stringify(POLICIES)}' FROM task_queue`);
    await run(`
      CREATE TABLE queue_visit (
        task_sid text NOT NULL,
        number integer NOT NULL,
        queue_sid text NOT NULL,
        channel text NOT NULL,
        kind text NOT NULL,
        entered_at bigint NOT NULL,
        ended_at bigint,
        wait_ms bigint,
        PRIMARY KEY (task_sid, number)
      )`);
    await fillVisits(db);
    await run(`CREATE INDEX queue_visit_queue ON queue_visit (queue_sid, (greatest(entered_at, ended_at)))`);
    await run(`ALTER TABLE queue_quarter ADD COLUMN abandoned_in_time bigint NOT NULL DEFAULT 0`);
    await run(`ALTER TABLE queue_minute ADD COLUMN abandoned_in_time bigint NOT NULL DEFAULT 0`);
    await run(`
      CREATE OR REPLACE FUNCTION keep_queue_quarter() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'INSERT' THEN ${add('new_rows')}
        ELSIF TG_OP = 'UPDATE' THEN ${add(moved)}
        ELSIF TG_OP = 'DELETE' THEN ${add(negated)}
        ELSE DELETE FROM queue_quarter;
        END IF;
        RETURN NULL;
      END $$`);
    await run(`
      UPDATE queue_minute AS m SET abandoned_in_time = v.visits
      FROM (
        SELECT queue_sid, floor(ended_at / 60000::double precision)::bigint AS minute, count(*) AS visits
        FROM queue_visit
        WHERE kind = 'abandoned' AND wait_ms <= CASE channel WHEN 'voice' THEN 20000 ELSE 60000 END GROUP BY 1, 2
      ) AS v
      WHERE v.queue_sid = m.queue_sid AND v.minute = m.minute`);
    // Documents and the index tell more than before.
    await run(`
      UPDATE sync_object SET version = version + 1, rank = CASE WHEN version > synced THEN rank ELSE 1 END,
        dirty_since = coalesce(dirty_since, ${Date.now()})
      WHERE starts_with(object_key, 'queue.') OR object_key = 'queue-index'`);
  },
};

const PAGE = 1_000;

interface StoredTask {
  readonly sid: TaskState['sid'];
  readonly state: Partial<TaskState>;
  readonly reservations: readonly ReservationState[];
}

async function fillVisits(db: Kysely<unknown>): Promise<void> {
  for (let after = ''; ;) {
    const { rows } = await sql<StoredTask>`
      SELECT t.sid, t.state, coalesce((
        SELECT json_agg(r.state ORDER BY r.sid) FROM reservation AS r WHERE r.task_sid = t.sid
      ), '[]') AS reservations
      FROM task AS t WHERE t.sid > ${after} ORDER BY t.sid LIMIT ${PAGE}`.execute(db);
    const visits = JSON.stringify(rows.flatMap(visitsOf));
    await sql`
      INSERT INTO queue_visit (task_sid, number, queue_sid, channel, kind, entered_at, ended_at, wait_ms)
      SELECT "taskSid", number, "queueSid", channel, kind, "enteredAtMs", "endedAtMs", "waitMs"
      FROM json_to_recordset(${visits}::json) AS v ("taskSid" text, number integer, "queueSid" text, channel text,
        kind text, "enteredAtMs" bigint, "endedAtMs" bigint, "waitMs" bigint)`.execute(db);
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last.sid;
  }
}

function visitsOf({ sid, state, reservations }: StoredTask) {
  const told = reservations.map((one) => ({ ...emptyReservation(one.sid), ...one }));
  try {
    return contributionsOf({ ...emptyTask(sid), ...state, reservations: told }).visits;
  } catch {
    // Unreadable rows are counted nowhere; a rebuild names them.
    return [];
  }
}
