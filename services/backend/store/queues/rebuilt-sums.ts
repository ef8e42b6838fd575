import { sql, type RawBuilder } from 'kysely';
import type { TaskQueueSid, TaskSid } from '@flex-sync-suite/shared/contract';
import type { MinuteBucket } from '../../domain/queues/contributions';
import type { Database } from '../database';
import { COUNTER_COLUMNS, countsOf, IS_EMPTY, rowOfBucket, type BucketCounts, type ChannelChange } from './queue-sums';
import { DEFAULT_POLICIES_JSON, judged, minuteInSql } from './judged-counters';
import { inTransaction, type Queryable } from '../transaction';

/** What the stored sums lack. */
export interface SumDifferences {
  readonly buckets: readonly MinuteBucket[];
  readonly channels: readonly ChannelChange[];
}

/** Takes what some tasks contribute. */
export type AddContributions = (buckets: readonly MinuteBucket[], channels: readonly ChannelChange[]) => Promise<void>;

/**
 * Compares the stored sums with what the tasks contribute, all of one moment. Since ingest only ever adds to sums, adding
 * the differences at any later time makes them right, whatever happened meanwhile.
 *
 * What the policies of the queues decide is counted from the stored visits, which are right by then.
 *
 * The sums of a year are too many for this process's memory: they are added up in temporary tables.
 *
 * @param contribute reads the tasks in the given transaction and adds what each contributes
 * @param limit buckets of one answer at most; whoever gets as many asks again after adding them
 */
export async function compareSums(
  db: Database['kysely'],
  contribute: (trx: Queryable, add: AddContributions) => Promise<void>,
  limit: number,
): Promise<SumDifferences> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      await sql`CREATE TEMPORARY TABLE expected_minute (LIKE queue_minute) ON COMMIT DROP`.execute(trx);
      await sql`CREATE TEMPORARY TABLE expected_channel (LIKE queue_channel) ON COMMIT DROP`.execute(trx);
      await contribute(trx, (buckets, channels) => addExpected(trx, buckets, channels));
      return { buckets: await bucketDifferences(trx, limit), channels: await channelDifferences(trx) };
    });
}

async function addExpected(
  db: Queryable,
  buckets: readonly MinuteBucket[],
  channels: readonly ChannelChange[],
): Promise<void> {
  await sql`
    INSERT INTO expected_minute SELECT * FROM json_populate_recordset(NULL::queue_minute,
      ${JSON.stringify(buckets.map(rowOfBucket))}::json)`.execute(db);
  const rows = channels.map(({ queueSid, channel, tasks }) => ({ queue_sid: queueSid, channel, tasks }));
  await sql`
    INSERT INTO expected_channel SELECT * FROM json_populate_recordset(NULL::queue_channel,
      ${JSON.stringify(rows)}::json)`.execute(db);
}

async function bucketDifferences(db: Queryable, limit: number): Promise<MinuteBucket[]> {
  const counters = sql.join(COUNTER_COLUMNS.map((column) => sql.ref(column)));
  const negated = sql.join(COUNTER_COLUMNS.map((column) => sql`- ${sql.ref(column)}`));
  const sums = sql.join(COUNTER_COLUMNS.map((column) => sql`sum(${sql.ref(column)})::bigint AS ${sql.ref(column)}`));
  const differs = sql.join(
    COUNTER_COLUMNS.map((column) => sql`sum(${sql.ref(column)}) <> 0`),
    sql` OR `,
  );
  const byPolicy: Partial<Record<string, RawBuilder<unknown>>> = judged(
    sql`coalesce(p.policies, ${DEFAULT_POLICIES_JSON}::jsonb)`,
  );
  const judgements = sql.join(COUNTER_COLUMNS.map((column) => byPolicy[column] ?? sql`0`));
  const { rows } = await sql<BucketCounts & { queueSid: TaskQueueSid; minute: number }>`
    SELECT queue_sid AS "queueSid", minute, ${sums} FROM (
      SELECT queue_sid, minute, ${counters} FROM expected_minute
      UNION ALL SELECT v.queue_sid, ${minuteInSql(sql`v.ended_at`)}, ${judgements}
        FROM queue_visit AS v LEFT JOIN queue_policy AS p ON p.queue_sid = v.queue_sid WHERE v.ended_at IS NOT NULL
      UNION ALL SELECT queue_sid, minute, ${negated} FROM queue_minute
    ) AS d GROUP BY queue_sid, minute HAVING ${differs} LIMIT ${limit}`.execute(db);
  return rows.map((row) => ({ queueSid: row.queueSid, minute: row.minute, counts: countsOf(row) }));
}

async function channelDifferences(db: Queryable): Promise<ChannelChange[]> {
  const { rows } = await sql<ChannelChange>`
    SELECT queue_sid AS "queueSid", channel, sum(tasks)::bigint AS tasks FROM (
      SELECT queue_sid, channel, tasks FROM expected_channel
      UNION ALL SELECT queue_sid, channel, - tasks FROM queue_channel
    ) AS d GROUP BY queue_sid, channel HAVING sum(tasks) <> 0`.execute(db);
  return rows;
}

/** The next tasks, in the database's order, of one moment with everything else that the transaction reads. */
export async function tasksAfter(db: Queryable, after: string, limit: number): Promise<TaskSid[]> {
  const { rows } = await sql<{ sid: TaskSid }>`
    SELECT sid FROM task WHERE sid > ${after} ORDER BY sid LIMIT ${limit}`.execute(db);
  return rows.map(({ sid }) => sid);
}

/** Deletes up to `limit` rows of sums that count nothing. @returns how many */
export async function deleteEmptySums(db: Database['kysely'], limit: number): Promise<number> {
  return inTransaction(db, async (trx) => {
    const buckets = await sql`
      WITH empty AS MATERIALIZED (
        SELECT m.queue_sid, m.minute FROM queue_minute AS m WHERE ${IS_EMPTY}
        ORDER BY m.queue_sid, m.minute LIMIT ${limit} FOR UPDATE SKIP LOCKED
      )
      DELETE FROM queue_minute AS m USING empty AS e WHERE m.queue_sid = e.queue_sid AND m.minute = e.minute`.execute(
      trx,
    );
    const channels = await sql`
      WITH empty AS MATERIALIZED (
        SELECT queue_sid, channel FROM queue_channel WHERE tasks = 0
        ORDER BY queue_sid, channel LIMIT ${limit} FOR UPDATE SKIP LOCKED
      )
      DELETE FROM queue_channel AS c USING empty AS e WHERE c.queue_sid = e.queue_sid AND c.channel = e.channel`.execute(
      trx,
    );
    return Number(buckets.numAffectedRows ?? 0) + Number(channels.numAffectedRows ?? 0);
  });
}
