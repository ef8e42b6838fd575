import type { QueueAlert } from '@flex-sync-suite/shared/contract';
import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { AlertEdits } from '../../domain/alerts/act-on-alert';
import type { AlertTable } from './alert-tables';
import type { Queryable } from '../transaction';

export type AlertRow = Selectable<AlertTable>;

/** An alert as it is told. */
export const alertOf = (row: AlertRow): QueueAlert => ({
  id: row.id,
  taskQueueSid: row.queue_sid,
  queueName: row.queue_name,
  ruleId: row.rule_id,
  metric: row.metric,
  severity: row.severity,
  value: row.value,
  bound: row.bound,
  raisedAt: instant(row.raised_at),
  severitySince: instant(row.severity_at),
  owner: row.owner,
  note: row.note,
  snooze: row.snooze,
  end: row.ended_at === null || row.end_reason === null ? null : { at: instant(row.ended_at), reason: row.end_reason },
});

const instant = (atMs: number): string => new Date(atMs).toISOString();

/** Alerts that the Map shows, and how many are open in all. */
export interface ShownAlerts {
  /** The worst first: critical ones, and of each severity the oldest. */
  readonly open: readonly AlertRow[];
  readonly ended: readonly AlertRow[];
  readonly openCount: number;
}

export async function readShownAlerts(
  db: Queryable,
  {
    most,
    mostEnded,
    endedAfterMs,
  }: { readonly most: number; readonly mostEnded: number; readonly endedAfterMs: number },
): Promise<ShownAlerts> {
  const { rows: open } = await sql<AlertRow & { openCount: number }>`
    SELECT *, count(*) OVER () AS "openCount" FROM alert WHERE ended_at IS NULL
    ORDER BY severity = 'critical' DESC, raised_at, id LIMIT ${most}::integer`.execute(db);
  const { rows: ended } = await sql<AlertRow>`
    SELECT * FROM alert WHERE ended_at > ${endedAfterMs}::bigint ORDER BY ended_at DESC, id
    LIMIT ${mostEnded}::integer`.execute(db);
  return { open, ended, openCount: open[0]?.openCount ?? 0 };
}

/** Whether an alert ended in this time: after `afterMs`, until `untilMs`. */
export async function hasEndedBetween(db: Queryable, afterMs: number, untilMs: number): Promise<boolean> {
  const { rows } = await sql`
    SELECT FROM alert WHERE ended_at > ${afterMs}::bigint AND ended_at <= ${untilMs}::bigint LIMIT 1`.execute(db);
  return rows.length > 0;
}

/** Where a page ended: the next one begins after it. */
export interface AlertPosition {
  /** UTC milliseconds. */
  readonly raisedAtMs: number;
  readonly id: string;
}

/** Which alerts; instants in UTC milliseconds. */
export interface AlertFilter {
  readonly limit: number;
  readonly after: AlertPosition | undefined;
  readonly queueSid: string | undefined;
  /** Raised at or after. */
  readonly sinceMs: number | undefined;
  /** Raised before. */
  readonly untilMs: number | undefined;
}

/** Alerts, the latest raised first; those of one millisecond by id. */
export async function listAlerts(db: Queryable, filter: AlertFilter): Promise<AlertRow[]> {
  const { limit, after, queueSid, sinceMs, untilMs } = filter;
  const conditions = [
    sql`TRUE`,
    ...(queueSid === undefined ? [] : [sql`queue_sid = ${queueSid}`]),
    ...(sinceMs === undefined ? [] : [sql`raised_at >= ${sinceMs}::bigint`]),
    ...(untilMs === undefined ? [] : [sql`raised_at < ${untilMs}::bigint`]),
    ...(after === undefined
      ? []
      : [
          sql`(raised_at < ${after.raisedAtMs}::bigint OR (raised_at = ${after.raisedAtMs}::bigint AND id > ${after.id}))`,
          // The same again for the index, which cannot use a condition with OR.
          sql`raised_at <= ${after.raisedAtMs}::bigint`,
        ]),
  ];
  const { rows } = await sql<AlertRow>`
    SELECT * FROM alert WHERE ${sql.join(conditions, sql` AND `)}
    ORDER BY raised_at DESC, id LIMIT ${limit}::integer`.execute(db);
  return rows;
}

/** One alert, locked until the transaction ends; null for an unknown one. */
export async function lockAlert(db: Queryable, id: string): Promise<AlertRow | null> {
  const { rows } = await sql<AlertRow>`SELECT * FROM alert WHERE id = ${id} FOR UPDATE`.execute(db);
  return rows[0] ?? null;
}

/** @returns the alert as it is then */
export async function editAlert(
  db: Queryable,
  id: string,
  { owner, note, snooze }: AlertEdits,
  atMs: number,
): Promise<AlertRow | null> {
  const json = (value: object | null) => sql`${value === null ? null : JSON.stringify(value)}::jsonb`;
  const { rows } = await sql<AlertRow>`
    UPDATE alert SET owner = ${json(owner)}, note = ${json(note)}, snooze = ${json(snooze)}, changed_at = ${atMs}::bigint
    WHERE id = ${id} RETURNING *`.execute(db);
  return rows[0] ?? null;
}

/** Deletes some of the alerts that ended before an instant. @returns how many */
export async function pruneAlerts(db: Queryable, beforeMs: number, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    DELETE FROM alert WHERE id IN (
      SELECT id FROM alert WHERE ended_at < ${beforeMs}::bigint LIMIT ${limit}::integer
    )`.execute(db);
  return Number(numAffectedRows ?? 0);
}
