import { sql } from 'kysely';
import type { Queryable } from '../../transaction';
import type { Owner } from '../folded-events';
import { AGREED_NAME, NAMED_BY_SHOP } from '../step-names';

/** A customer on the same step for as long is stalled (docs/activity.md). */
const STALLED_MS = 3 * 60_000;
const NEWEST = 10;

/** A step of the checkouts that began since an instant, as of another. */
export interface StepFigures {
  readonly step: number;
  /** Null where shops named none, or differ. */
  readonly name: string | null;
  readonly entered: number;
  readonly completed: number;
  readonly stopped: number;
  readonly nowOn: number;
  readonly stalled: number;
  /** The newest of those that completed it, the newest first. */
  readonly completedBy: readonly { readonly owner: Owner; readonly atMs: number }[];
}

/**
 * Every step that a checkout was on since `knownSinceMs`; counted are the checkouts that began since `todaySinceMs`, and
 * those under way.
 */
export async function readSteps(
  db: Queryable,
  {
    todaySinceMs,
    knownSinceMs,
    atMs,
  }: { readonly todaySinceMs: number; readonly knownSinceMs: number; readonly atMs: number },
): Promise<StepFigures[]> {
  const { rows } = await sql<StepFigures>`
    WITH run AS MATERIALIZED (
      SELECT *, started_at >= ${todaySinceMs}::bigint AS is_of_today FROM activity_checkout
      WHERE started_at >= ${Math.min(todaySinceMs, knownSinceMs)}::bigint
    ), told AS (
      SELECT shop_id, t.step, is_of_today::integer AS entered, 0 AS completed, 0 AS stopped, 0 AS now_on, 0 AS stalled,
        CASE WHEN t.name IS NOT NULL THEN started_at END AS named_at
      FROM run, unnest(entered, names) AS t (step, name)
      UNION ALL SELECT shop_id, unnest(completed), 0, is_of_today::integer, 0, 0, 0, NULL FROM run
      UNION ALL SELECT shop_id, open_step, 0, 0, is_of_today::integer, 0, 0, NULL FROM run
        WHERE stops_at <= ${atMs}::bigint
      UNION ALL SELECT shop_id, open_step, 0, 0, 0, 1, (open_since <= ${atMs - STALLED_MS}::bigint)::integer, NULL FROM run
        WHERE stops_at > ${atMs}::bigint
    ), by_shop AS (
      SELECT shop_id, step, sum(entered) AS entered, sum(completed) AS completed, sum(stopped) AS stopped,
        sum(now_on) AS now_on, sum(stalled) AS stalled, max(named_at) AS named_at
      FROM told WHERE step IS NOT NULL GROUP BY shop_id, step
    ), step AS (
      SELECT s.step, ${AGREED_NAME}, sum(s.entered)::bigint AS entered, sum(s.completed)::bigint AS completed,
        sum(s.stopped)::bigint AS stopped, sum(s.now_on)::bigint AS "nowOn", sum(s.stalled)::bigint AS stalled
      FROM by_shop AS s ${NAMED_BY_SHOP} GROUP BY s.step
    )
    SELECT step.*, (
      SELECT coalesce(json_agg(json_build_object(
        'owner', json_build_object('shopId', d.shop_id, 'kind', d.owner_kind, 'id', d.owner_id), 'atMs', d.at)
        ORDER BY d.at DESC), '[]')
      FROM (
        SELECT shop_id, owner_kind, owner_id, c.at FROM run, unnest(completed, completed_at) AS c (step, at)
        WHERE is_of_today AND c.step = step.step AND c.at IS NOT NULL ORDER BY c.at DESC, owner_id LIMIT ${NEWEST}
      ) AS d
    ) AS "completedBy"
    FROM step ORDER BY step`.execute(db);
  return rows;
}
