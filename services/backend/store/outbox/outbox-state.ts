import { sql } from 'kysely';
import { isOfKind } from './kinds-in-sql';
import { PRIORITY } from './sync-objects';
import type { Queryable } from '../transaction';

/** How far the outbox is, in UTC milliseconds. What is set aside waits for nobody, and is only counted. */
export interface OutboxState {
  /** When the oldest change was marked that is not in Sync yet, of all but what has low priority; null when all are. */
  readonly watched: number | null;
  /** The same of Lists, Documents of responses, permissions and worker attributes, and of what is due for nobody in particular. */
  readonly lowPriority: number | null;
  /** When Sync last took a write, of any object and from any process; null before the first. */
  readonly writtenAt: number | null;
  /** How many objects are set aside. */
  readonly setAside: number;
}

/** Reads {@link OutboxState}. */
export async function readOutboxState(db: Queryable): Promise<OutboxState> {
  const isWaiting = sql`version > synced AND set_aside IS NULL`;
  const { rows } = await sql<OutboxState>`
    SELECT min(dirty_since) FILTER (WHERE ${isWaiting} AND rank = 0 AND ${PRIORITY} = 0) AS watched,
      min(dirty_since) FILTER (WHERE ${isWaiting} AND (rank > 0 OR ${PRIORITY} > 0)) AS "lowPriority",
      max(written_at) AS "writtenAt", count(*) FILTER (WHERE set_aside IS NOT NULL)::integer AS "setAside"
    FROM sync_object`.execute(db);
  return rows[0] ?? { watched: null, lowPriority: null, writtenAt: null, setAside: 0 };
}

/** Ends of lives, in UTC milliseconds, up to which a renewal is due. */
export interface RenewalBounds {
  /** Lists and Documents of responses, favourites, and what queues an agent has. */
  readonly library: number;
  /** Agents' calls. */
  readonly calls: number;
  /** Everything else. */
  readonly board: number;
}

/**
 * Clean objects whose life in Sync ends soon: mark them dirty to renew it. Of libraries, and of agents' calls, at most `limit`
 * each, the first to end.
 */
export async function renewalsDue(
  db: Queryable,
  { library, calls, board }: RenewalBounds,
  limit: number,
): Promise<string[]> {
  const isLibrary = sql`(kind = 'list' OR ${isOfKind(['response', 'favorites', 'agent-queues'])})`;
  const isCalls = isOfKind(['recent-calls']);
  const { rows } = await sql<{ key: string }>`
    (SELECT object_key AS key FROM sync_object
      WHERE version = synced AND ${isLibrary} AND expires_at <= ${library}::bigint
      ORDER BY expires_at, object_key LIMIT ${limit}::integer)
    UNION ALL
    (SELECT object_key AS key FROM sync_object
      WHERE version = synced AND ${isCalls} AND expires_at <= ${calls}::bigint
      ORDER BY expires_at, object_key LIMIT ${limit}::integer)
    UNION ALL
    (SELECT object_key AS key FROM sync_object
      WHERE version = synced AND NOT ${isLibrary} AND NOT ${isCalls}
        AND expires_at <= ${board}::bigint)
    ORDER BY key`.execute(db);
  return rows.map(({ key }) => key);
}
