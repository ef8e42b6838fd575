import { MAX_QUEUES_OF_AGENT, NAME_PREFIX, type TaskQueueSid, type WorkerSid } from '@flex-sync-suite/shared/contract';
import { sql, type RawBuilder } from 'kysely';
import { agentQueuesKey, permissionsKey, queueBriefKey } from '../outbox/sync-keys';
import type { Queryable } from '../transaction';

// Agents who asked for their queues read the briefs of those that they are eligible for, the first by SID. Nobody else's
// permissions are paid for.

/** Remembered once in so long, so that a panel that is opened often costs no write. */
const ASKED_STEP_MS = 86_400_000;

const briefOf = (queueColumn: string) => sql`${NAME_PREFIX['queue-brief']}::text || ${sql.ref(queueColumn)}`;

/** Of a row `e` of eligibility. */
const IS_AMONG_FIRST = sql`(SELECT count(*) FROM eligibility AS o
  WHERE o.worker_sid = e.worker_sid AND o.queue_sid < e.queue_sid) < ${MAX_QUEUES_OF_AGENT}::integer`;

/**
 * Lets the worker follow her queues from now on. Who is eligible where stays as it is until the transaction ends: whoever
 * changes it waits, and finds that she follows.
 * @returns the outbox keys of what she reads; of who follows already the list alone, which Sync may have lost
 */
export async function beginFollowing(db: Queryable, workerSid: WorkerSid, now: number): Promise<string[]> {
  await sql`SELECT FROM directory_lock WHERE id = 1 FOR SHARE`.execute(db);
  const { rows } = await sql<{ isNew: boolean }>`
    INSERT INTO queue_reader AS r (worker_sid, asked_at) VALUES (${workerSid}, ${now}::bigint)
    ON CONFLICT (worker_sid) DO UPDATE SET asked_at = excluded.asked_at
      WHERE r.asked_at < ${now - ASKED_STEP_MS}::bigint
    RETURNING xmax = 0 AS "isNew"`.execute(db);
  return rows[0]?.isNew === true ? keysOf(db, [workerSid]) : [agentQueuesKey(workerSid)];
}

/** Ends the reading of those who have not asked since `before`. @returns the outbox keys of what changes with it */
export async function endFollowing(db: Queryable, before: number): Promise<string[]> {
  const { rows } = await sql<{ sid: WorkerSid }>`
    WITH stale AS MATERIALIZED (
      SELECT worker_sid FROM queue_reader WHERE asked_at < ${before}::bigint ORDER BY worker_sid FOR UPDATE SKIP LOCKED
    )
    DELETE FROM queue_reader AS r USING stale WHERE r.worker_sid = stale.worker_sid
    RETURNING r.worker_sid AS sid`.execute(db);
  const workerSids = rows.map(({ sid }) => sid);
  return [...(await keysOf(db, workerSids)), ...(await shownBriefs(db, await queuesOf(db, workerSids)))];
}

/** What follows when it changed which queues the workers are eligible for. */
export async function keysOfFollowers(
  db: Queryable,
  { workerSids, queueSids }: { readonly workerSids: readonly WorkerSid[]; readonly queueSids: readonly TaskQueueSid[] },
): Promise<string[]> {
  if (workerSids.length === 0) return [];
  const { rows } = await sql<{ sid: WorkerSid }>`
    SELECT worker_sid AS sid FROM queue_reader WHERE worker_sid = ANY(${[...workerSids]}::text[])`.execute(db);
  if (rows.length === 0) return [];
  const keys = await keysOf(
    db,
    rows.map(({ sid }) => sid),
  );
  return [...new Set([...queueSids.map(queueBriefKey), ...keys])];
}

/** Theirs alone, and the briefs that Sync does not have yet. */
async function keysOf(db: Queryable, workerSids: readonly WorkerSid[]): Promise<string[]> {
  const queueSids = await queuesOf(db, workerSids);
  const shown = new Set(await shownBriefs(db, queueSids));
  return [
    ...queueSids.map(queueBriefKey).filter((key) => !shown.has(key)),
    ...workerSids.flatMap((sid) => [agentQueuesKey(sid), permissionsKey(sid)]),
  ];
}

