import {
  emptyWindow,
  groupsOfQueue,
  type GroupOfQueue,
  type KeptGroup,
  type QueueReset,
  type QueueState,
  type QueueWindow,
  type TaskQueueSid,
} from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import { minuteOf } from '../../domain/queues/contributions';
import { DEFAULT_POLICIES, type QueuePolicies } from '../../domain/queues/queue-policies';
import { queueNow, type EligibleWorker, type OpenTasks } from '../../domain/queues/queue-metrics';
import { startOfReportingDay } from '../../domain/queues/reporting-day';
import { channelsSeen, openLoad, openTasks } from './queue-parts';
import { isBriefShown } from './queue-readers';
import { queuesByDay, readResets, withNewDay, type QueueResets, type QueuesOfADay } from './queue-resets';
import { countsOf, sumsOfQueues, type BucketCounts } from './queue-sums';
import type { Queryable } from '../transaction';

/** What the queue index says of a queue. */
export interface ListedQueue {
  readonly sid: TaskQueueSid;
  /** Its SID until an event or the directory named it. */
  readonly name: string;
  /** Unique names of the channels of the tasks that ever entered the queue, sorted. */
  readonly channels: readonly string[];
  /** Names of its groups, sorted. */
  readonly groups: readonly string[];
  /** Those of them that are kept. */
  readonly keptGroups: readonly KeptGroup[];
  /** Why the queue's expression cannot be read, so that it counts no eligible workers; null when it can. */
  readonly expressionError: string | null;
  /** What its counters are judged by. */
  readonly policies: QueuePolicies;
}

/** What rules and groups come to in a queue; null before that was reckoned. */
interface Reckoned {
  readonly policies: QueuePolicies | null;
  readonly groups: readonly GroupOfQueue[] | null;
}

/** Every TaskQueue that was not deleted, or those `among` some, by SID. */
export async function listQueues(db: Queryable, among?: readonly TaskQueueSid[]): Promise<ListedQueue[]> {
  const { rows } = await sql<Omit<ListedQueue, keyof Reckoned | 'keptGroups'> & Reckoned>`
    SELECT q.sid, coalesce(n.value, q.sid) AS name, q.expression_error AS "expressionError", coalesce((
      SELECT json_agg(c.channel ORDER BY c.channel) FROM queue_channel AS c WHERE c.queue_sid = q.sid AND c.tasks > 0
    ), '[]') AS channels, p.policies, p.groups
    FROM task_queue AS q LEFT JOIN resource_name AS n ON n.sid = q.sid
    LEFT JOIN queue_policy AS p ON p.queue_sid = q.sid
    WHERE NOT q.is_deleted ${among === undefined ? sql`` : sql`AND q.sid = ANY(${[...among]}::text[])`}
    ORDER BY q.sid`.execute(db);
  return rows.map((row) => {
    const groups = row.groups ?? groupsOfQueue([], { ...row, asksFor: [] });
    return {
      ...row,
      channels: [...row.channels].sort(),
      groups: groups.map(({ name }) => name),
      keptGroups: groups.flatMap(({ id, name }) => (id === undefined ? [] : { id, name })),
      policies: row.policies ?? DEFAULT_POLICIES,
    };
  });
}

/** Whether there is such a TaskQueue, and it was not deleted. */
export async function isKnownQueue(db: Queryable, sid: TaskQueueSid): Promise<boolean> {
  const { rows } = await sql`SELECT FROM task_queue WHERE sid = ${sid} AND NOT is_deleted`.execute(db);
  return rows.length > 0;
}

/** SIDs of all TaskQueues that were not deleted, sorted. */
export async function knownQueues(db: Queryable): Promise<TaskQueueSid[]> {
  const { rows } = await sql<{ sid: TaskQueueSid }>`
    SELECT sid FROM task_queue WHERE NOT is_deleted ORDER BY sid`.execute(db);
  return rows.map(({ sid }) => sid);
}

/** A queue's figures, and what its brief for agents says besides. */
export interface ShownQueue {
  readonly figures: QueueState;
  /** Its SID until an event or the directory named it. */
  readonly name: string;
  /** Whether Sync has its brief, or is about to. */
  readonly isBriefed: boolean;
}

/**
 * The figures of queues, for their Documents, however many there are at once.
 *
 * They are stated for `at` or for the newest stored event, whichever is later: no stored event lies in the future of
 * its own figures. `at` in UTC milliseconds, `zone` an IANA name.
 * @returns nothing for a queue that is unknown or deleted
 */
export async function readQueueFigures(
  db: Queryable,
  sids: readonly TaskQueueSid[],
  moment: Moment,
): Promise<Map<TaskQueueSid, QueueState>> {
  const { queues } = await readCountedQueues(db, sids, moment);
  return new Map(queues.map(({ sid, figures }) => [sid, figures]));
}

interface Moment {
  readonly at: number;
  readonly zone: string;
}

/** As {@link readQueueFigures}, with what else is shown of the queues. */
export async function readShownQueues(
  db: Queryable,
  sids: readonly TaskQueueSid[],
  moment: Moment,
): Promise<Map<TaskQueueSid, ShownQueue>> {
  const { queues } = await readCountedQueues(db, sids, moment);
  return new Map(queues.map(({ sid, ...state }) => [sid, state]));
}

