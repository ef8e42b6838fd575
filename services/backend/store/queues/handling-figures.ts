import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { sql, type RawBuilder } from 'kysely';
import { minuteInSql } from './judged-counters';
import type { MinuteWindows } from './minute-windows';

/**
 * Statement of what agents made of the invitations of one queue, by window and channel: `window`, `channel` (null for all
 * together) and `figures`, the contract's `HandlingFigures`. A window, or a channel of it, in which nothing happened has no
 * row.
 *
 * Nobody waited in a call that an agent began: it is handled, but it neither rang for anybody nor was missed.
 */
export function handlingFigures(queueSid: TaskQueueSid, { fromMs, rows }: MinuteWindows): RawBuilder<unknown> {
  const isIn = (minute: string) => sql`${sql.ref(minute)} BETWEEN w."from" AND w."to"`;
  const countOf = (minute: string) => sql`count(*) FILTER (WHERE ${isIn(minute)})`;
  const sumOf = (column: string, minute: string) =>
    sql`coalesce(sum(${sql.ref(column)}) FILTER (WHERE ${isIn(minute)}), 0)::bigint`;
  const minuteWhere = (condition: RawBuilder<unknown>, atMs: string) =>
    sql`CASE WHEN ${condition} THEN ${minuteInSql(sql.ref(atMs))} END`;
  return sql`
    WITH invitation AS MATERIALIZED (
      SELECT channel, ${minuteWhere(sql`accepted_at IS NOT NULL`, 'completed_at')} AS handled,
        greatest(0, completed_at - accepted_at) AS handle_ms,
        greatest(0, coalesce(wrapup_at, completed_at) - accepted_at) AS talk_ms,
        ${minuteWhere(IS_INVITED, 'accepted_at')} AS accepted, greatest(0, accepted_at - created_at) AS ring_ms,
        ${minuteWhere(sql`${IS_INVITED} AND outcome = 'missed'`, 'timed_out_at')} AS missed,
        ${minuteWhere(sql`${IS_INVITED} AND outcome = 'rejected'`, 'rejected_at')} AS rejected
      FROM reservation
      WHERE queue_sid = ${queueSid}
        AND greatest(accepted_at, completed_at, rejected_at, timed_out_at) >= ${fromMs}::bigint
    )
    SELECT w."window", channel, json_build_object(
      'handled', ${countOf('handled')}, 'talkMs', ${sumOf('talk_ms', 'handled')}, 'wrapMs', ${sumOf('wrap_ms', 'handled')},
      'accepted', ${countOf('accepted')}, 'ringMs', ${sumOf('ring_ms', 'accepted')},
      'missed', ${countOf('missed')}, 'rejected', ${countOf('rejected')}
    ) AS figures
    FROM ${rows} JOIN (
      SELECT channel, handled, accepted, ring_ms, missed, rejected, least(talk_ms, handle_ms) AS talk_ms,
        handle_ms - least(talk_ms, handle_ms) AS wrap_ms
      FROM invitation
    ) AS i ON ${sql.join(['handled', 'accepted', 'missed', 'rejected'].map(isIn), sql` OR `)}
    GROUP BY GROUPING SETS ((w."window", channel), (w."window"))`;
}

const IS_INVITED = sql`coalesce(direction, 'inbound') <> 'outbound'`;
