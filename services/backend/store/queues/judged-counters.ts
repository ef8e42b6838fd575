import { sql, type RawBuilder } from 'kysely';
import { DEFAULT_POLICIES } from '../../domain/queues/queue-policies';
import type { QueueMinuteTable } from './queue-tables';

// The one wording of how a visit is judged: for ingest, for a change of the policy, and for a rebuild.

/** The counters of a queue that its policy decides. */
export const JUDGED_COLUMNS = [
  'answered_in_time',
  'short_abandoned',
  'abandoned_in_time',
] as const satisfies readonly (keyof QueueMinuteTable)[];

type JudgedColumn = (typeof JUDGED_COLUMNS)[number];

/** What is judged by for as long as a queue has no row of its own. */
export const DEFAULT_POLICIES_JSON = JSON.stringify(DEFAULT_POLICIES);

/**
 * What a visit `v` (`kind`, `channel`, `wait_ms`) adds to each counter, 0 or 1, by the policies (JSON) of its queue.
 */
export function judged(policies: RawBuilder<unknown>): Readonly<Record<JudgedColumn, RawBuilder<unknown>>> {
  const ms = (field: 'thresholdSeconds' | 'shortAbandonSeconds') => limitMs(policies, field);
  return {
    answered_in_time: sql`(v.kind = 'answered' AND v.wait_ms <= ${ms('thresholdSeconds')})::integer`,
    short_abandoned: sql`(v.kind = 'abandoned' AND v.wait_ms < ${ms('shortAbandonSeconds')})::integer`,
    abandoned_in_time: sql`(v.kind = 'abandoned' AND v.wait_ms <= ${ms('thresholdSeconds')})::integer`,
  };
}

/** What the policies (JSON) of a queue set for the channel of `v`, in milliseconds. */
export const limitMs = (
  policies: RawBuilder<unknown>,
  field: 'thresholdSeconds' | 'shortAbandonSeconds',
): RawBuilder<unknown> => sql`
  (coalesce(${policies} -> v.channel, ${policies} -> 'default') ->> ${sql.lit(field)})::bigint * 1000`;

/** The minute of an instant, as the domain's `minuteOf`. */
export const minuteInSql = (atMs: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`floor(${atMs} / 60000::double precision)::bigint`;
