import type { FiguresWindow, TaskQueueSid, VisitFigures } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import type { Minute } from '../../domain/queues/contributions';
import type { Queryable } from '../transaction';
import { DEFAULT_POLICIES_JSON, judged, minuteInSql } from './judged-counters';

/** A window in whole minutes; both ends belong to it. */
export interface MinuteWindow {
  readonly window: FiguresWindow;
  readonly from: Minute;
  readonly to: Minute;
}

/** What became of visits in a window; `channel` is null for those of all channels together. */
export interface VisitFiguresRow extends VisitFigures {
  readonly window: FiguresWindow;
  readonly channel: string | null;
}

/**
 * What became of the visits of one queue, by window and channel, in one statement. A window, or a channel of it, in which
 * nothing happened has no row.
 */
export async function readVisitFigures(
  db: Queryable,
  queueSid: TaskQueueSid,
  windows: readonly MinuteWindow[],
): Promise<VisitFiguresRow[]> {
  const fromMs = Math.min(...windows.map(({ from }) => from)) * 60_000;
  const byPolicy = judged(sql`coalesce(p.policies, ${DEFAULT_POLICIES_JSON}::jsonb)`);
  const isEnded = sql`ended BETWEEN w."from" AND w."to"`;
  const countOf = (kind: string) => sql`count(*) FILTER (WHERE kind = ${sql.lit(kind)} AND ${isEnded})`;
  const waitsOf = (kind: string) =>
    sql`coalesce(sum(wait_ms) FILTER (WHERE kind = ${sql.lit(kind)} AND ${isEnded}), 0)::bigint`;
  const sumOf = (column: string) => sql`coalesce(sum(${sql.ref(column)}) FILTER (WHERE ${isEnded}), 0)::bigint`;
  const { rows } = await sql<VisitFiguresRow>`
    WITH visit AS MATERIALIZED (
      SELECT v.channel, v.kind, v.wait_ms, ${minuteInSql(sql`v.entered_at`)} AS entered,
        ${minuteInSql(sql`v.ended_at`)} AS ended, ${byPolicy.answered_in_time} AS answered_in_time,
        ${byPolicy.short_abandoned} AS short_abandoned, ${byPolicy.abandoned_in_time} AS abandoned_in_time
      FROM queue_visit AS v LEFT JOIN queue_policy AS p ON p.queue_sid = v.queue_sid
      WHERE v.queue_sid = ${queueSid} AND greatest(v.entered_at, v.ended_at) >= ${fromMs}::bigint
      UNION ALL ${openVisits(queueSid, fromMs)}
    )
    SELECT w."window", channel, count(*) FILTER (WHERE entered BETWEEN w."from" AND w."to") AS offered,
      ${countOf('answered')} AS answered, ${sumOf('answered_in_time')} AS "answeredInTime",
      ${countOf('abandoned')} AS abandoned, ${sumOf('short_abandoned')} AS "shortAbandoned",
      ${sumOf('abandoned_in_time')} AS "abandonedInTime", ${countOf('flowed-out')} AS "flowedOut",
      ${waitsOf('answered')} AS "answerWaitMs", ${waitsOf('abandoned')} AS "abandonWaitMs",
      (SELECT json_build_object('p50', t.found[1], 'p90', t.found[2], 'p95', t.found[3]) FROM (SELECT
        percentile_disc(ARRAY[0.5, 0.9, 0.95]) WITHIN GROUP (ORDER BY wait_ms)
          FILTER (WHERE kind = 'answered' AND ${isEnded}) AS found
      ) AS t WHERE t.found IS NOT NULL) AS "answerWaitPercentilesMs"
    FROM json_to_recordset(${JSON.stringify(windows)}::json) AS w ("window" text, "from" bigint, "to" bigint)
    JOIN visit ON entered BETWEEN w."from" AND w."to" OR ${isEnded}
    GROUP BY GROUPING SETS ((w."window", channel), (w."window"))
    ORDER BY w."window", channel`.execute(db);
  return rows;
}

/** Whether the last visit of an open task `t` counts, and is not over. */
export const IS_IN_COUNTED_VISIT = sql`
  coalesce(t.state #>> '{direction,value}', t.state #>> '{estimate,direction,value}', '') <> 'outbound'
  AND NOT EXISTS (
    SELECT FROM queue_visit AS o WHERE o.task_sid = t.sid AND o.queue_sid = t.queue_sid
      AND o.entered_at = t.entered_at AND o.kind <> 'flowed-out'
  )`;

/** The last visit of an open task, while it is not over; nobody waited in one of an outbound task. */
const openVisits = (queueSid: TaskQueueSid, fromMs: number) => sql`
  SELECT t.channel, 'open', NULL, ${minuteInSql(sql`t.entered_at`)}, NULL, 0, 0, 0 FROM task AS t
  WHERE t.queue_sid = ${queueSid} AND t.is_open AND t.entered_at >= ${fromMs}::bigint
    AND ${IS_IN_COUNTED_VISIT}`;
