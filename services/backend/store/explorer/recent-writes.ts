import { sql } from 'kysely';
import type { Queryable } from '../transaction';
import type { SyncTimelineTable } from './timeline-tables';

/** What the timeline has of one object since an instant. */
export interface RecentWrites extends Pick<SyncTimelineTable, 'kind' | 'sid' | 'name'> {
  /** Whether a webhook told of them, and not the outbox. */
  readonly isTold: boolean;
  /** That Sync took, or may have taken. */
  readonly writes: number;
  /** That Sync answered with 429. */
  readonly throttled: number;
  /** Of the largest. */
  readonly bytes: number | null;
}

/** By object, and by who told; along the index of instants, so that it costs the rows of that time. */
export async function recentWrites(db: Queryable, sinceMs: number): Promise<RecentWrites[]> {
  const { rows } = await sql<RecentWrites>`
    SELECT kind, sid, max(name) AS name, event_key IS NOT NULL AS "isTold", max(bytes) AS bytes,
      (count(*) FILTER (WHERE status IS NULL OR status < 300))::integer AS writes,
      (count(*) FILTER (WHERE status = 429))::integer AS throttled
    FROM sync_timeline WHERE at >= ${sinceMs}::bigint
    GROUP BY kind, sid, CASE WHEN sid IS NULL THEN name END, event_key IS NOT NULL`.execute(db);
  return rows;
}

/** An object of the outbox that is in Sync, or is to be. */
export interface StandingInOutbox extends Pick<SyncTimelineTable, 'kind' | 'sid'> {
  readonly name: string;
  /** Versions that Sync does not have yet. */
  readonly waiting: number;
  readonly lastError: string | null;
}

/** Of objects that have trouble, at most. */
const MOST_TROUBLED = 1_000;

/** How the outbox stands with these objects, and with those that it could not write. */
export async function standingsOf(db: Queryable, names: readonly string[]): Promise<StandingInOutbox[]> {
  const columns = sql`kind, sid, object_key AS name, version - synced AS waiting, last_error AS "lastError"`;
  const { rows } = await sql<StandingInOutbox>`
    SELECT ${columns} FROM sync_object
    WHERE object_key = ANY(${[...names]}::text[]) AND kind IN ('document', 'map', 'list')
    UNION ALL (SELECT ${columns} FROM sync_object
      WHERE last_error IS NOT NULL AND kind IN ('document', 'map', 'list') AND object_key <> ALL(${[...names]}::text[])
      ORDER BY object_key LIMIT ${MOST_TROUBLED})`.execute(db);
  return rows;
}
