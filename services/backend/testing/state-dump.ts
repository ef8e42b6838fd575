import { sql } from 'kysely';
import type { Database } from '../store/database';

const TABLES = [
  'task',
  'reservation',
  'worker',
  'worker_activity',
  'task_queue',
  'activity',
  'resource_name',
  'eligibility',
  'queue_channel',
  'queue_minute',
  'queue_visit',
  'queue_policy',
];

/** Everything that the backend derived from the events, as text. */
export async function stateDump({ kysely }: Database): Promise<string> {
  const tables: Record<string, unknown> = {};
  for (const table of TABLES) {
    const { rows } = await sql<{ row: unknown }>`
      SELECT to_jsonb(t) AS row FROM ${sql.table(table)} AS t ORDER BY to_jsonb(t)::text`.execute(kysely);
    tables[table] = rows.map(({ row }) => row);
  }
  return JSON.stringify(tables, null, 1);
}
