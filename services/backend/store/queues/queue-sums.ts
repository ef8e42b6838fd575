import type { QueueWindow, TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { sql, type RawBuilder } from 'kysely';
import type { MinuteBucket } from '../../domain/queues/contributions';
import type { WindowBounds } from '../../domain/queues/reporting-day';
import { DEFAULT_POLICIES_JSON, judged } from './judged-counters';
import type { QueueMinuteTable } from './queue-tables';
import type { JudgedVisit } from './visit-rows';
import type { Queryable } from '../transaction';
import { writeTogether, type Write } from '../write-together';

/** A change of how many tasks of a channel have entered a queue. */
export interface ChannelChange {
  readonly queueSid: TaskQueueSid;
  readonly channel: string;
  readonly tasks: number;
}

/** Columns of the counters of a minute bucket. */
export const COUNTER_COLUMNS = [
  'offered',
  'answered',
  'answered_in_time',
  'abandoned',
  'short_abandoned',
  'abandoned_in_time',
  'flowed_out',
  'completed',
  'handled',
  'answer_wait_ms',
  'handle_ms',
] as const satisfies readonly (keyof QueueMinuteTable)[];

/** What tasks add to the sums of queues, or take from them. */
export interface SumChanges {
  readonly channels?: readonly ChannelChange[];
  readonly buckets?: readonly MinuteBucket[];
  /** Visits that add to the buckets what the policies of their queues say. */
  readonly visits?: readonly JudgedVisit[];
}

interface SumAnswer {
  /** Null for a bucket. */
  readonly queueSid: TaskQueueSid | null;
  readonly channel: string | null;
  readonly tasks: number | null;
  readonly isEmpty: boolean;
}

/**
 * Adds to the minute buckets of queues and counts tasks in and out of their channels, in one statement with other writes.
 * All counters are whole numbers, so the order of additions does not matter. A bucket that falls back to zero, or a channel
 * without tasks, has no row: the rows are a function of the tasks, not of the way that led there.
 *
 * @returns the queues whose set of channels changed
 */
export async function addToSums(
  db: Queryable,
  { channels = [], buckets = [], visits = [] }: SumChanges,
  others: readonly Write<SumAnswer>[] = [],
): Promise<TaskQueueSid[]> {
  const counted = await writeTogether(db, [
    ...(channels.length === 0 ? [] : [channelWrite(channels)]),
    ...(buckets.length + visits.length === 0 ? [] : [bucketWrite(buckets, visits)]),
    ...others,
  ]);
  if (counted.some(({ channel, isEmpty }) => channel === null && isEmpty)) await deleteEmptyBuckets(db, buckets);
  if (counted.some(({ channel, isEmpty }) => channel !== null && isEmpty)) await deleteEmptyChannels(db, channels);
  const changeOf = new Map(channels.map((change) => [`${change.queueSid} ${change.channel}`, change.tasks]));
  return counted.flatMap(({ queueSid, channel, tasks }) => {
    if (queueSid === null || channel === null || tasks === null) return [];
    const before = tasks - (changeOf.get(`${queueSid} ${channel}`) ?? 0);
    return before > 0 !== tasks > 0 ? [queueSid] : [];
  });
}

const bucketWrite = (changes: readonly MinuteBucket[], visits: readonly JudgedVisit[]): Write<SumAnswer> => ({
  name: 'added_bucket',
  statement: addedMinutes(COUNTER_COLUMNS, visits.length === 0 ? givenRows(changes) : judgedRows(changes, visits)),
  answer: sql`SELECT NULL AS "queueSid", NULL AS channel, NULL::bigint AS tasks, true AS "isEmpty"
    FROM added_bucket WHERE is_empty`,
});

/** Adds what `rows` (`queue_sid`, `minute` and these counters) say to the minutes, in the order of their keys. */
export function addedMinutes(
  columns: readonly (typeof COUNTER_COLUMNS)[number][],
  rows: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const given = new Set<string>(columns);
  const values = COUNTER_COLUMNS.map((column) => (given.has(column) ? sql.ref(`r.${column}`) : sql`0`));
  const isChange = columns.map((column) => sql`${sql.ref(`r.${column}`)} <> 0`);
  const sums = COUNTER_COLUMNS.map(
    (column) => sql`${sql.ref(column)} = ${sql.ref(`m.${column}`)} + ${sql.ref(`excluded.${column}`)}`,
  );
  return sql`
    INSERT INTO queue_minute AS m (queue_sid, minute, ${COUNTERS})
    SELECT r.queue_sid, r.minute, ${sql.join(values)} FROM (${rows}) AS r
    WHERE ${sql.join(isChange, sql` OR `)} ORDER BY r.queue_sid, r.minute
    ON CONFLICT (queue_sid, minute) DO UPDATE SET ${sql.join(sums)}
    RETURNING ${IS_EMPTY} AS is_empty`;
}

const COUNTERS = sql.join(COUNTER_COLUMNS.map((column) => sql.ref(column)));

const givenRows = (changes: readonly MinuteBucket[]): RawBuilder<unknown> => sql`
  SELECT queue_sid, minute, ${COUNTERS}
  FROM json_to_recordset(${JSON.stringify(changes.map(rowOfBucket))}::json) AS r (queue_sid text, minute bigint,
    ${sql.join(COUNTER_COLUMNS.map((column) => sql`${sql.ref(column)} bigint`))})`;

/** The policies are shared until the transaction ends: by them all visits of the queue are judged, or by none of them. */
function judgedRows(changes: readonly MinuteBucket[], visits: readonly JudgedVisit[]): RawBuilder<unknown> {
  const byPolicy: Partial<Record<string, RawBuilder<unknown>>> = judged(
    sql`coalesce(p.policies, ${DEFAULT_POLICIES_JSON}::jsonb)`,
  );
  const counted = COUNTER_COLUMNS.map((column) => {
    const one = byPolicy[column];
    return one === undefined ? sql`0` : sql`v.sign * ${one}`;
  });
  const queueSids = [...new Set(visits.map(({ queue_sid }) => queue_sid))];
  return sql`
    WITH shared_policy AS MATERIALIZED (
      SELECT queue_sid, policies FROM queue_policy WHERE queue_sid = ANY(${queueSids}::text[])
      ORDER BY queue_sid FOR SHARE
    )
    SELECT queue_sid, minute, ${sql.join(COUNTER_COLUMNS.map((column) => sql`sum(${sql.ref(column)}) AS ${sql.ref(column)}`))}
    FROM (
      ${givenRows(changes)} UNION ALL
      SELECT v.queue_sid, v.minute, ${sql.join(counted)}
      FROM json_to_recordset(${JSON.stringify(visits)}::json) AS v (queue_sid text, minute bigint, channel text,
        kind text, wait_ms bigint, sign integer)
      LEFT JOIN shared_policy AS p ON p.queue_sid = v.queue_sid
    ) AS each GROUP BY queue_sid, minute`;
}

const deleteEmptyBuckets = (db: Queryable, changes: readonly MinuteBucket[]): Promise<unknown> =>
  sql`
    DELETE FROM queue_minute AS m
    USING json_to_recordset(${JSON.stringify(changes.map(rowOfBucket))}::json) AS r (queue_sid text, minute bigint)
    WHERE m.queue_sid = r.queue_sid AND m.minute = r.minute AND ${IS_EMPTY}`.execute(db);

const channelRows = (changes: readonly ChannelChange[]): string =>
  JSON.stringify(changes.map(({ queueSid, channel, tasks }) => ({ queue_sid: queueSid, channel, tasks })));

const channelWrite = (changes: readonly ChannelChange[]): Write<SumAnswer> => ({
  name: 'counted_channel',
  statement: sql`
    INSERT INTO queue_channel AS c (queue_sid, channel, tasks)
    SELECT queue_sid, channel, tasks
    FROM json_to_recordset(${channelRows(changes)}::json) AS r (queue_sid text, channel text, tasks bigint)
    ORDER BY queue_sid, channel
    ON CONFLICT (queue_sid, channel) DO UPDATE SET tasks = c.tasks + excluded.tasks
    RETURNING queue_sid, channel, tasks`,
  answer: sql`SELECT queue_sid AS "queueSid", channel, tasks, tasks = 0 AS "isEmpty" FROM counted_channel`,
});

const deleteEmptyChannels = (db: Queryable, changes: readonly ChannelChange[]): Promise<unknown> =>
  sql`
    DELETE FROM queue_channel AS c
    USING json_to_recordset(${channelRows(changes)}::json) AS r (queue_sid text, channel text)
    WHERE c.queue_sid = r.queue_sid AND c.channel = r.channel AND c.tasks = 0`.execute(db);

/** Whether a bucket `m` counts nothing. */
export const IS_EMPTY = sql`(${sql.join(
  COUNTER_COLUMNS.map((column) => sql`${sql.ref(`m.${column}`)} = 0`),
  sql` AND `,
)})`;

/** The counters of a bucket as they are stored. */
export type BucketCounts = Readonly<Record<(typeof COUNTER_COLUMNS)[number], number>>;

/** The row of a bucket. */
export const rowOfBucket = ({ queueSid, minute, counts }: MinuteBucket): BucketRow => ({
  queue_sid: queueSid,
  minute,
  offered: counts.offered,
  answered: counts.answered,
  answered_in_time: counts.answeredInTime,
  abandoned: counts.abandoned,
  short_abandoned: counts.shortAbandoned,
  abandoned_in_time: counts.abandonedInTime,
  flowed_out: counts.flowedOut,
  completed: counts.completed,
  handled: counts.handled,
  answer_wait_ms: counts.answerWaitMs,
  handle_ms: counts.handleMs,
});

type BucketRow = BucketCounts & Pick<QueueMinuteTable, 'queue_sid' | 'minute'>;

/** The inverse of {@link rowOfBucket} for the counters. */
export const countsOf = (row: BucketCounts): QueueWindow => ({
  offered: row.offered,
  answered: row.answered,
  answeredInTime: row.answered_in_time,
  abandoned: row.abandoned,
  shortAbandoned: row.short_abandoned,
  abandonedInTime: row.abandoned_in_time,
  flowedOut: row.flowed_out,
  completed: row.completed,
  handled: row.handled,
  answerWaitMs: row.answer_wait_ms,
  handleMs: row.handle_ms,
});

const MINUTES_PER_QUARTER = 15;

/**
 * Sums of both windows of the queues whose SID is `= sids`, as JSON with the names of the columns: `queue_sid`, `last30` and
 * `today`. A queue without a bucket in them has no row. A day that begins within a quarter of an hour has minutes of it.
 */
export function sumsOfQueues(sids: RawBuilder<unknown>, bounds: WindowBounds): RawBuilder<unknown> {
  const { last30MinutesFrom, todayFrom, to } = bounds;
  const quarter = Math.floor(to / MINUTES_PER_QUARTER);
  const firstQuarter = Math.ceil(todayFrom / MINUTES_PER_QUARTER);
  const counters = sql.join(COUNTER_COLUMNS.map((column) => sql.ref(column)));
  const sumsWhere = (condition: RawBuilder<unknown>) =>
    sql`json_build_object(${sql.join(
      COUNTER_COLUMNS.map(
        (column) => sql`${sql.lit(column)}, coalesce(sum(${sql.ref(column)}) FILTER (WHERE ${condition}), 0)`,
      ),
    )})`;
  const minutesBefore = (end: number) =>
    todayFrom === end * MINUTES_PER_QUARTER || end > quarter
      ? sql``
      : sql`UNION ALL
      SELECT queue_sid, NULL, ${counters}, true FROM queue_minute
      WHERE queue_sid = ${sids}
        AND minute BETWEEN ${todayFrom}::bigint AND ${end * MINUTES_PER_QUARTER - 1}::bigint`;
  return sql`
    SELECT queue_sid, ${sumsWhere(sql`minute IS NOT NULL`)} AS last30, ${sumsWhere(sql`of_today`)} AS today FROM (
      SELECT queue_sid, minute, ${counters},
        minute >= ${Math.max(todayFrom, quarter * MINUTES_PER_QUARTER)}::bigint AS of_today
      FROM queue_minute
      WHERE queue_sid = ${sids} AND minute BETWEEN ${last30MinutesFrom}::bigint AND ${to}::bigint
      UNION ALL
      SELECT queue_sid, NULL, ${counters}, true FROM queue_quarter
      WHERE queue_sid = ${sids}
        AND quarter BETWEEN ${firstQuarter}::bigint AND ${quarter - 1}::bigint
      ${minutesBefore(firstQuarter)}
    ) AS counted GROUP BY queue_sid`;
}
