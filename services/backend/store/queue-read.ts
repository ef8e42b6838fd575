import type { QueueDocument, TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import { minuteOf } from '../domain/contributions';
import { queueGroups } from '../domain/queue-groups';
import { queueNow, type EligibleWorker, type TaskInQueue } from '../domain/queue-metrics';
import { startOfReportingDay, windowBounds } from '../domain/reporting-day';
import { newestEventAt } from './events';
import { readWindows } from './queue-sums';
import type { Queryable } from './transaction';

/** What the queue index says of a queue. */
export interface ListedQueue {
  readonly sid: TaskQueueSid;
  /** Its SID until an event or the directory named it. */
  readonly name: string;
  /** Unique names of the channels of the tasks that ever entered the queue, sorted. */
  readonly channels: readonly string[];
  /** Group tags, sorted. */
  readonly groups: readonly string[];
  /** Why the queue's expression cannot be read, so that it counts no eligible workers; null when it can. */
  readonly expressionError: string | null;
}

/** Every TaskQueue that was not deleted, by SID. */
export async function listQueues(db: Queryable): Promise<ListedQueue[]> {
  const { rows } = await sql<Omit<ListedQueue, 'groups'>>`
    SELECT q.sid, q.name, q.expression_error AS "expressionError", coalesce((
      SELECT json_agg(c.channel ORDER BY c.channel) FROM queue_channel AS c WHERE c.queue_sid = q.sid AND c.tasks > 0
    ), '[]') AS channels
    FROM task_queue AS q WHERE NOT q.is_deleted ORDER BY q.sid`.execute(db);
  return rows.map((row) => ({ ...row, channels: [...row.channels].sort(), groups: queueGroups(row.name) }));
}

/** Everything in a queue's Document but the fields that the projector adds. */
export type QueueFigures = Omit<QueueDocument, 'schema' | 'v'>;

/**
 * The figures of one queue, for its Document.
 *
 * They are stated for `at` or for the newest stored event, whichever is later: no stored event lies in the future of
 * its own figures. `at` in UTC milliseconds, `zone` an IANA name.
 * @returns null for a queue that is unknown or deleted
 */
export async function buildQueueFigures(
  db: Queryable,
  { taskQueueSid, at, zone }: { readonly taskQueueSid: TaskQueueSid; readonly at: number; readonly zone: string },
): Promise<{ figures: QueueFigures } | null> {
  const newestAt = await newestEventAt(db);
  const atMs = Math.max(at, newestAt ?? at);
  const now = await readNow(db, taskQueueSid);
  if (now === null) return null;
  const bounds = windowBounds(atMs, zone);
  const { last30Minutes, today } = await readWindows(db, taskQueueSid, bounds);
  return {
    figures: {
      asOf: instant(newestAt ?? atMs),
      at: instant(atMs),
      now: queueNow(now),
      last30Minutes,
      today: { ...today, since: instant(bounds.todaySinceMs) },
    },
  };
}

const instant = (atMs: number): string => new Date(atMs).toISOString();

interface NowRow {
  readonly channels: readonly string[];
  readonly tasks: readonly TaskInQueue[];
  readonly workers: readonly EligibleWorker[];
}

/** One statement, and therefore one moment: tasks and workers cannot disagree about a reservation. */
async function readNow(db: Queryable, queueSid: TaskQueueSid): Promise<NowRow | null> {
  const { rows } = await sql<NowRow>`
    SELECT
      coalesce((
        SELECT json_agg(c.channel ORDER BY c.channel) FROM queue_channel AS c WHERE c.queue_sid = q.sid AND c.tasks > 0
      ), '[]') AS channels,
      coalesce((
        SELECT json_agg(json_build_object(
          'phase', t.phase,
          'channel', coalesce(t.state #>> '{channel,value}', t.state #>> '{estimate,channel,value}', 'default'),
          'enteredAtMs', t.entered_at,
          'createdAtMs', t.created_at
        ))
        FROM task AS t WHERE t.queue_sid = q.sid AND t.is_open
      ), '[]') AS tasks,
      coalesce((
        SELECT json_agg(json_build_object(
          'available', coalesce(a.is_available, false),
          'capacities', w.capacities,
          'load', coalesce((
            SELECT json_object_agg(l.channel, l.open) FROM (
              SELECT r.channel, count(*) AS open FROM reservation AS r
              WHERE r.worker_sid = w.sid AND r.is_open GROUP BY r.channel
            ) AS l
          ), '{}')
        ))
        FROM eligibility AS e
        JOIN worker AS w ON w.sid = e.worker_sid AND NOT w.is_deleted
        LEFT JOIN activity AS a ON a.sid = w.activity_sid
        WHERE e.queue_sid = q.sid
      ), '[]') AS workers
    FROM task_queue AS q WHERE q.sid = ${queueSid} AND NOT q.is_deleted`.execute(db);
  return rows[0] ?? null;
}

/**
 * The queues whose windows moved between two instants (UTC milliseconds) without an event: something left or entered
 * the 30-minute window, or a new reporting day began, which changes every queue's day.
 */
export async function queuesWithMovedWindows(
  db: Queryable,
  { at, previousAt, zone }: { readonly at: number; readonly previousAt: number; readonly zone: string },
): Promise<TaskQueueSid[]> {
  if (startOfReportingDay(at, zone) !== startOfReportingDay(previousAt, zone)) {
    return (await listQueues(db)).map(({ sid }) => sid);
  }
  const [to, previousTo] = [minuteOf(at), minuteOf(previousAt)];
  const { rows } = await sql<{ sid: TaskQueueSid }>`
    SELECT DISTINCT m.queue_sid AS sid FROM queue_minute AS m
    JOIN task_queue AS q ON q.sid = m.queue_sid AND NOT q.is_deleted
    WHERE m.minute BETWEEN ${previousTo - 29} AND ${to - 30} OR m.minute BETWEEN ${previousTo + 1} AND ${to}`.execute(
    db,
  );
  return rows.map(({ sid }) => sid);
}
