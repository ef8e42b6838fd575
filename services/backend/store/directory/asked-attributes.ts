import type { AskedAttribute, TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import { parseTargetExpression } from '../../domain/directory/target-expression';
import type { Queryable } from '../transaction';

/** What the expressions of TaskQueues ask for, of those `among` some. One that cannot be read asks for nothing. */
export async function readAskedAttributes(
  db: Queryable,
  among?: readonly TaskQueueSid[],
): Promise<ReadonlyMap<TaskQueueSid, readonly AskedAttribute[]>> {
  const { rows } = await sql<{ sid: TaskQueueSid; expression: string }>`
    SELECT sid, state -> 'targetWorkers' ->> 'value' AS expression FROM task_queue
    WHERE NOT is_deleted AND expression_error IS NULL
      ${among === undefined ? sql`` : sql`AND sid = ANY(${[...among]}::text[])`}`.execute(db);
  return new Map(
    rows.map(({ sid, expression }) => {
      const parsed = parseTargetExpression(expression);
      return [sid, parsed.ok ? parsed.asksFor : []];
    }),
  );
}
