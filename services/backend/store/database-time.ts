import { sql } from 'kysely';
import type { Queryable } from './transaction';

/** The database's clock, in UTC milliseconds with fractions: not the beginning of the transaction, but now. */
export async function databaseTime(db: Queryable): Promise<number> {
  const { rows } = await sql<{ at: string | number }>`
    SELECT extract(epoch FROM clock_timestamp()) * 1000 AS at`.execute(db);
  return Number(rows[0]?.at);
}
