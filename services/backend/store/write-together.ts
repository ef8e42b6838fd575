import { sql, type RawBuilder } from 'kysely';
import type { Queryable } from './transaction';

/** A statement that changes rows of one table. */
export interface Write<Row = never> {
  readonly name: string;
  readonly statement: RawBuilder<unknown>;
  /** What is asked of the rows that it returns; their columns are those of every other answer. */
  readonly answer?: RawBuilder<Row>;
}

/**
 * Runs statements that change different tables as one, because each by itself costs more than what it does. Those that
 * answer are carried out first, in the order given.
 */
export async function writeTogether<Row>(db: Queryable, writes: readonly Write<Row>[]): Promise<Row[]> {
  if (writes.length === 0) return [];
  const parts = writes.map(({ name, statement }) => sql`${sql.id(name)} AS (${statement})`);
  const answers = writes.flatMap(({ answer }) => (answer === undefined ? [] : [answer]));
  const asked = answers.length === 0 ? sql<Row>`SELECT WHERE false` : sql.join(answers, sql` UNION ALL `);
  const { rows } = await sql<Row>`WITH ${sql.join(parts)} ${asked}`.execute(db);
  return rows;
}
