import type { ActivitySid, TaskQueueSid, WorkerSid } from '@flex-sync-suite/shared/contract';
import { eventOfStamp, type Stamp, type Stamped } from '../stamp';

/** Whether a resource still exists, as far as events tell. */
export interface Existence {
  /** When it was deleted; a SID is never used again. */
  readonly deletedAtMs: number | null;
  /** Its newest event: it existed then. */
  readonly seen: Stamp | null;
  /** The newest complete listing of the workspace that did not contain it. */
  readonly absent: Stamp | null;
}

/** True once a resource was deleted, or a listing after its last event did not contain it any more. */
export const isGone = ({ deletedAtMs, seen, absent }: Existence): boolean =>
  deletedAtMs !== null || (absent !== null && (seen === null || absent > seen));

const UNSEEN: Existence = { deletedAtMs: null, seen: null, absent: null };

/** What is known of one channel of a worker. */
export interface WorkerChannelState {
  readonly capacity: Stamped<number> | null;
  readonly available: Stamped<boolean> | null;
}

/** Everything that the events of one worker say but its name, which other events tell too (`told-names.ts`). */
export interface WorkerState extends Existence {
  readonly sid: WorkerSid;
  /** JSON text as TaskRouter sent it. */
  readonly attributes: Stamped<string> | null;
  readonly activity: Stamped<ActivitySid> | null;
  /** The activity as the worker's own changes tell it: other events repeat it at instants of their own. */
  readonly activityChange: Stamped<ActivitySid> | null;
  /** By the channel's unique name, in the order of the names. */
  readonly channels: Readonly<Record<string, WorkerChannelState>>;
}

/** Everything that events say about one TaskQueue; its name is kept apart (`told-names.ts`). */
export interface TaskQueueState extends Existence {
  readonly sid: TaskQueueSid;
  readonly targetWorkers: Stamped<string> | null;
}

/** Everything that events say about one activity; its name is kept apart (`told-names.ts`). */
export interface ActivityState extends Existence {
  readonly sid: ActivitySid;
  readonly available: Stamped<boolean> | null;
}

/** A worker of which nothing is known yet. */
export function emptyWorker(sid: WorkerSid): WorkerState {
  return { sid, attributes: null, activity: null, activityChange: null, channels: {}, ...UNSEEN };
}

/** A TaskQueue of which nothing is known yet. */
export function emptyTaskQueue(sid: TaskQueueSid): TaskQueueState {
  return { sid, targetWorkers: null, ...UNSEEN };
}

/** An activity of which nothing is known yet. */
export function emptyActivity(sid: ActivitySid): ActivityState {
  return { sid, available: null, ...UNSEEN };
}

/**
 * Since when a worker is in its activity, in UTC milliseconds; null while nothing is known. Where the event of the change
 * was lost, it is the newest event that names the activity: the change was not later.
 */
export function activitySinceMs({
  activity,
  activityChange,
}: Pick<WorkerState, 'activity' | 'activityChange'>): number | null {
  if (activity === null) return null;
  const { stamp } = activityChange?.value === activity.value ? activityChange : activity;
  return eventOfStamp(stamp)?.atMs ?? null;
}

/** Configured capacity per channel, none while the channel is switched off. */
export function channelCapacities(worker: WorkerState): Record<string, number> {
  return Object.fromEntries(
    Object.entries(worker.channels).map(([name, { capacity, available }]) => [
      name,
      available?.value === false ? 0 : (capacity?.value ?? 1),
    ]),
  );
}
