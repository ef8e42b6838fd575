import { sql } from 'kysely';
import type { ReservationSid, TaskSid, WorkerSid } from '@flex-sync-suite/shared/contract';
import { lockInOrder } from '../lock-states';
import type { Queryable } from '../transaction';

/**
 * Makes transactions that change contacts with the same party run one after the other until they end. Without it, a
 * missed call and the answered one that settles it could be committed at the same moment without having seen each other.
 */
export async function lockParties(db: Queryable, parties: Iterable<string>): Promise<void> {
  await lockInOrder(db, {
    ...{ table: 'contact_party', key: 'party', keys: [...new Set(parties)].sort() },
    make: sql`(party) SELECT party`,
    ...{ held: sql`party`, made: sql`party` },
  });
}

/** The workers who missed a call of one of these parties. */
export async function workersWhoMissed(db: Queryable, parties: readonly string[]): Promise<WorkerSid[]> {
  if (parties.length === 0) return [];
  const { rows } = await sql<{ sid: WorkerSid }>`
    SELECT DISTINCT worker_sid AS sid FROM reservation
    WHERE party = ANY(${[...parties]}::text[]) AND missed_at IS NOT NULL AND worker_sid IS NOT NULL`.execute(db);
  return rows.map(({ sid }) => sid);
}

/** When somebody was in contact with a party, in UTC milliseconds. */
export interface Contact {
  readonly party: string;
  readonly taskSid: TaskSid;
  readonly atMs: number;
}

/** A call as it stands with a worker. */
export type CallOfWorker = readonly [WorkerSid, ReservationSid];

/**
 * The missed calls that an answered one settles, or settled before it turned out to be none: those of the same party
 * between the answer before it and itself, and those of that answer's own task, which it did not settle. However long the
 * history of a party is, that is all that is read of it.
 */
export async function missedBefore(db: Queryable, answered: readonly Contact[]): Promise<CallOfWorker[]> {
  if (answered.length === 0) return [];
  const { rows } = await sql<{ workerSid: WorkerSid; sid: ReservationSid }>`
    WITH c AS (
      SELECT c.*, last.at AS last_at, last.task AS last_task
      FROM unnest(${answered.map(({ party }) => party)}::text[], ${answered.map(({ taskSid }) => taskSid)}::text[],
        ${answered.map(({ atMs }) => atMs)}::bigint[]) AS c (party, task, at)
      LEFT JOIN LATERAL (
        SELECT a.accepted_at AS at, a.task_sid AS task FROM reservation AS a
        WHERE a.party = c.party AND a.accepted_at < c.at ORDER BY a.accepted_at DESC LIMIT 1
      ) AS last ON true
    )
    SELECT r.worker_sid AS "workerSid", r.sid FROM c
    JOIN reservation AS r ON r.party = c.party AND r.missed_at <= c.at AND r.missed_at > coalesce(c.last_at, -1)
    WHERE r.worker_sid IS NOT NULL AND r.task_sid <> c.task
    UNION
    SELECT r.worker_sid, r.sid FROM c
    JOIN reservation AS r ON r.task_sid = c.last_task AND r.party = c.party AND r.missed_at <= c.last_at
    WHERE r.worker_sid IS NOT NULL AND r.task_sid <> c.task AND NOT EXISTS (
      SELECT FROM reservation AS a
      WHERE a.party = c.party AND a.accepted_at >= r.missed_at AND a.accepted_at < c.at AND a.task_sid <> r.task_sid
    )`.execute(db);
  return rows.map(({ workerSid, sid }) => [workerSid, sid]);
}
