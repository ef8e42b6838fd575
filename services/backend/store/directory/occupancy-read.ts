import type { FiguresWindow, Occupancy, TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { sql, type RawBuilder } from 'kysely';
import { minuteWindows, type MinuteWindow } from '../queues/figures/minute-windows';
import type { Queryable } from '../transaction';

/** For how long the agents of a queue were busy, and available, in some windows. */
export interface AskedOccupancy {
  readonly windows: readonly MinuteWindow[];
  /** What is not over by then lasts until then: UTC milliseconds. */
  readonly atMs: number;
}

interface OccupancyRow extends Occupancy {
  readonly window: FiguresWindow;
}

/**
 * The occupancy of the agents who are eligible for a queue, by window; one in which none of them was there has none.
 *
 * Of each agent it reads, by index, what happened since the first window began, and the last word before.
 */
export async function readOccupancy(
  db: Queryable,
  queueSid: TaskQueueSid,
  asked: AskedOccupancy,
): Promise<ReadonlyMap<FiguresWindow, Occupancy>> {
  const { rows } = await occupancyStatement(queueSid, asked).execute(db);
  return new Map(rows.map(({ window, busyMs, busyOrAvailableMs }) => [window, { busyMs, busyOrAvailableMs }]));
}

/**
 * Each stay of an agent is cut where those before it reached, so that times that overlap are counted once; busy ones are cut by
 * busy ones, and all together by all.
 */
function occupancyStatement(queueSid: TaskQueueSid, { windows, atMs }: AskedOccupancy) {
  const { fromMs, rows } = minuteWindows(windows);
  const within = (since: string) => sql`greatest(0, until - greatest(${sql.ref(since)}, w."from" * 60000))`;
  return sql<OccupancyRow>`
    WITH agent AS MATERIALIZED (
      SELECT row_number() OVER () AS n, w.sid FROM eligibility AS e JOIN worker AS w ON w.sid = e.worker_sid
      WHERE e.queue_sid = ${queueSid} AND NOT w.is_deleted
    ), stay AS (
      SELECT n, since, least(until, ${atMs}::bigint) AS until, is_busy
      FROM (${availableStays(fromMs)} UNION ALL ${busyStays(fromMs)}) AS s (n, since, until, is_busy)
    ), cut AS (
      SELECT is_busy, until, greatest(since, max(until) OVER earlier) AS since,
        greatest(since, max(until) FILTER (WHERE is_busy) OVER earlier) AS busy_since
      FROM stay WHERE since < until
      WINDOW earlier AS (PARTITION BY n ORDER BY since, until ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
    )
    SELECT w."window", coalesce(sum(${within('busy_since')}) FILTER (WHERE is_busy), 0)::bigint AS "busyMs",
      sum(${within('since')})::bigint AS "busyOrAvailableMs"
    FROM ${rows} JOIN cut ON cut.until > w."from" * 60000 GROUP BY w."window"`;
}

/** When each agent was in an activity that is available, as it was made: one that is deleted now counts, too. */
const availableStays = (fromMs: number): RawBuilder<unknown> => sql`
  SELECT t.n, t.since, t.until, false FROM (
    SELECT agent.n, t.activity_sid, t.at_ms AS since,
      lead(t.at_ms, 1, ${ENDLESS}) OVER (PARTITION BY agent.n ORDER BY t.at_ms, t.stamp) AS until
    FROM agent CROSS JOIN LATERAL (
      SELECT activity_sid, at_ms, stamp FROM worker_activity
      WHERE worker_sid = agent.sid AND at_ms >= coalesce((
        SELECT max(at_ms) FROM worker_activity WHERE worker_sid = agent.sid AND at_ms <= ${fromMs}::bigint
      ), 0)
    ) AS t
  ) AS t JOIN activity ON activity.sid = t.activity_sid
  WHERE activity.state #>> '{available,value}' = 'true'`;

/**
 * When each agent had a reservation that was accepted, of whatever queue, until the wrap-up was over. Looked up agent by agent,
 * which the OFFSET holds the planner to: it would rather read all that there ever were, as long as these are few. A process of
 * the release before this, which still runs while the tables are of this one, writes that one is completed, and no more.
 */
const busyStays = (fromMs: number): RawBuilder<unknown> => sql`
  SELECT agent.n, r.since, r.until, true FROM agent CROSS JOIN LATERAL (
    SELECT accepted_at AS since, coalesce(released_at, completed_at, ${ENDLESS}) AS until FROM reservation
    WHERE worker_sid = agent.sid AND accepted_at IS NOT NULL AND coalesce(released_at, ${ENDLESS}) > ${fromMs}::bigint
    OFFSET 0
  ) AS r`;

/** As in the index of reservations. */
const ENDLESS = sql`9223372036854775807`;
