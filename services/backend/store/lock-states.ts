import { sql } from 'kysely';
import type { Queryable } from './transaction';

interface LockedState<Sid> {
  readonly sid: Sid;
  readonly state: object;
  /** Made by this transaction: nobody else knows the row yet. */
  readonly isNew: boolean;
}

/**
 * Locks rows until the transaction ends; makes those that are missing, as `{}`. New rows are made and existing ones
 * locked in the order of their SIDs, so that transactions wait for each other but never in a circle.
 *
 * One statement sees the rows as they were when it began. Where somebody else made one of them since, it locks none, and
 * the next statement sees that row: to lock the others first would be out of order.
 *
 * @param sorted SIDs, each once
 */
export async function lockStates<Sid extends string>(
  db: Queryable,
  table: 'task' | 'worker' | 'task_queue' | 'activity',
  sorted: readonly Sid[],
): Promise<readonly LockedState<Sid>[]> {
  if (sorted.length === 0) return [];
  const sids = [...sorted];
  const { rows } = await sql<LockedState<Sid>>`
    WITH made AS (
      INSERT INTO ${sql.table(table)} (sid, state)
      SELECT sid, '{}'::jsonb FROM unnest(${sids}::text[]) AS t (sid) ORDER BY sid
      ON CONFLICT DO NOTHING RETURNING sid
    ), held AS (
      SELECT sid, state FROM ${sql.table(table)} WHERE sid = ANY(${sids}::text[]) AND ${sids.length}::bigint = (
        (SELECT count(*) FROM made) + (SELECT count(*) FROM ${sql.table(table)} WHERE sid = ANY(${sids}::text[]))
      ) ORDER BY sid FOR UPDATE
    )
    SELECT sid, state, false AS "isNew" FROM held UNION ALL SELECT sid, '{}', true FROM made`.execute(db);
  // A rebuild deletes rows that no event supports, maybe in between: then it is made anew.
  return rows.length === sorted.length ? rows : lockStates(db, table, sorted);
}
