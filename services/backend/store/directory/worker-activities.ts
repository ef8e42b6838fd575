import type { WorkerSid } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import type { ToldActivity } from '../../domain/directory/told-activity';
import type { Queryable } from '../transaction';
import type { Write } from '../write-together';
import type { WorkerActivityTable } from './directory-tables';

/** The row of what one event tells. */
export const workerActivityRow = ({ workerSid, atMs, stamp, activitySid }: ToldActivity): WorkerActivityTable => ({
  worker_sid: workerSid,
  at_ms: atMs,
  stamp,
  activity_sid: activitySid,
});

/** Adds to the history of workers whose rows the transaction has locked; what is there already changes nothing. */
export const workerActivityWrites = (told: readonly ToldActivity[]): Write[] =>
  told.length === 0 ? [] : [{ name: 'told_activity', statement: insertion(told.map(workerActivityRow)) }];

const insertion = (rows: readonly WorkerActivityTable[]) => sql`
  INSERT INTO worker_activity (worker_sid, at_ms, stamp, activity_sid)
  SELECT worker_sid, at_ms, stamp, activity_sid
  FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r (worker_sid text, at_ms bigint, stamp text,
    activity_sid text)
  ON CONFLICT DO NOTHING`;

/** Forgets the history of workers that the transaction has locked. */
export async function deleteWorkerActivities(db: Queryable, workerSids: readonly WorkerSid[]): Promise<void> {
  await sql`DELETE FROM worker_activity WHERE worker_sid = ANY(${[...workerSids]}::text[])`.execute(db);
}
