import { TREND_STEP_MS, TREND_STEPS, type QueueTrend, type TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import { minuteOf } from '../../domain/queues/contributions';
import { serviceLevelOf } from '../../domain/queues/queue-policies';
import { trendBounds, trendLines, type QueueSteps, type TrendBounds } from '../../domain/queues/queue-trend';
import { newestEventAt } from '../events';
import type { Queryable } from '../transaction';
import { listQueues } from './queue-read';
import { COUNTER_COLUMNS, countsOf, type BucketCounts } from './queue-sums';
import { IS_IN_COUNTED_VISIT } from './figures/visit-figures';

/**
 * The last 60 minutes of each of the queues, stated for `now` (UTC milliseconds) or the newest stored event.
 * @returns nothing for a queue that is unknown or deleted
 */
export async function readQueueTrends(
  db: Queryable,
  sids: readonly TaskQueueSid[],
  now: number,
): Promise<Map<TaskQueueSid, QueueTrend>> {
  const { head, bounds, queues } = await readSteps(db, sids, now);
  const waiting = await readWaiting(db, [...queues.keys()], bounds, 'each');
  return new Map(
    [...queues].map(([sid, steps]) => [sid, { ...head, waiting: waiting.get(sid) ?? NONE, ...trendLines([steps]) }]),
  );
}

/** The same of queues together: how many waited in all of them at one moment, and the sums of all else. */
export async function readTrendOfQueues(
  db: Queryable,
  sids: readonly TaskQueueSid[],
  now: number,
): Promise<QueueTrend> {
  const { head, bounds, queues } = await readSteps(db, sids, now);
  const waiting = await readWaiting(db, [...queues.keys()], bounds, 'together');
  return { ...head, waiting: waiting.get(ALL) ?? NONE, ...trendLines([...queues.values()]) };
}

const NONE: number[] = Array<number>(TREND_STEPS).fill(0);
/** Stands for all queues where they are one line. */
const ALL = '';

interface StepRow extends BucketCounts {
  readonly queueSid: TaskQueueSid;
  readonly step: number;
}

async function readSteps(db: Queryable, sids: readonly TaskQueueSid[], now: number) {
  const newestAt = await newestEventAt(db);
  const atMs = Math.max(now, newestAt ?? now);
  const bounds = trendBounds(atMs);
  const from = minuteOf(bounds.fromMs);
  const sums = COUNTER_COLUMNS.map((column) => sql`sum(${sql.ref(column)})::bigint AS ${sql.ref(column)}`);
  const { rows } = await sql<StepRow>`
    SELECT queue_sid AS "queueSid", (minute - ${from}::bigint) / ${TREND_STEP_MS / 60_000}::bigint AS step,
      ${sql.join(sums)}
    FROM queue_minute
    WHERE queue_sid = ANY(${[...sids]}::text[]) AND minute BETWEEN ${from}::bigint AND ${minuteOf(bounds.toMs) - 1}::bigint
    GROUP BY 1, 2`.execute(db);
  const stepsOf = new Map<TaskQueueSid, QueueSteps['steps'][number][]>(sids.map((sid) => [sid, []]));
  for (const { queueSid, step, ...row } of rows) stepsOf.get(queueSid)?.push({ step, counts: countsOf(row) });
  const queues = new Map<TaskQueueSid, QueueSteps>(
    (await listQueues(db, sids)).map(({ sid, channels, policies }) => [
      sid,
      { rule: serviceLevelOf(policies, channels), steps: stepsOf.get(sid) ?? [] },
    ]),
  );
  const head = { asOf: instant(newestAt ?? atMs), at: instant(atMs), since: instant(bounds.fromMs) };
  return { head, bounds, queues };
}

const instant = (atMs: number): string => new Date(atMs).toISOString();

/**
 * How many waited at most at one moment of each step, of each queue or of all together. Who enters or leaves changes the
 * level at an instant, whole: somebody who is answered at once, or cancels before the entry that a skewed clock tells,
 * never waits. A level lasts from step to step. A visit that was closed has no end that anybody knows, and is not in it.
 */
async function readWaiting(
  db: Queryable,
  sids: readonly TaskQueueSid[],
  { fromMs, toMs }: TrendBounds,
  grouping: 'each' | 'together',
): Promise<Map<string, number[]>> {
  const ofQueues = sql`ANY(${[...sids]}::text[])`;
  const lines = grouping === 'each' ? sids : [ALL];
  const line = (column: string) => (grouping === 'each' ? sql.ref(column) : sql`${ALL}::text`);
  const { rows } = await sql<{ line: string; waiting: number[] }>`
    WITH visit AS MATERIALIZED (
      SELECT ${line('v.queue_sid')} AS line, v.entered_at, greatest(v.entered_at, v.ended_at) AS left_at
      FROM queue_visit AS v
      WHERE v.queue_sid = ${ofQueues} AND v.ended_at IS NOT NULL
        AND greatest(v.entered_at, v.ended_at) >= ${fromMs}::bigint
      UNION ALL
      SELECT ${line('t.queue_sid')}, t.entered_at, NULL FROM task AS t
      WHERE t.queue_sid = ${ofQueues} AND t.is_open AND t.phase IN ('queued', 'ringing') AND ${IS_IN_COUNTED_VISIT}
    ), edge AS (
      SELECT line, greatest(entered_at, ${fromMs}::bigint) AS at_ms, 1 AS change FROM visit
      UNION ALL
      SELECT line, left_at, -1 FROM visit WHERE left_at IS NOT NULL
      UNION ALL
      SELECT line, ${fromMs}::bigint + step * ${TREND_STEP_MS}::bigint, 0
      FROM unnest(${[...lines]}::text[]) AS all_lines (line), generate_series(0, ${TREND_STEPS - 1}::integer) AS step
    ), level AS (
      SELECT line, at_ms, sum(sum(change)) OVER (PARTITION BY line ORDER BY at_ms) AS waiting
      FROM edge WHERE at_ms < ${toMs}::bigint GROUP BY line, at_ms
    ), highest AS (
      SELECT line, (at_ms - ${fromMs}::bigint) / ${TREND_STEP_MS}::bigint AS step, max(waiting)::bigint AS waiting
      FROM level GROUP BY 1, 2
    )
    SELECT line, json_agg(waiting ORDER BY step) AS waiting FROM highest GROUP BY line`.execute(db);
  return new Map(rows.map((row) => [row.line, row.waiting]));
}
