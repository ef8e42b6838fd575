import { ActivitySid, WorkerSid } from '@flex-sync-suite/shared/contract';
import { sql, type Kysely, type Migration } from 'kysely';
import * as v from 'valibot';
import { toldActivity, type ToldActivity } from '../../domain/directory/told-activity';
import { WORKER_EVENT_TYPES } from '../../domain/directory/fold-directory';
import { emptyReservation, emptyTask, type ReservationState, type TaskState } from '../../domain/task-state';
import type { TaskRouterEvent } from '../../domain/task-router-event';
import { reservationRows } from '../task-rows';

/**
 * For how long agents were available, and busy: the activities that events of workers tell, and when agents were done with
 * what they had accepted. The past is taken from the stored events, which are never pruned, and from the stored tasks.
 */
export const occupancy: Migration = {
  async up(db) {
    await sql`
      CREATE TABLE worker_activity (
        worker_sid text NOT NULL,
        at_ms bigint NOT NULL,
        stamp text COLLATE "C" NOT NULL,
        activity_sid text NOT NULL,
        PRIMARY KEY (worker_sid, at_ms, stamp)
      )`.execute(db);
    await fillActivities(db);
    await sql`ALTER TABLE reservation ADD COLUMN released_at bigint`.execute(db);
    await sql`
      UPDATE reservation SET released_at = completed_at WHERE accepted_at IS NOT NULL AND completed_at IS NOT NULL
      `.execute(db);
    await fillReleases(db);
    // One that is not over is the last of its agent's.
    await sql`
      CREATE INDEX reservation_busy ON reservation (worker_sid, (coalesce(released_at, 9223372036854775807)))
      WHERE accepted_at IS NOT NULL`.execute(db);
  },
};

const PAGE = 1_000;

type StoredEvent = Pick<TaskRouterEvent, 'sid' | 'type' | 'atMs'> & {
  readonly resourceSid: string;
  readonly raw: string;
};

async function fillActivities(db: Kysely<unknown>): Promise<void> {
  for (let after = ['', '']; ;) {
    const { rows } = await sql<StoredEvent>`
      SELECT resource_sid AS "resourceSid", event_sid AS sid, type, at_ms AS "atMs", raw FROM event
      WHERE (resource_sid, event_sid) > (${after[0]}, ${after[1]}) AND resource_sid > 'WK' AND resource_sid < 'WL'
        AND type = ANY(${[...WORKER_EVENT_TYPES]}::text[])
      ORDER BY resource_sid, event_sid LIMIT ${PAGE}`.execute(db);
    const told = JSON.stringify(rows.flatMap((event) => toldIn(event) ?? []));
    await sql`
      INSERT INTO worker_activity (worker_sid, at_ms, stamp, activity_sid)
      SELECT "workerSid", "atMs", stamp, "activitySid"
      FROM json_to_recordset(${told}::json) AS r ("workerSid" text, "atMs" bigint, stamp text, "activitySid" text)
      `.execute(db);
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = [last.resourceSid, last.sid];
  }
}

const Callback = v.object({ WorkerSid, WorkerActivitySid: ActivitySid });
const Observation = v.object({ kind: v.literal('worker'), sid: WorkerSid, activitySid: ActivitySid });

/** What cannot be read tells nothing. */
function toldIn({ resourceSid, raw, ...event }: StoredEvent): ToldActivity | null {
  const facts = factsIn(raw);
  if (facts?.sid !== resourceSid) return null;
  const worker = { ...facts, attributes: null, channel: null };
  const nothing = { task: null, reservation: null, taskQueue: null, activity: null, names: [] };
  return toldActivity({ ...event, ...nothing, resourceSid, isEstimate: false, worker });
}

function factsIn(raw: string): { readonly sid: WorkerSid; readonly activitySid: ActivitySid } | null {
  try {
    const body: unknown = JSON.parse(raw);
    const [callback, observation] = [v.safeParse(Callback, body), v.safeParse(Observation, body)];
    if (callback.success) return { sid: callback.output.WorkerSid, activitySid: callback.output.WorkerActivitySid };
    return observation.success ? observation.output : null;
  } catch {
    return null;
  }
}

interface StoredTask {
  readonly sid: TaskState['sid'];
  readonly state: Partial<TaskState> | null;
  readonly reservations: readonly ReservationState[];
}

/** Of those that were accepted and of whose completion nobody told: they end with their task, or otherwise. */
async function fillReleases(db: Kysely<unknown>): Promise<void> {
  for (let after = ''; ;) {
    const { rows } = await sql<StoredTask>`
      SELECT lost.sid, t.state, (
        SELECT json_agg(r.state ORDER BY r.sid) FROM reservation AS r WHERE r.task_sid = lost.sid
      ) AS reservations
      FROM (
        SELECT DISTINCT task_sid AS sid FROM reservation
        WHERE task_sid > ${after} AND accepted_at IS NOT NULL AND completed_at IS NULL ORDER BY 1 LIMIT ${PAGE}
      ) AS lost LEFT JOIN task AS t ON t.sid = lost.sid ORDER BY lost.sid`.execute(db);
    const released = JSON.stringify(rows.flatMap(releasesOf));
    await sql`
      UPDATE reservation SET released_at = r.released_at
      FROM json_to_recordset(${released}::json) AS r (sid text, released_at bigint)
      WHERE reservation.sid = r.sid AND r.released_at IS NOT NULL`.execute(db);
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last.sid;
  }
}

function releasesOf({ sid, state, reservations }: StoredTask): readonly object[] {
  const told = reservations.map((one) => ({ ...emptyReservation(one.sid), ...one }));
  try {
    return reservationRows({ ...emptyTask(sid), ...state, reservations: told });
  } catch {
    // Unreadable rows are counted nowhere; a rebuild names them.
    return [];
  }
}
