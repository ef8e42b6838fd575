import { sql } from 'kysely';
import type { Queryable } from '../transaction';

/** Rows at most, with their indexes some 700 MB: a timeline that grows faster reaches less far back. */
export const MOST_TIMELINE_ROWS = 2_000_000;

export interface TimelineRetention {
  /** Older ones go. */
  readonly beforeMs: number;
  /** Default: {@link MOST_TIMELINE_ROWS}. */
  readonly mostRows?: number;
  /** Rows at most that go; what is left over waits for the next call. */
  readonly limit: number;
}

/** Deletes some of the oldest rows that are not to be kept. @returns how many went */
export async function pruneTimeline(
  db: Queryable,
  { beforeMs, mostRows = MOST_TIMELINE_ROWS, limit }: TimelineRetention,
): Promise<number> {
  const deleted = await sql`
    DELETE FROM sync_timeline WHERE id = ANY(ARRAY(
      SELECT id FROM (SELECT id, at FROM sync_timeline ORDER BY id LIMIT ${limit}) AS oldest
      WHERE at < ${beforeMs}::bigint
        OR id <= (SELECT id FROM sync_timeline ORDER BY id DESC LIMIT 1) - ${mostRows}::bigint))`.execute(db);
  return Number(deleted.numAffectedRows ?? 0);
}

/** Deletes what tells of the objects of these names. */
export async function deleteTimelineOf(db: Queryable, names: readonly string[]): Promise<void> {
  await sql`DELETE FROM sync_timeline WHERE name = ANY(${[...names]}::text[])`.execute(db);
}

/** Deletes what tells of one item of an object. */
export async function deleteTimelineOfItem(db: Queryable, name: string, itemKey: string): Promise<void> {
  await sql`DELETE FROM sync_timeline WHERE name = ${name} AND item_key = ${itemKey}`.execute(db);
}
