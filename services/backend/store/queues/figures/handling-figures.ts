import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { sql, type RawBuilder } from 'kysely';
import { minuteInSql } from '../judged-counters';
import type { MinuteWindows } from './minute-windows';

/**
 * Statement of what agents made of the invitations of one queue, by window and channel: `window`, `channel` (null for all
 * together) and `figures`, the contract's `HandlingFigures`. A window, or a channel of it, in which nothing happened has no
 * row.
 */
export const handlingFigures = (queueSid: TaskQueueSid, windows: MinuteWindows): RawBuilder<unknown> => sql`
  SELECT "window", channel, json_build_object('handled', ${countOf('handled')}, ${SUMS}) AS figures
  FROM (${invitationsIn(sql`${queueSid}::text`, windows)}) AS i
  GROUP BY GROUPING SETS (("window", channel), ("window"))`;

/**
 * Statement of the same for queues, all channels together: `queue_sid`, `window`, and `figures` of the contract's
 * `HandlingWindow` that are not of visits.
 */
export const handlingOfQueues = (ofQueues: RawBuilder<unknown>, windows: MinuteWindows): RawBuilder<unknown> => sql`
  SELECT queue_sid, "window", json_build_object('handledReservations', ${countOf('handled')}, ${SUMS}) AS figures
  FROM (${invitationsIn(ofQueues, windows)}) AS i
  GROUP BY queue_sid, "window"`;

const countOf = (column: string) => sql`count(*) FILTER (WHERE ${sql.ref(column)})`;
const sumOf = (column: string, condition: string) =>
  sql`coalesce(sum(${sql.ref(column)}) FILTER (WHERE ${sql.ref(condition)}), 0)::bigint`;

const SUMS = sql`
  'talkMs', ${sumOf('talk_ms', 'handled')}, 'wrapMs', ${sumOf('wrap_ms', 'handled')},
  'accepted', ${countOf('accepted')}, 'ringMs', ${sumOf('ring_ms', 'accepted')},
  'missed', ${countOf('missed')}, 'rejected', ${countOf('rejected')}`;

/**
 * The invitations of queues once for each window, and what of each is in it.
 *
 * Nobody waited in a call that an agent began: it is handled, but it neither rang for anybody nor was missed.
 */
function invitationsIn(ofQueues: RawBuilder<unknown>, { fromMs, rows }: MinuteWindows): RawBuilder<unknown> {
  const minuteWhere = (condition: RawBuilder<unknown>, atMs: string) =>
    sql`CASE WHEN ${condition} THEN ${minuteInSql(sql.ref(atMs))} END`;
  const isIn = (minute: string) => sql`${sql.ref(minute)} BETWEEN w."from" AND w."to"`;
  return sql`
    SELECT w."window", queue_sid, channel, ring_ms, least(talk_ms, handle_ms) AS talk_ms,
      handle_ms - least(talk_ms, handle_ms) AS wrap_ms,
      ${sql.join(MOMENTS.map((minute) => sql`${isIn(minute)} AS ${sql.ref(minute)}`))}
    FROM ${rows} JOIN (
      SELECT queue_sid, channel, ${minuteWhere(sql`accepted_at IS NOT NULL`, 'completed_at')} AS handled,
        greatest(0, completed_at - accepted_at) AS handle_ms,
        greatest(0, coalesce(wrapup_at, completed_at) - accepted_at) AS talk_ms,
        ${minuteWhere(IS_INVITED, 'accepted_at')} AS accepted, greatest(0, accepted_at - created_at) AS ring_ms,
        ${minuteWhere(sql`${IS_INVITED} AND outcome = 'missed'`, 'timed_out_at')} AS missed,
        ${minuteWhere(sql`${IS_INVITED} AND outcome = 'rejected'`, 'rejected_at')} AS rejected
      FROM reservation
      WHERE queue_sid = ${ofQueues}
        AND greatest(accepted_at, completed_at, rejected_at, timed_out_at) >= ${fromMs}::bigint
      OFFSET 0
    ) AS invitation ON ${sql.join(MOMENTS.map(isIn), sql` OR `)}`;
}

const MOMENTS = ['handled', 'accepted', 'missed', 'rejected'];

const IS_INVITED = sql`coalesce(direction, 'inbound') <> 'outbound'`;
