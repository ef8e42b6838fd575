import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { sql, type RawBuilder } from 'kysely';
import { DEFAULT_POLICIES_JSON, judged, minuteInSql } from '../judged-counters';
import type { MinuteWindows } from './minute-windows';

/**
 * Statement of what became of the visits of one queue, by window and channel: `window`, `channel` (null for all together)
 * and `figures`, the contract's `VisitFigures`. A window, or a channel of it, in which nothing happened has no row.
 */
export function visitFigures(queueSid: TaskQueueSid, windows: MinuteWindows): RawBuilder<unknown> {
  const { fromMs } = windows;
  const byPolicy = judged(sql`coalesce(p.policies, ${DEFAULT_POLICIES_JSON}::jsonb)`);
  const isEnded = sql`ended BETWEEN w."from" AND w."to"`;
  const countOf = (kind: string) => sql`count(*) FILTER (WHERE kind = ${sql.lit(kind)} AND ${isEnded})`;
  const waitsOf = (kind: string) =>
    sql`coalesce(sum(wait_ms) FILTER (WHERE kind = ${sql.lit(kind)} AND ${isEnded}), 0)::bigint`;
  const sumOf = (column: string) => sql`coalesce(sum(${sql.ref(column)}) FILTER (WHERE ${isEnded}), 0)::bigint`;
  return sql`
    WITH visit AS MATERIALIZED (
      SELECT v.channel, v.kind, v.wait_ms, ${minuteInSql(sql`v.entered_at`)} AS entered,
        ${minuteInSql(sql`v.ended_at`)} AS ended, ${byPolicy.answered_in_time} AS answered_in_time,
        ${byPolicy.short_abandoned} AS short_abandoned, ${byPolicy.abandoned_in_time} AS abandoned_in_time
      FROM queue_visit AS v LEFT JOIN queue_policy AS p ON p.queue_sid = v.queue_sid
      WHERE v.queue_sid = ${queueSid} AND greatest(v.entered_at, v.ended_at) >= ${fromMs}::bigint
      UNION ALL ${openVisits(queueSid, fromMs)}
    )
    SELECT w."window", channel, json_build_object(
      'offered', count(*) FILTER (WHERE entered BETWEEN w."from" AND w."to"),
      'answered', ${countOf('answered')}, 'answeredInTime', ${sumOf('answered_in_time')},
      'abandoned', ${countOf('abandoned')}, 'shortAbandoned', ${sumOf('short_abandoned')},
      'abandonedInTime', ${sumOf('abandoned_in_time')}, 'flowedOut', ${countOf('flowed-out')},
      'answerWaitMs', ${waitsOf('answered')}, 'abandonWaitMs', ${waitsOf('abandoned')},
      'answerWaitPercentilesMs',
      (SELECT json_build_object('p50', t.found[1], 'p90', t.found[2], 'p95', t.found[3]) FROM (SELECT
        percentile_disc(ARRAY[0.5, 0.9, 0.95]) WITHIN GROUP (ORDER BY wait_ms)
          FILTER (WHERE kind = 'answered' AND ${isEnded}) AS found
      ) AS t WHERE t.found IS NOT NULL)
    ) AS figures
    FROM ${windows.rows} JOIN visit ON entered BETWEEN w."from" AND w."to" OR ${isEnded}
    GROUP BY GROUPING SETS ((w."window", channel), (w."window"))`;
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