/** The figures of queues, and what their agents are counted from, at one moment. */
export interface CountedQueues {
  readonly queues: readonly (Omit<StateRow['queues'][number], 'last30Minutes' | 'today'> & {
    readonly figures: QueueState;
  })[];
  readonly workers: StateRow['workers'];
}

/** As {@link readQueueFigures}, with what they were counted from. */
export async function readCountedQueues(
  db: Queryable,
  sids: readonly TaskQueueSid[],
  { at, zone }: Moment,
  resets: QueueResets = new Map(),
): Promise<CountedQueues> {
  if (sids.length === 0) return { queues: [], workers: {} };
  const days = queuesByDay(sids, resets, { atMs: at, zone });
  const sinceOf = new Map(days.flatMap((day) => day.sids.map((sid) => [sid, day.bounds.todaySinceMs] as const)));
  const { newestAt, resets: told, queues, workers } = await readState(db, sids, days);
  const atMs = Math.max(at, newestAt ?? at);
  // The windows end with a minute that only the events know to have begun.
  const isOfOtherDays = JSON.stringify(told) !== JSON.stringify([...resets]);
  // Nor does anybody know before that a queue has a day of its own: few have.
  if (minuteOf(atMs) !== minuteOf(at) || isOfOtherDays) {
    return readCountedQueues(db, sids, { at: atMs, zone }, new Map(told));
  }
  const counted = queues.map(({ last30Minutes, today, ...queue }) => {
    const { channels, tasks, eligible } = queue;
    const figures: QueueState = {
      asOf: instant(newestAt ?? atMs),
      at: instant(atMs),
      now: queueNow({ channels, tasks, workers: eligible.flatMap((n) => workers[n] ?? []) }),
      last30Minutes: windowOf(last30Minutes),
      today: { ...windowOf(today), since: instant(sinceOf.get(queue.sid) ?? startOfReportingDay(at, zone)) },
    };
    return { ...queue, figures };
  });
  return { queues: counted, workers };
}

const windowOf = (sums: BucketCounts | null): QueueWindow => (sums === null ? emptyWindow() : countsOf(sums));

const instant = (atMs: number): string => new Date(atMs).toISOString();

interface StateRow {
  readonly newestAt: number | null;
  readonly resets: readonly (readonly [TaskQueueSid, QueueReset])[];
  readonly queues: readonly {
    readonly sid: TaskQueueSid;
    readonly name: string;
    readonly isBriefed: boolean;
    readonly channels: readonly string[];
    readonly tasks: readonly OpenTasks[];
    /** Numbers of workers. */
    readonly eligible: readonly number[];
    readonly last30Minutes: BucketCounts | null;
    readonly today: BucketCounts | null;
  }[];
  /** By number: one that is eligible for many queues is read once. */
  readonly workers: Readonly<Record<number, EligibleWorker>>;
}

/**
 * One statement, and therefore one moment: tasks, workers and sums cannot disagree about a call.
 *
 * Each table is asked for the SIDs themselves, or row by row: joined with what another part found, it is read whole where
 * the planner has no statistics, as in the embedded database, and then each queue costs what all of them have open.
 */
async function readState(
  db: Queryable,
  sids: readonly TaskQueueSid[],
  days: readonly QueuesOfADay[],
): Promise<StateRow> {
  const ofQueues = sql`ANY(${[...sids]}::text[])`;
  const { rows } = await sql<StateRow>`
    WITH pair AS MATERIALIZED (
      SELECT queue_sid, worker_sid FROM eligibility WHERE queue_sid = ${ofQueues}
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
    ), open_task AS MATERIALIZED (${openTasks(ofQueues)}
    ), sums AS MATERIALIZED (${sql.join(
      days.map((day) => sumsOfQueues(sql`ANY(${[...day.sids]}::text[])`, day.bounds)),
      sql` UNION ALL `,
    )})
    SELECT
      (SELECT max(at_ms) FROM event) AS "newestAt",
      coalesce((SELECT json_agg(json_build_array(queue_sid, policies #> '{default,reset}') ORDER BY queue_sid)
        FROM queue_policy WHERE queue_sid = ${ofQueues} AND policies #> '{default,reset}' IS NOT NULL), '[]') AS resets,
      coalesce((SELECT json_agg(json_build_object(
        'sid', q.sid, 'name', coalesce((SELECT value FROM resource_name AS n WHERE n.sid = q.sid), q.sid),
        'isBriefed', ${isBriefShown('q.sid')}, 'channels', coalesce(channels.names, '[]'), 'tasks', coalesce(open_task.tasks, '[]'),
        'eligible', coalesce(eligible.numbers, '[]'), 'last30Minutes', sums.last30, 'today', sums.today
      ))
      FROM task_queue AS q
      LEFT JOIN channels ON channels.queue_sid = q.sid
      LEFT JOIN open_task ON open_task.queue_sid = q.sid
      LEFT JOIN eligible ON eligible.queue_sid = q.sid
      LEFT JOIN sums ON sums.queue_sid = q.sid
      WHERE q.sid = ${ofQueues} AND NOT q.is_deleted), '[]') AS queues,
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

/**
 * The queues whose windows moved between two instants (UTC milliseconds) without an event: something left or entered
 * the 30-minute window, or a new day began, which for most queues is the reporting day.
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
  const began = withNewDay(await readResets(db), { at, previousAt, zone });
  return [...new Set([...rows.map(({ sid }) => sid), ...began])];
}
