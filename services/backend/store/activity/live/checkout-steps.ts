import { sql } from 'kysely';
import type { Queryable } from '../../transaction';
import type { Owner } from '../folded-events';

/** A customer on the same step for as long is stalled (docs/activity.md). */
const STALLED_MS = 3 * 60_000;
const NEWEST = 10;

/** A step of the checkouts that began since an instant, as of another. */
export interface StepFigures {
  readonly step: number;
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
      SELECT unnest(entered) AS step, is_of_today::integer AS entered, 0 AS completed, 0 AS stopped, 0 AS now_on, 0 AS stalled
      FROM run
      UNION ALL SELECT unnest(completed), 0, is_of_today::integer, 0, 0, 0 FROM run
      UNION ALL SELECT open_step, 0, 0, is_of_today::integer, 0, 0 FROM run WHERE stops_at <= ${atMs}::bigint
      UNION ALL SELECT open_step, 0, 0, 0, 1, (open_since <= ${atMs - STALLED_MS}::bigint)::integer FROM run
        WHERE stops_at > ${atMs}::bigint
    ), step AS (
      SELECT step, sum(entered)::bigint AS entered, sum(completed)::bigint AS completed, sum(stopped)::bigint AS stopped,
        sum(now_on)::bigint AS "nowOn", sum(stalled)::bigint AS stalled
      FROM told WHERE step IS NOT NULL GROUP BY step
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
