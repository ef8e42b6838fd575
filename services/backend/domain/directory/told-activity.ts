import type { ActivitySid, WorkerSid } from '@flex-sync-suite/shared/contract';
import { isWorkerEvent } from './fold-directory';
import { stampOf, type Stamp } from '../stamp';
import type { TaskRouterEvent } from '../task-router-event';

/** In which activity an event says that a worker is. */
export interface ToldActivity {
  readonly workerSid: WorkerSid;
  /** UTC milliseconds. */
  readonly atMs: number;
  /** Orders what was told of one instant. */
  readonly stamp: Stamp;
  readonly activitySid: ActivitySid;
}

/**
 * What an event adds to the history of its worker's activities; null for one that says nothing of it. Also those that only
 * repeat the activity: where the event of a change was lost, the next one that names the activity ends the one before.
 */
export function toldActivity(event: TaskRouterEvent): ToldActivity | null {
  const { worker, atMs } = event;
  if (!isWorkerEvent(event) || worker?.activitySid == null) return null;
  return { workerSid: worker.sid, atMs, stamp: stampOf(event), activitySid: worker.activitySid };
}
