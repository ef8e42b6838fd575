import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type {
  AlertsBefore,
  AlertsJudged,
  EndedAlert,
  OpenAlert,
  RaisedAlert,
  TurnedAlert,
  TurningFigure,
} from '../../domain/alerts/judge-alerts';
import { inChunks } from '../in-chunks';
import type { Queryable } from '../transaction';

/** What was remembered when alerts were judged last. */
export async function readAlertsBefore(db: Queryable): Promise<AlertsBefore> {
  const { rows: turning } = await sql<
    Omit<TurningFigure, 'turning'> & { warning: number | null; critical: number | null }
  >`
    SELECT rule_id AS "ruleId", queue_sid AS "taskQueueSid", metric, warning_since AS warning, critical_since AS critical
    FROM alert_turning`.execute(db);
  const { rows: open } = await sql<OpenAlert>`
    SELECT id, rule_id AS "ruleId", queue_sid AS "taskQueueSid", metric, severity FROM alert
    WHERE ended_at IS NULL`.execute(db);
  return {
    open,
    turning: turning.map(({ warning, critical, ...pair }) => ({ ...pair, turning: { warning, critical } })),
  };
}

/**
 * Records what alerts came to, by the difference to what was remembered.
 * @returns whether an alert changed
 */
export async function recordAlerts(
  db: Queryable,
  before: AlertsBefore,
  { turning, raised, turned, ended }: AlertsJudged,
  atMs: number,
): Promise<boolean> {
  await writeTurning(db, before.turning, turning);
  await endAlerts(db, ended, atMs);
  await turnAlerts(db, turned, atMs);
  await raiseAlerts(db, raised, atMs);
  return raised.length + turned.length + ended.length > 0;
}

const keyOf = ({ ruleId, taskQueueSid }: Pick<TurningFigure, 'ruleId' | 'taskQueueSid'>): string =>
  `${ruleId} ${taskQueueSid}`;

async function writeTurning(
  db: Queryable,
  before: readonly TurningFigure[],
  after: readonly TurningFigure[],
): Promise<void> {
  const known = new Map(before.map((one) => [keyOf(one), JSON.stringify(one)]));
  const kept = new Set(after.map(keyOf));
  await inChunks(
    before.filter((one) => !kept.has(keyOf(one))),
    async (gone) => {
      await sql`
        DELETE FROM alert_turning AS t USING json_to_recordset(${JSON.stringify(gone)}::json)
          AS r ("ruleId" text, "taskQueueSid" text)
        WHERE t.rule_id = r."ruleId" AND t.queue_sid = r."taskQueueSid"`.execute(db);
    },
  );
  await inChunks(
    after.filter((one) => known.get(keyOf(one)) !== JSON.stringify(one)),
    async (changed) => {
      const rows = changed.map(({ turning: { warning, critical }, ...pair }) => ({ ...pair, warning, critical }));
      await sql`
        INSERT INTO alert_turning AS t (rule_id, queue_sid, metric, warning_since, critical_since)
        SELECT "ruleId", "taskQueueSid", metric, warning, critical FROM json_to_recordset(${JSON.stringify(rows)}::json)
          AS r ("ruleId" text, "taskQueueSid" text, metric text, warning bigint, critical bigint)
        ON CONFLICT (rule_id, queue_sid) DO UPDATE SET metric = excluded.metric,
          warning_since = excluded.warning_since, critical_since = excluded.critical_since`.execute(db);
    },
  );
}

const raiseAlerts = (db: Queryable, raised: readonly RaisedAlert[], atMs: number): Promise<void> =>
  inChunks(raised, async (chunk) => {
    const rows = chunk.map((alert) => ({ ...alert, id: randomUUID() }));
    await sql`
      INSERT INTO alert (id, rule_id, queue_sid, queue_name, metric, severity, value, bound, raised_at, severity_at,
        changed_at)
      SELECT id, "ruleId", "taskQueueSid", "queueName", metric, severity, value, bound, ${atMs}::bigint, ${atMs}::bigint,
        ${atMs}::bigint
      FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r (id text, "ruleId" text, "taskQueueSid" text,
        "queueName" text, metric text, severity text, value double precision, bound double precision)`.execute(db);
  });

/** One that becomes critical calls for somebody again. */
const turnAlerts = (db: Queryable, turned: readonly TurnedAlert[], atMs: number): Promise<void> =>
  inChunks(turned, async (chunk) => {
    await sql`
      UPDATE alert AS a SET severity = r.severity, value = r.value, bound = r.bound, severity_at = ${atMs}::bigint,
        snooze = CASE WHEN r.severity = 'critical' THEN NULL ELSE a.snooze END, changed_at = ${atMs}::bigint
      FROM json_to_recordset(${JSON.stringify(chunk)}::json) AS r (id text, severity text, value double precision,
        bound double precision)
      WHERE a.id = r.id`.execute(db);
  });

const endAlerts = (db: Queryable, ended: readonly EndedAlert[], atMs: number): Promise<void> =>
  inChunks(ended, async (chunk) => {
    await sql`
      UPDATE alert AS a SET ended_at = ${atMs}::bigint, end_reason = r.reason, changed_at = ${atMs}::bigint
      FROM json_to_recordset(${JSON.stringify(chunk)}::json) AS r (id text, reason text)
      WHERE a.id = r.id`.execute(db);
  });
