import {
  type WaitsByThreshold,
  MAX_WAITING_LISTED,
  type TaskQueueSid,
  type TaskSid,
} from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import type { NamedWorker } from '../../domain/queues/queue-detail';
import type { OpenTasks } from '../../domain/queues/queue-metrics';
import type { Queryable } from '../transaction';
import { channelsSeen, openTasks, openLoad } from './queue-parts';
import { waitsByThreshold } from './figures/waits-by-threshold';

/** A waiting task as its row tells it. Instants in UTC milliseconds. */
export interface WaitingRow {
  readonly sid: TaskSid;
  readonly phase: 'queued' | 'ringing';
  readonly channel: string;
  readonly enteredAtMs: number;
  readonly createdAtMs: number | null;
  readonly priority: number | null;
  /** As the newest event that carries attributes tells them, both null when none does. */
  readonly workflowSid: string | null;
  readonly attributes: Readonly<Record<string, unknown>> | null;
}

/** What people ask about one queue, at one moment. */
export interface QueueDetailRow {
  /** Null before the first event. */
  readonly newestAt: number | null;
  readonly expressionError: string | null;
  readonly channels: readonly string[];
  readonly tasks: readonly OpenTasks[];
  /** The longest-waiting first. */
  readonly waiting: readonly WaitingRow[];
  /** Null where nobody waits near the threshold or over it. */
  readonly thresholds: WaitsByThreshold | null;
  readonly workers: readonly NamedWorker[];
}

interface StoredDetail extends Omit<QueueDetailRow, 'waiting'> {
  readonly waiting: readonly (Omit<WaitingRow, 'attributes'> & { readonly attributes: string | null })[];
}

/**
 * Who waits in a queue and who could answer, in one statement: its parts and the figures of the queue's Document are
 * counted from the same rows.
 * @param nowMs of this process, UTC milliseconds: it is of this instant, or of the newest event
 * @returns null for a queue that is unknown or deleted
 */
export async function readQueueDetail(db: Queryable, sid: TaskQueueSid, nowMs: number): Promise<QueueDetailRow | null> {
  const ofQueue = sql`ANY(${[sid]}::text[])`;
  const atMs = sql`greatest(${nowMs}::bigint, (SELECT max(at_ms) FROM event))`;
  const { rows } = await sql<StoredDetail>`
    SELECT
      (SELECT max(at_ms) FROM event) AS "newestAt",
      q.expression_error AS "expressionError",
      coalesce((SELECT names FROM (${channelsSeen(ofQueue)}) AS c), '[]') AS channels,
      coalesce((SELECT tasks FROM (${openTasks(ofQueue)}) AS t), '[]') AS tasks,
      coalesce((SELECT json_agg(w ORDER BY w."enteredAtMs", w.sid) FROM (${waitingTasks(sid)}) AS w), '[]') AS waiting,
      (SELECT figures FROM (${waitsByThreshold(ofQueue, atMs)}) AS t WHERE is_whole) AS thresholds,
      coalesce((SELECT json_agg(w) FROM (${workersOf(sid)}) AS w), '[]') AS workers
    FROM task_queue AS q WHERE q.sid = ${sid} AND NOT q.is_deleted`.execute(db);
  const [row] = rows;
  if (row === undefined) return null;
  return { ...row, waiting: row.waiting.map((task) => ({ ...task, attributes: parsed(task.attributes) })) };
}

/** @param text attributes as a text in JSON, as a field of a callback's form is stored */
function parsed(text: string | null): WaitingRow['attributes'] {
  if (text === null) return null;
  try {
    const attributes = JSON.parse(JSON.parse(text) as string) as unknown;
    return typeof attributes === 'object' && attributes !== null ? { ...attributes } : null;
  } catch {
    return null;
  }
}

const waitingTasks = (queueSid: TaskQueueSid) => sql`
  SELECT t.sid, t.phase, t.channel, t.entered_at AS "enteredAtMs", t.created_at AS "createdAtMs", p.priority,
    w."workflowSid", w.attributes
  FROM (
    SELECT sid, phase, channel, entered_at, created_at FROM task
    WHERE queue_sid = ${queueSid} AND is_open AND phase IN ('queued', 'ringing')
    ORDER BY entered_at, sid LIMIT ${MAX_WAITING_LISTED}::integer
  ) AS t LEFT JOIN LATERAL (
    SELECT substring(raw FROM ${PRIORITY}::text)::integer AS priority FROM event
    WHERE resource_sid = t.sid AND raw ~ ${PRIORITY}::text ORDER BY at_ms DESC, event_sid DESC LIMIT 1
  ) AS p ON true LEFT JOIN LATERAL (
    SELECT substring(raw FROM ${ATTRIBUTES}::text) AS attributes, substring(raw FROM ${WORKFLOW}::text) AS "workflowSid"
    FROM event WHERE resource_sid = t.sid AND strpos(raw, '"TaskAttributes":"{') > 0
    ORDER BY at_ms DESC, event_sid DESC LIMIT 1
  ) AS w ON true`;

/** A field of a callback's form, as JSON. What somebody writes into the attributes stands in it with escaped quotes. */
const PRIORITY = '"TaskPriority":"(-?\\d{1,9})"';
const ATTRIBUTES = '"TaskAttributes":("(?:[^"\\\\]|\\\\.)*")';
const WORKFLOW = '"WorkflowSid":"(WW[0-9a-f]{32})"';

const workersOf = (queueSid: TaskQueueSid) => sql`
  SELECT w.sid, name.value AS name, w.activity, w."activityChange", called.value AS "activityName",
    coalesce(a.is_available, false) AS available, w.capacities, coalesce(l.by_channel, '{}') AS load,
    ended.at_ms AS "lastEndedAtMs"
  FROM (SELECT worker_sid FROM eligibility WHERE queue_sid = ${queueSid}) AS p
  CROSS JOIN LATERAL (
    SELECT sid, activity_sid, capacities, state -> 'activity' AS activity, state -> 'activityChange' AS "activityChange"
    FROM worker WHERE sid = p.worker_sid AND NOT is_deleted
  ) AS w
  LEFT JOIN activity AS a ON a.sid = w.activity_sid
  LEFT JOIN resource_name AS name ON name.sid = w.sid
  LEFT JOIN resource_name AS called ON called.sid = w.activity_sid
  CROSS JOIN LATERAL (${openLoad(sql`w.sid`)}) AS l
  LEFT JOIN LATERAL (${newestEnd(sql`w.sid`)}) AS ended ON a.is_available AND l.by_channel IS NULL`;

/** When the newest reservation of a worker was over: the latest that events tell of it. */
const newestEnd = (workerSid: ReturnType<typeof sql>) => sql`
  SELECT greatest(${sql.join(MILESTONES.map((name) => sql`(state ->> ${sql.lit(name)})::bigint`))}) AS at_ms
  FROM reservation WHERE worker_sid = ${workerSid} AND created_at IS NOT NULL
  ORDER BY created_at DESC, sid LIMIT 1`;

const MILESTONES = [
  ...['createdAtMs', 'acceptedAtMs', 'wrapUpAtMs', 'completedAtMs'],
  ...['rejectedAtMs', 'timedOutAtMs', 'rescindedAtMs', 'canceledAtMs'],
] as const;
