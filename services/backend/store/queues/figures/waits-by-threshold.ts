import { sql, type RawBuilder } from 'kysely';
import { DEFAULT_POLICIES_JSON, limitMs } from '../judged-counters';

/**
 * Statement of how many wait over the threshold of their channel, and near it: `queue_sid`, `channel`, and `figures`, the
 * contract's `WaitsByThreshold`; `is_whole` for a row of all channels together. A queue, or a channel of it, in which nobody
 * does has no row.
 *
 * @param atMs the instant of which it is, UTC milliseconds
 */
export function waitsByThreshold(ofQueues: RawBuilder<unknown>, atMs: RawBuilder<unknown>): RawBuilder<unknown> {
  const threshold = limitMs(sql`coalesce(p.policies, ${DEFAULT_POLICIES_JSON}::jsonb)`, 'thresholdSeconds');
  return sql`
    SELECT queue_sid, channel, grouping(channel) = 1 AS is_whole, json_build_object(
      'overThreshold', count(*) FILTER (WHERE wait_ms > threshold),
      'nearThreshold', count(*) FILTER (WHERE wait_ms <= threshold)
    ) AS figures FROM (
      SELECT v.queue_sid, v.channel, (${atMs})::bigint - v.entered_at AS wait_ms, ${threshold} AS threshold
      FROM task AS v LEFT JOIN queue_policy AS p ON p.queue_sid = v.queue_sid
      WHERE v.queue_sid = ${ofQueues} AND v.is_open AND v.phase IN ('queued', 'ringing')
    ) AS waiting
    WHERE wait_ms * 4 >= threshold * 3 GROUP BY GROUPING SETS ((queue_sid), (queue_sid, channel))`;
}
