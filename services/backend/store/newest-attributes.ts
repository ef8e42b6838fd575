import type { TaskSid } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import type { Queryable } from './transaction';

/** Attributes of a task as its newest event that carries any has them, as JSON text; null when none does. */
export async function newestTaskAttributes(db: Queryable, taskSid: TaskSid): Promise<string | null> {
  const { rows } = await sql<{ raw: string }>`
    SELECT raw FROM event WHERE resource_sid = ${taskSid} AND strpos(raw, '"TaskAttributes":"') > 0
      AND strpos(raw, '"TaskAttributes":""') = 0
    ORDER BY at_ms DESC, event_sid DESC LIMIT 1`.execute(db);
  const [newest] = rows;
  if (newest === undefined) return null;
  // Stored as it was received: a form, whose values are texts.
  const { TaskAttributes: attributes } = JSON.parse(newest.raw) as Readonly<Record<string, string>>;
  return attributes ?? null;
}
