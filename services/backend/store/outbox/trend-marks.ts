import { NAME_PREFIX, type TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import { minuteOf } from '../../domain/queues/contributions';
import { trendBounds } from '../../domain/queues/queue-trend';
import { inTransaction } from '../transaction';
import type { Database } from '../database';
import { keyBeginsWith } from './key-prefix';
import { queueTrendKey } from './sync-keys';
import { markDirty } from './sync-objects';

/** Instants in UTC milliseconds. */
export interface TrendLook {
  /** What figures are stated for, now and when this was done last. */
  readonly at: number;
  readonly previousAt: number;
  /** When this was done last by the clock that stamps writes; 0 = never, so that every queue gets its trend. */
  readonly writtenSince: number;
}

/**
 * Marks the trends of queues whose live Document changed, as everything that a trend counts changes that too; and when a new
 * step begins, those of queues that have anything to show in the last hour, or that let somebody wait. Others are quiet, and
 * what Sync has of them is as true as before. A queue that was deleted takes its trend along.
 * @returns the keys that were marked
 */
export async function markTrends(
  db: Database['kysely'],
  { at, previousAt, writtenSince }: TrendLook,
): Promise<string[]> {
  const [{ fromMs, toMs }, previous] = [trendBounds(at), trendBounds(previousAt)];
  const isNewStep = fromMs !== previous.fromMs;
  const prefix = NAME_PREFIX.queue;
  return inTransaction(db, async (trx) => {
    const { rows } = await sql<{ sid: TaskQueueSid }>`
      WITH changed AS MATERIALIZED (
        SELECT substr(object_key, ${prefix.length + 1}::integer) AS sid FROM sync_object
        WHERE ${keyBeginsWith(prefix)} AND written_at >= ${writtenSince}::bigint
        UNION
        SELECT queue_sid FROM queue_minute WHERE ${isNewStep}::boolean
          AND minute BETWEEN ${minuteOf(previous.fromMs)}::bigint AND ${minuteOf(toMs)}::bigint
        UNION
        SELECT queue_sid FROM task WHERE ${isNewStep}::boolean AND is_open AND phase IN ('queued', 'ringing')
      )
      SELECT q.sid FROM changed JOIN task_queue AS q ON q.sid = changed.sid
      WHERE NOT q.is_deleted OR EXISTS (
        SELECT FROM sync_object AS o
        WHERE o.object_key = ${NAME_PREFIX['queue-trend']}::text || q.sid AND o.revision IS NOT NULL
      )`.execute(trx);
    const keys = rows.map(({ sid }) => queueTrendKey(sid));
    await markDirty(trx, keys, at);
    return keys;
  });
}
