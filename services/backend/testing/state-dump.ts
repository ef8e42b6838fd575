import { sql } from 'kysely';
import type { Database } from '../store/database';

const TABLES = [
  'task',
  'reservation',
  'worker',
  'task_queue',
  'activity',
  'eligibility',
  'queue_channel',
  'queue_minute',
];

/** Sums that fell back to zero leave a row behind, which means the same as none. */
const SUMS: Readonly<Record<string, readonly string[]>> = {
  queue_channel: ['queue_sid', 'channel'],
  queue_minute: ['queue_sid', 'minute'],
};

/** Everything that the backend derived from the events, as text. */
export async function stateDump({ kysely }: Database): Promise<string> {
  const tables: Record<string, unknown> = {};
  for (const table of TABLES) {
    const { rows } = await sql<{ row: Record<string, unknown> }>`
      SELECT to_jsonb(t) AS row FROM ${sql.table(table)} AS t ORDER BY to_jsonb(t)::text`.execute(kysely);
    const keys = SUMS[table];
    const isWorthARow = (row: Record<string, unknown>): boolean =>
      keys === undefined || Object.entries(row).some(([column, value]) => !keys.includes(column) && value !== 0);
    tables[table] = rows.map(({ row }) => row).filter(isWorthARow);
  }
  return JSON.stringify(tables, null, 1);
}