async function queuesOf(db: Queryable, workerSids: readonly WorkerSid[]): Promise<TaskQueueSid[]> {
  if (workerSids.length === 0) return [];
  const { rows } = await sql<{ sid: TaskQueueSid }>`
    SELECT DISTINCT queue_sid AS sid FROM eligibility AS e
    WHERE worker_sid = ANY(${[...workerSids]}::text[]) AND ${IS_AMONG_FIRST}`.execute(db);
  return rows.map(({ sid }) => sid);
}

/** Keys of the queues' briefs that Sync has, or is about to have. */
export async function shownBriefs(db: Queryable, queueSids: readonly TaskQueueSid[]): Promise<string[]> {
  if (queueSids.length === 0) return [];
  const { rows } = await sql<{ key: string }>`
    SELECT object_key AS key FROM sync_object AS b
    WHERE object_key = ANY(${queueSids.map(queueBriefKey)}::text[]) AND ${IS_SHOWN}`.execute(db);
  return rows.map(({ key }) => key);
}

const IS_SHOWN = sql`(b.sid IS NOT NULL OR b.version > b.synced)`;

/** Whether Sync has the brief of a queue, or is about to; of a column that holds the queue's SID. */
export const isBriefShown = (queueColumn: string): RawBuilder<boolean> => sql`EXISTS (
  SELECT FROM sync_object AS b WHERE b.object_key = ${briefOf(queueColumn)} AND ${IS_SHOWN})`;

/** Queues whose briefs the worker is to read, by SID. */
export async function queuesFollowedBy(db: Queryable, workerSid: WorkerSid): Promise<TaskQueueSid[]> {
  const { rows } = await sql<{ sid: TaskQueueSid }>`
    SELECT e.queue_sid AS sid FROM queue_reader AS r JOIN eligibility AS e ON e.worker_sid = r.worker_sid
    WHERE r.worker_sid = ${workerSid} ORDER BY e.queue_sid LIMIT ${MAX_QUEUES_OF_AGENT}::integer`.execute(db);
  return rows.map(({ sid }) => sid);
}

/** Workers who are to read the brief of a queue. */
export async function workersFollowing(db: Queryable, queueSid: TaskQueueSid): Promise<WorkerSid[]> {
  const { rows } = await sql<{ sid: WorkerSid }>`
    SELECT e.worker_sid AS sid FROM eligibility AS e JOIN queue_reader AS r ON r.worker_sid = e.worker_sid
    WHERE e.queue_sid = ${queueSid} AND ${IS_AMONG_FIRST} ORDER BY e.worker_sid`.execute(db);
  return rows.map(({ sid }) => sid);
}

/** What a worker is told of her queues: those whose briefs she may read by now, and how many she is eligible for. */
export interface FollowedQueues {
  readonly readable: readonly TaskQueueSid[];
  readonly eligible: number;
}

/** Reads {@link FollowedQueues}; null for a worker who does not follow any. */
export async function readFollowedQueues(db: Queryable, workerSid: WorkerSid): Promise<FollowedQueues | null> {
  const { rows } = await sql<FollowedQueues>`
    SELECT (SELECT count(*) FROM eligibility AS e WHERE e.worker_sid = r.worker_sid)::integer AS eligible,
      coalesce((SELECT json_agg(e.queue_sid ORDER BY e.queue_sid) FROM eligibility AS e
        JOIN sync_object AS o ON o.object_key = ${briefOf('e.queue_sid')}
        JOIN sync_grant AS g ON g.object_key = o.object_key AND g.identity = r.worker_sid AND g.sid = o.sid
        WHERE e.worker_sid = r.worker_sid AND g.refused_at IS NULL AND ${IS_AMONG_FIRST}), '[]') AS readable
    FROM queue_reader AS r WHERE r.worker_sid = ${workerSid}`.execute(db);
  return rows[0] ?? null;
}
