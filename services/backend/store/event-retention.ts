import { sql } from 'kysely';
import type { Database } from './database';
import { inTransaction } from './transaction';

/** What one transaction of {@link pruneEvents} took out. */
export interface Pruned {
  /** Closed tasks whose events are gone now. */
  readonly tasks: number;
  readonly events: number;
  /** Events that could not be understood. */
  readonly dead: number;
}

/**
 * Deletes stored events that nothing needs any more: all events of a closed task together, once the newest of them
 * happened and arrived before `before`, and unusable events that arrived before it. What they said stays in the rows,
 * and so do the visits of its queues, which a rebuild takes from these.
 *
 * The row of a task says whether its events are all there, so that whoever recomputes state from events leaves a pruned
 * task as it is. Events of queues, workers and activities stay: they are few, and the last word of each counts for as
 * long as it exists. An event of a pruned task that arrives once more changes nothing, because the row still holds what
 * it says.
 *
 * @param before UTC milliseconds
 * @param limit tasks, and unusable events, at most; what is left over waits for the next call
 */
export async function pruneEvents(
  db: Database['kysely'],
  { before, limit, now }: { readonly before: number; readonly limit: number; readonly now: number },
): Promise<Pruned> {
  return inTransaction(db, async (trx) => {
    // The newest event of all stays: every figure states it.
    const { rows: tasks } = await sql<{ sid: string }>`
      WITH settled AS MATERIALIZED (
        SELECT t.sid FROM task AS t
        WHERE NOT t.is_open AND t.events_pruned_at IS NULL AND t.created_at < ${before}::bigint AND NOT EXISTS (
          SELECT 1 FROM event AS e WHERE e.resource_sid = t.sid AND (e.received_at >= ${before}::bigint
            OR e.at_ms >= least(${before}::bigint, (SELECT max(at_ms) FROM event)))
        )
        ORDER BY t.created_at LIMIT ${limit} FOR UPDATE SKIP LOCKED
      )
      UPDATE task SET events_pruned_at = ${now}::bigint FROM settled WHERE task.sid = settled.sid
      RETURNING task.sid`.execute(trx);
    const sids = tasks.map(({ sid }) => sid);
    const events = await sql`
      DELETE FROM event WHERE resource_sid = ANY(${sids}::text[])`.execute(trx);
    const dead = await sql`
      DELETE FROM event_dead WHERE id IN (
        SELECT id FROM event_dead WHERE received_at < ${before}::bigint ORDER BY received_at LIMIT ${limit}
      )`.execute(trx);
    return {
      tasks: sids.length,
      events: Number(events.numAffectedRows ?? 0),
      dead: Number(dead.numAffectedRows ?? 0),
    };
  });
}
