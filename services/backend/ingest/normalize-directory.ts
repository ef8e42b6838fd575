import { createHash } from 'node:crypto';
import { ActivitySid, TaskQueueSid, WorkerSid } from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import type { NamedSid, TaskRouterEvent } from '../domain/task-router-event';
import type { DeadEvent } from './normalize-callback';
import { storableText } from '../base/storable-text';

/** What every look at a resource may tell. */
interface Observed {
  /** Whose it is, when it is not ours. */
  readonly origin?: { readonly accountSid: string; readonly workspaceSid: string };
}

/** An activity as TaskRouter's REST API describes it. `updatedAtMs`: its `dateUpdated` in UTC milliseconds. */
export interface ObservedActivity extends Observed {
  readonly kind: 'activity';
  readonly sid: string;
  readonly name: string;
  readonly available: boolean;
  readonly updatedAtMs: number;
}

/** A TaskQueue as TaskRouter's REST API describes it. */
export interface ObservedTaskQueue extends Observed {
  readonly kind: 'task-queue';
  readonly sid: string;
  readonly name: string;
  readonly targetWorkers: string;
  readonly updatedAtMs: number;
}

/** A worker as TaskRouter's REST API describes it. `updatedAtMs`: the later of `dateUpdated` and `dateStatusChanged`. */
export interface ObservedWorker extends Observed {
  readonly kind: 'worker';
  readonly sid: string;
  readonly name: string;
  /** JSON text. */
  readonly attributes: string;
  readonly activitySid: string;
  readonly updatedAtMs: number;
}

/** A worker's channel as TaskRouter's REST API describes it. */
export interface ObservedWorkerChannel extends Observed {
  readonly kind: 'worker-channel';
  readonly workerSid: string;
  /** Unique name of the task channel. */
  readonly uniqueName: string;
  /** Configured capacity. */
  readonly capacity: number;
  readonly available: boolean;
  readonly updatedAtMs: number;
}

/** A resource that a complete listing of the workspace did not contain. `listedAtMs`: when the listing began. */
export interface ObservedAbsence extends Observed {
  readonly kind: 'absence';
  readonly of: 'activity' | 'task-queue' | 'worker';
  readonly sid: string;
  readonly listedAtMs: number;
}

/** What was seen of the workspace's directory. */
export type Observation =
  ObservedActivity | ObservedTaskQueue | ObservedWorker | ObservedWorkerChannel | ObservedAbsence;

/**
 * Reads an observation as an event at the resource's own instant of change, so that it takes part in the same
 * last-writer-wins merge as the callbacks and is rebuilt from the store like them. The same observation twice is one
 * event.
 */
export function normalizeObservation(observation: Observation): TaskRouterEvent | DeadEvent {
  const atMs = observation.kind === 'absence' ? observation.listedAtMs : observation.updatedAtMs;
  if (!Number.isSafeInteger(atMs) || atMs < 0) return { dead: 'its instant is none' };
  const identity = createHash('sha256').update(JSON.stringify(observation)).digest('hex');
  const base = {
    sid: `directory:${identity}`,
    type: `directory.${observation.kind}`,
    isEstimate: false,
    atMs,
    task: null,
    reservation: null,
    taskQueue: null,
    worker: null,
    activity: null,
    names: [],
  };
  switch (observation.kind) {
    case 'activity': {
      const sid = v.safeParse(ActivitySid, observation.sid);
      if (!sid.success) return { dead: 'the activity has no SID' };
      const activity = { sid: sid.output, available: observation.available };
      return { ...base, ...named(sid.output, observation), activity };
    }
    case 'task-queue': {
      const sid = v.safeParse(TaskQueueSid, observation.sid);
      if (!sid.success) return { dead: 'the task queue has no SID' };
      const taskQueue = { sid: sid.output, targetWorkers: storableText(observation.targetWorkers) };
      return { ...base, ...named(sid.output, observation), taskQueue };
    }
    case 'worker': {
      const sid = v.safeParse(WorkerSid, observation.sid);
      const activitySid = v.safeParse(ActivitySid, observation.activitySid);
      if (!sid.success || !activitySid.success) return { dead: 'the worker has no SID or no activity' };
      const attributes = storableText(observation.attributes);
      const worker = { sid: sid.output, attributes, activitySid: activitySid.output, channel: null };
      return { ...base, ...named(sid.output, observation), worker };
    }
    case 'worker-channel': {
      const sid = v.safeParse(WorkerSid, observation.workerSid);
      if (!sid.success) return { dead: 'the worker channel has no worker' };
      const { uniqueName, capacity, available } = observation;
      const channel = { uniqueName: storableText(uniqueName), capacity, available };
      const worker = { sid: sid.output, attributes: null, activitySid: null, channel };
      return { ...base, resourceSid: sid.output, worker };
    }
    case 'absence':
      return absenceOf(observation, base);
  }
}

const named = (sid: NamedSid, { name }: { readonly name: string }): Pick<TaskRouterEvent, 'resourceSid' | 'names'> => ({
  resourceSid: sid,
  names: [{ sid, name: storableText(name) }],
});

type EventBase = Omit<TaskRouterEvent, 'resourceSid'>;

/** At the listing's instant, so that whatever happened to the resource later is the newer word. */
function absenceOf({ of, sid }: ObservedAbsence, base: EventBase): TaskRouterEvent | DeadEvent {
  const event = { ...base, type: `directory.${of}.absent`, resourceSid: sid };
  switch (of) {
    case 'activity': {
      const parsed = v.safeParse(ActivitySid, sid);
      return parsed.success
        ? { ...event, activity: { sid: parsed.output, available: null } }
        : { dead: 'the activity has no SID' };
    }
    case 'task-queue': {
      const parsed = v.safeParse(TaskQueueSid, sid);
      return parsed.success
        ? { ...event, taskQueue: { sid: parsed.output, targetWorkers: null } }
        : { dead: 'the task queue has no SID' };
    }
    case 'worker': {
      const parsed = v.safeParse(WorkerSid, sid);
      return parsed.success
        ? { ...event, worker: { sid: parsed.output, attributes: null, activitySid: null, channel: null } }
        : { dead: 'the worker has no SID' };
    }
  }
}
