import * as v from 'valibot';
import { CallParty } from '../calls/recent-call';
import { Count, Instant } from '../payload';
import { ActivitySid, TaskQueueSid, TaskSid, WorkerSid } from '../sid';
import { QueueNow } from './queue-document';
import { AgentRoute } from './task-agent-api';

/** What is asked of one TaskQueue is below `${QUEUES_PATH}/{WQ…}`. For supervisors and admins. */
export const QUEUES_PATH = '/queues';

/** `GET`: who waits in a TaskQueue, and who could answer; see {@link QueueDetail}. */
export const queueDetailPath = (taskQueueSid: TaskQueueSid): string => `${QUEUES_PATH}/${taskQueueSid}/detail`;

/** Waiting tasks that an answer lists at most: the longest-waiting ones. */
export const MAX_WAITING_LISTED = 50;
/** Workers that an answer lists at most: the most relevant ones. */
export const MAX_AGENTS_LISTED = 100;

/** A task that waits in the queue. */
export const WaitingTask = v.object({
  taskSid: TaskSid,
  phase: v.picklist(['queued', 'ringing']),
  /** Unique name of the task's channel. */
  channel: v.string(),
  /** As the newest stored event of the task tells it; null when none does. */
  priority: v.nullable(v.pipe(v.number(), v.safeInteger())),
  /** When it entered this queue. */
  enteredAt: Instant,
  createdAt: v.nullable(Instant),
  /** Masked as rows of recent calls are. */
  customer: CallParty,
  /** Whether it can be given to one agent, and whom it is given to. */
  agentRoute: AgentRoute,
});
export type WaitingTask = v.InferOutput<typeof WaitingTask>;

/**
 * What keeps a worker from taking a task of the queue now. `free`: nothing; `at-capacity`: available, and full on the
 * channels that are asked for; `other-channels`: available, and takes none of these channels; `unavailable`: its activity.
 */
export const AgentState = v.picklist(['free', 'at-capacity', 'other-channels', 'unavailable']);
export type AgentState = v.InferOutput<typeof AgentState>;

const activityEntries = {
  activitySid: v.nullable(ActivitySid),
  /** Null when no event told it. */
  activityName: v.nullable(v.string()),
};

/** Eligible workers of one state; unavailable ones of one activity. */
export const AgentGroup = v.object({
  state: AgentState,
  /** Of unavailable workers; null for the others, who may be in several available activities. */
  ...activityEntries,
  agents: Count,
  /** Since when the one who is longest in its activity is in it; null when that is known of none. */
  longestSince: v.nullable(Instant),
});
export type AgentGroup = v.InferOutput<typeof AgentGroup>;

/** A worker that matches the queue's expression. */
export const QueueAgent = v.object({
  workerSid: WorkerSid,
  /** Null when no event told it. */
  name: v.nullable(v.string()),
  state: AgentState,
  ...activityEntries,
  /** Since when it is in its activity; null when that is not known. */
  since: v.nullable(Instant),
  /** Since when an available worker has no task; null for one that has, or is not available. */
  idleSince: v.nullable(Instant),
  /** Open reservations, of any queue. */
  openTasks: Count,
  /** How many more tasks it could take on the channels that are asked for; 0 for one that is not available. */
  capacityLeft: Count,
});
export type QueueAgent = v.InferOutput<typeof QueueAgent>;

/** How many of the tasks that wait do so for too long, or nearly; it moves with the clock. */
export const WaitsByThreshold = v.object({
  /** They have waited for longer than the threshold of their channel. */
  overThreshold: Count,
  /** They have waited for three quarters of it or longer, and not for longer than it. */
  nearThreshold: Count,
});
export type WaitsByThreshold = v.InferOutput<typeof WaitsByThreshold>;

/** Where nobody waits for too long, or nearly. */
export const noWaitsByThreshold = (): WaitsByThreshold => ({ overThreshold: 0, nearThreshold: 0 });

/** Answer of `GET /queues/{WQ…}/detail`. It names customers and agents: it is answered here and never goes into Sync. */
export const QueueDetail = v.object({
  taskQueueSid: TaskQueueSid,
  /** Instant of the newest event that is in it. */
  asOf: Instant,
  /** The instant it is stated for. */
  at: Instant,
  /** The figures of the queue's Document, from the same tasks and workers as all below. */
  now: QueueNow,
  /** Of those who wait. Missing where the backend does not tell it. */
  thresholds: v.optional(WaitsByThreshold),
  /** Why the queue's expression cannot be read, so that no worker counts as eligible; null when it can. */
  expressionError: v.nullable(v.string()),
  /** The channels of the queued tasks, and how many available workers could take one of each. */
  queuedChannels: v.array(v.object({ channel: v.string(), queued: Count, free: Count })),
  /** The longest-waiting first, at most {@link MAX_WAITING_LISTED} of `queued + ringing`. */
  waiting: v.array(WaitingTask),
  /** Whether the caller may give waiting tasks to agents. */
  mayGive: v.boolean(),
  /** All eligible workers: by state, then the largest group first. */
  agentGroups: v.array(AgentGroup),
  /** At most {@link MAX_AGENTS_LISTED} of them: the free ones first, of these the one that is idle longest. */
  agents: v.array(QueueAgent),
});
export type QueueDetail = v.InferOutput<typeof QueueDetail>;
