import { sql } from 'kysely';
import type { Queryable } from './transaction';

/**
 * Locks rows until the transaction ends; makes those that are missing, as `{}`. New rows are made and existing ones
 * locked in the order of their SIDs, so that transactions wait for each other but never in a circle.
 *
 * @param sorted SIDs, each once
 */
export async function lockStates<Sid extends string>(
  db: Queryable,
  table: 'task' | 'worker' | 'task_queue' | 'activity',
  sorted: readonly Sid[],
): Promise<{ readonly sid: Sid; readonly state: object }[]> {
  if (sorted.length === 0) return [];
  await sql`
    INSERT INTO ${sql.table(table)} (sid, state)
    SELECT sid, '{}'::jsonb FROM unnest(${[...sorted]}::text[]) AS t (sid) ORDER BY sid
    ON CONFLICT DO NOTHING`.execute(db);
  const { rows } = await sql<{ sid: Sid; state: object }>`
    SELECT sid, state FROM ${sql.table(table)} WHERE sid = ANY(${[...sorted]}::text[])
    ORDER BY sid FOR UPDATE`.execute(db);
  // A rebuild deletes rows that no event supports, maybe between the two statements: then it is made anew.
  return rows.length === sorted.length ? rows : lockStates(db, table, sorted);
}
