import type { TaskQueueSid, WorkerSid } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import type { Queryable } from '../transaction';

/** A worker that matches a queue's expression. */
export interface EligibleAgent {
  /** Null when no event told it; so is the activity's. */
  readonly name: string | null;
  readonly activityName: string | null;
  /** Whether its activity is one in which it is offered tasks. */
  readonly isAvailable: boolean;
}

/** Null for a worker that there is not, or that the queue does not ask. */
export async function eligibleAgent(
  db: Queryable,
  queueSid: TaskQueueSid,
  workerSid: WorkerSid,
): Promise<EligibleAgent | null> {
  const { rows } = await sql<EligibleAgent>`
    SELECT name.value AS name, called.value AS "activityName", coalesce(a.is_available, false) AS "isAvailable"
    FROM eligibility AS e JOIN worker AS w ON w.sid = e.worker_sid AND NOT w.is_deleted
    LEFT JOIN activity AS a ON a.sid = w.activity_sid
    LEFT JOIN resource_name AS name ON name.sid = w.sid
    LEFT JOIN resource_name AS called ON called.sid = w.activity_sid
    WHERE e.queue_sid = ${queueSid} AND e.worker_sid = ${workerSid}`.execute(db);
  return rows[0] ?? null;
}
