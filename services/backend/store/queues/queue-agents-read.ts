import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import type { StaffedQueue } from '../../domain/queues/agents-of-queues';
import type { EligibleWorker } from '../../domain/queues/queue-metrics';
import type { Queryable } from '../transaction';
import { channelsSeen, openLoad, openTasks } from './queue-parts';

/** Who could answer in some queues, at one moment. */
export interface QueueAgentsRow {
  /** Null before the first event. */
  readonly newestAt: number | null;
  /** Those of the queues that are known and not deleted. */
  readonly queues: readonly StaffedQueue[];
  /** By number: one that is eligible for many queues is read once. */
  readonly workers: Readonly<Record<number, EligibleWorker>>;
}

/** In one statement, whose parts are those of the queues' Documents. */
export async function readQueueAgents(db: Queryable, sids: readonly TaskQueueSid[]): Promise<QueueAgentsRow> {
  const ofQueues = sql`ANY(${[...sids]}::text[])`;
  const { rows } = await sql<QueueAgentsRow>`
    WITH pair AS MATERIALIZED (
      SELECT e.queue_sid, e.worker_sid FROM eligibility AS e JOIN task_queue AS q ON q.sid = e.queue_sid
      WHERE e.queue_sid = ${ofQueues} AND NOT q.is_deleted
    ), numbered AS MATERIALIZED (
      SELECT row_number() OVER () AS n, w.*
      FROM (SELECT DISTINCT worker_sid FROM pair) AS p
      CROSS JOIN LATERAL (
        SELECT sid, activity_sid, capacities FROM worker WHERE sid = p.worker_sid AND NOT is_deleted
      ) AS w
    ), eligible AS MATERIALIZED (
      SELECT p.queue_sid, json_agg(w.n) AS numbers FROM pair AS p JOIN numbered AS w ON w.sid = p.worker_sid
      GROUP BY p.queue_sid
    ), channels AS MATERIALIZED (${channelsSeen(ofQueues)}
    ), open_task AS MATERIALIZED (${openTasks(ofQueues)})
    SELECT
      (SELECT max(at_ms) FROM event) AS "newestAt",
      coalesce((SELECT json_agg(json_build_object(
        'channels', coalesce(channels.names, '[]'), 'tasks', coalesce(open_task.tasks, '[]'), 'eligible', eligible.numbers
      ))
      FROM eligible
      LEFT JOIN channels ON channels.queue_sid = eligible.queue_sid
      LEFT JOIN open_task ON open_task.queue_sid = eligible.queue_sid), '[]') AS queues,
      coalesce((SELECT json_object_agg(w.n, json_build_object(
        'available', coalesce(a.is_available, false), 'capacities', w.capacities, 'load', coalesce(l.by_channel, '{}')
      ))
      FROM numbered AS w
      LEFT JOIN activity AS a ON a.sid = w.activity_sid
      CROSS JOIN LATERAL (${openLoad(sql`w.sid`)}) AS l), '{}') AS workers`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('A SELECT without FROM has one row');
  return row;
}
