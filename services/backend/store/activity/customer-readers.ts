import type { CustomerKey, TaskSid, WorkerSid } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import { customerMapKey, permissionsKey } from '../outbox/sync-keys';
import type { Queryable } from '../transaction';

/** A worker, and a task that she may or may not hold a reservation of. */
export interface WorkerOfTask {
  readonly taskSid: TaskSid;
  readonly workerSid: WorkerSid;
}

/**
 * Whether the worker holds a reservation of the task that has not ended. The task stays as it is until the transaction
 * ends: whoever ends the reservation waits for it, and finds what it wrote.
 */
export async function holdsReservation(db: Queryable, { taskSid, workerSid }: WorkerOfTask): Promise<boolean> {
  await sql`SELECT FROM task WHERE sid = ${taskSid} FOR SHARE`.execute(db);
  const { rows } = await sql`
    SELECT FROM reservation WHERE task_sid = ${taskSid} AND worker_sid = ${workerSid} AND is_open LIMIT 1`.execute(db);
  return rows.length > 0;
}

/** Lets the worker read what the customers do, for as long as she holds the task. @returns those that are new to her */
export async function addReader(
  db: Queryable,
  { taskSid, workerSid }: WorkerOfTask,
  customerKeys: readonly CustomerKey[],
  now: number,
): Promise<CustomerKey[]> {
  if (customerKeys.length === 0) return [];
  const { rows } = await sql<{ key: CustomerKey }>`
    INSERT INTO activity_reader (customer_key, worker_sid, task_sid, since)
    SELECT key, ${workerSid}, ${taskSid}, ${now}::bigint FROM unnest(${[...customerKeys]}::text[]) AS c (key) ORDER BY key
    ON CONFLICT DO NOTHING RETURNING customer_key AS key`.execute(db);
  return rows.map(({ key }) => key);
}

/** Customers that the worker may read of. */
export async function customersReadBy(db: Queryable, workerSid: WorkerSid): Promise<CustomerKey[]> {
  const { rows } = await sql<{ key: CustomerKey }>`
    SELECT DISTINCT customer_key AS key FROM activity_reader WHERE worker_sid = ${workerSid} ORDER BY key`.execute(db);
  return rows.map(({ key }) => key);
}

/** Workers who may read of the customer. */
export async function workersReading(db: Queryable, customerKey: CustomerKey): Promise<WorkerSid[]> {
  const { rows } = await sql<{ sid: WorkerSid }>`
    SELECT DISTINCT worker_sid AS sid FROM activity_reader WHERE customer_key = ${customerKey} ORDER BY sid`.execute(
    db,
  );
  return rows.map(({ sid }) => sid);
}

interface EndedReading {
  readonly customerKey: CustomerKey;
  readonly workerSid: WorkerSid;
}

/** Of each worker who holds no reservation of the task any more. @returns the outbox keys of what changes with it */
export async function endReading(db: Queryable, ended: readonly WorkerOfTask[]): Promise<string[]> {
  if (ended.length === 0) return [];
  const { rows } = await sql<EndedReading>`
    DELETE FROM activity_reader AS r
    USING unnest(${ended.map(({ taskSid }) => taskSid)}::text[], ${ended.map(({ workerSid }) => workerSid)}::text[])
      AS e (task_sid, worker_sid)
    WHERE r.task_sid = e.task_sid AND r.worker_sid = e.worker_sid
    RETURNING r.customer_key AS "customerKey", r.worker_sid AS "workerSid"`.execute(db);
  return rows.flatMap(keysOf);
}

/** The same of everybody: the event of an end may have been lost, and a rebuild changes reservations without events. */
export async function endAllStaleReading(db: Queryable): Promise<string[]> {
  const { rows } = await sql<EndedReading>`
    WITH stale AS MATERIALIZED (
      SELECT customer_key, worker_sid, task_sid FROM activity_reader AS r WHERE NOT EXISTS (
        SELECT FROM reservation AS v WHERE v.task_sid = r.task_sid AND v.worker_sid = r.worker_sid AND v.is_open)
      ORDER BY customer_key, worker_sid, task_sid FOR UPDATE SKIP LOCKED
    )
    DELETE FROM activity_reader AS r USING stale AS s
    WHERE r.customer_key = s.customer_key AND r.worker_sid = s.worker_sid AND r.task_sid = s.task_sid
    RETURNING r.customer_key AS "customerKey", r.worker_sid AS "workerSid"`.execute(db);
  return rows.flatMap(keysOf);
}

const keysOf = ({ customerKey, workerSid }: EndedReading): string[] => [
  customerMapKey(customerKey),
  permissionsKey(workerSid),
];
