import { sql, type RawBuilder } from 'kysely';
import type { Queryable } from './transaction';

interface LockedState<Sid> {
  readonly sid: Sid;
  readonly state: object;
  /** Made by this transaction: nobody else knows the row yet. */
  readonly isNew: boolean;
}

/** Locks rows with a state of their own, see {@link lockInOrder}; makes those that are missing, as `{}`. */
export const lockStates = <Sid extends string>(
  db: Queryable,
  table: 'task' | 'worker' | 'task_queue' | 'activity',
  sorted: readonly Sid[],
): Promise<readonly LockedState<Sid>[]> =>
  lockInOrder(db, {
    ...{ table, key: 'sid', keys: sorted },
    make: sql`(sid, state) SELECT sid, '{}'::jsonb`,
    held: sql`sid, state, false AS "isNew"`,
    made: sql`sid, '{}', true`,
  });

export interface RowsToLock<Row> {
  readonly table: string;
  readonly key: string;
  /** Sorted, each once. */
  readonly keys: readonly string[];
  /** Columns of a new row, and how they follow from its key. */
  readonly make: RawBuilder<unknown>;
  /** What is asked of a row that was there, and of one that was not. */
  readonly held: RawBuilder<Row>;
  readonly made: RawBuilder<Row>;
}

/**
 * Locks rows until the transaction ends; makes those that are missing. New rows are made and existing ones locked in the
 * order of their keys, so that transactions wait for each other but never in a circle.
 *
 * One statement sees the rows as they were when it began. Where somebody else made one of them since, it locks none, and
 * the next statement sees that row: to lock the others first would be out of order.
 */
export async function lockInOrder<Row>(db: Queryable, rows: RowsToLock<Row>): Promise<readonly Row[]> {
  const { make, held, made } = rows;
  const [table, key, keys] = [sql.table(rows.table), sql.id(rows.key), [...rows.keys]];
  if (keys.length === 0) return [];
  const { rows: locked } = await sql<Row>`
    WITH made AS (
      INSERT INTO ${table} ${make} FROM unnest(${keys}::text[]) AS t (${key}) ORDER BY ${key}
      ON CONFLICT DO NOTHING RETURNING ${key}
    ), held AS (
      SELECT * FROM ${table} WHERE ${key} = ANY(${keys}::text[]) AND ${keys.length}::bigint = (
        (SELECT count(*) FROM made) + (SELECT count(*) FROM ${table} WHERE ${key} = ANY(${keys}::text[]))
      ) ORDER BY ${key} FOR UPDATE
    )
    SELECT ${held} FROM held UNION ALL SELECT ${made} FROM made`.execute(db);
  // A rebuild deletes rows that no event supports, maybe in between: then it is made anew.
  return locked.length === keys.length ? locked : lockInOrder(db, rows);
}
