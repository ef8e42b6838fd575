import type { ActivitySid, WorkerSid, WorkspaceActivity } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import { emptyActivity, isGone, type ActivityState } from '../../domain/directory/directory-state';
import type { Queryable } from '../transaction';

/** The activities of the workspace that were not deleted, by name. */
export async function listActivities(db: Queryable): Promise<WorkspaceActivity[]> {
  const { rows } = await sql<{ sid: ActivitySid; available: boolean; name: string; state: Partial<ActivityState> }>`
    SELECT a.sid, a.is_available AS available, coalesce(n.value, a.sid) AS name, a.state
    FROM activity AS a LEFT JOIN resource_name AS n ON n.sid = a.sid ORDER BY name, a.sid`.execute(db);
  return rows
    .filter(({ sid, state }) => !isGone({ ...emptyActivity(sid), ...state }))
    .map(({ sid, name, available }) => ({ activitySid: sid, name, available }));
}

/** Whether something is being offered to a worker that has not answered; null for a worker that there is not. */
export async function hasPendingOffer(db: Queryable, workerSid: WorkerSid): Promise<boolean | null> {
  const { rows } = await sql<{ isOffered: boolean }>`
    SELECT EXISTS (
      SELECT FROM reservation AS r WHERE r.worker_sid = w.sid AND r.is_open
        AND r.state ->> 'acceptedAtMs' IS NULL AND r.state ->> 'wrapUpAtMs' IS NULL
    ) AS "isOffered"
    FROM worker AS w WHERE w.sid = ${workerSid} AND NOT w.is_deleted`.execute(db);
  return rows[0]?.isOffered ?? null;
}
