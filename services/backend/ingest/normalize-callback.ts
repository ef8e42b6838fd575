import { createHash } from 'node:crypto';
import {
  ActivitySid,
  EventSid,
  ReservationSid,
  TaskQueueSid,
  TaskSid,
  WorkerSid,
} from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import { isActivityEvent, isTaskQueueEvent, isWorkerEvent } from '../domain/directory/fold-directory';
import { isTaskEvent } from '../domain/fold-task';
import type {
  NameFacts,
  TaskFacts,
  TaskRouterEvent,
  TransferFacts,
  WorkerChannelFacts,
} from '../domain/task-router-event';
import { readTaskAttributes } from './contact-facts';
import { storableText } from '../base/storable-text';

/** The parameters of an event callback, decoded. */
export type CallbackForm = Readonly<Record<string, string>>;

/** An event that could not be understood, and why; it is kept raw. */
export interface DeadEvent {
  readonly dead: string;
}

/** An event further ahead of our clock than this is a fault of the sender, and would win every later write. */
const MAX_AHEAD_MS = 24 * 3_600_000;

/**
 * Reads a TaskRouter event callback: a form of PascalCase strings, `TaskAttributes` and `WorkerAttributes` as JSON text
 * (https://www.twilio.com/docs/taskrouter/api/event/reference). Unknown fields and types are no fault.
 *
 * @param nowMs the receiving clock, in UTC milliseconds
 */
export function normalizeCallback(form: CallbackForm, nowMs: number): TaskRouterEvent | DeadEvent {
  try {
    return readEvent(form, nowMs);
  } catch (error) {
    if (error instanceof UnreadableEvent) return { dead: error.message };
    throw error;
  }
}

/** True for an event that could not be understood. */
export const isDead = (event: TaskRouterEvent | DeadEvent): event is DeadEvent => 'dead' in event;

class UnreadableEvent extends Error {}

function readEvent(form: CallbackForm, nowMs: number): TaskRouterEvent {
  const type = textOf(form, 'EventType');
  if (type === null) throw new UnreadableEvent('EventType is missing');
  const taskSid = sidOf(form, 'TaskSid', TaskSid);
  const reservationSid = sidOf(form, 'ReservationSid', ReservationSid);
  const queueSid = sidOf(form, 'TaskQueueSid', TaskQueueSid);
  const workerSid = sidOf(form, 'WorkerSid', WorkerSid);
  const activitySid = sidOf(form, 'ActivitySid', ActivitySid);
  const event: TaskRouterEvent = {
    sid: sidOf(form, 'Sid', EventSid) ?? contentIdentity(form),
    type,
    isEstimate: false,
    atMs: instantOf(form, nowMs),
    resourceSid:
      subjectOf(type, { workerSid, queueSid, activitySid }) ??
      taskSid ??
      workerSid ??
      queueSid ??
      activitySid ??
      resourceOf(form),
    task: taskSid && taskOf(form, taskSid),
    reservation: reservationSid && { sid: reservationSid, workerSid },
    taskQueue: queueSid && {
      sid: queueSid,
      targetWorkers: textOf(form, 'TaskQueueTargetExpression'),
    },
    worker: workerSid && {
      sid: workerSid,
      attributes: textOf(form, 'WorkerAttributes'),
      activitySid: sidOf(form, 'WorkerActivitySid', ActivitySid),
      channel: workerChannelOf(form),
    },
    activity: activitySid && {
      sid: activitySid,
      available: booleanOf(form, 'ActivityAvailable'),
    },
    names: namesOf(form),
  };
  requireSubject(event);
  return event;
}

/** Which field names which resource, in the events of whatever type that have both. */
const NAMES = [
  ['TaskQueueSid', TaskQueueSid, 'TaskQueueName'],
  ['WorkerSid', WorkerSid, 'WorkerName'],
  ['WorkerActivitySid', ActivitySid, 'WorkerActivityName'],
  ['WorkerPreviousActivitySid', ActivitySid, 'WorkerPreviousActivityName'],
  ['ActivitySid', ActivitySid, 'ActivityName'],
] as const;

/** A SID that is none of its kind is a fault where the event is about it; one that is only mentioned names nothing. */
function namesOf(form: CallbackForm): NameFacts[] {
  return NAMES.flatMap(([field, schema, nameField]) => {
    const [sid, name] = [v.safeParse(schema, form[field]), textOf(form, nameField)];
    return sid.success && name !== null ? [{ sid: sid.output, name }] : [];
  });
}

/**
 * What an event of the directory is about, whatever else it mentions: its events are kept for as long as it exists, those
 * of a task are not.
 */
function subjectOf(
  type: string,
  { workerSid, queueSid, activitySid }: Readonly<Record<'workerSid' | 'queueSid' | 'activitySid', string | null>>,
): string | null {
  if (isWorkerEvent({ type })) return workerSid;
  if (isTaskQueueEvent({ type })) return queueSid;
  return isActivityEvent({ type }) ? activitySid : null;
}

/** An event of a known type that does not name what it is about would be lost in silence. */
function requireSubject(event: TaskRouterEvent): void {
  const missing = (field: string): never => {
    throw new UnreadableEvent(`${field} is missing from ${event.type}`);
  };
  if (event.type.startsWith('reservation.') && event.reservation === null) missing('ReservationSid');
  if (/^(task|reservation)\./.test(event.type) && event.task === null) missing('TaskSid');
  if (event.type === 'task-queue.entered' && event.task === null) missing('TaskSid');
  if (event.type.startsWith('task-queue.') && event.taskQueue === null) missing('TaskQueueSid');
  if (event.type.startsWith('worker.') && event.worker === null) missing('WorkerSid');
  if (event.type.startsWith('activity.') && event.activity === null) missing('ActivitySid');
}

/** True for events that change something; others are stored for what a later release may make of them. */
export const isKnownEvent = (event: TaskRouterEvent): boolean =>
  isTaskEvent(event) || isWorkerEvent(event) || isTaskQueueEvent(event) || isActivityEvent(event);

function textOf(form: CallbackForm, field: string): string | null {
  const text = Object.hasOwn(form, field) ? form[field] : undefined;
  return text === undefined || text === '' ? null : storableText(text);
}

function sidOf<T>(form: CallbackForm, field: string, schema: v.GenericSchema<string, T>): T | null {
  const text = textOf(form, field);
  if (text === null) return null;
  const parsed = v.safeParse(schema, text);
  if (!parsed.success) throw new UnreadableEvent(`${field} is not a SID of its kind`);
  return parsed.output;
}

const SID_SHAPE = /^[A-Z]{2}[0-9a-f]{32}$/;

/** Resource of an event about something this backend does not follow, such as a workflow. */
function resourceOf(form: CallbackForm): string {
  const sid = textOf(form, 'ResourceSid') ?? '';
  return SID_SHAPE.test(sid) ? sid : 'none';
}

/** `TimestampMs`, else `Timestamp` in seconds. */
function instantOf(form: CallbackForm, nowMs: number): number {
  const milliseconds = textOf(form, 'TimestampMs');
  const seconds = textOf(form, 'Timestamp');
  const field = milliseconds === null ? 'Timestamp' : 'TimestampMs';
  const digits = milliseconds ?? seconds;
  if (digits === null) throw new UnreadableEvent('TimestampMs is missing');
  if (!/^\d{1,15}$/.test(digits)) throw new UnreadableEvent(`${field} is not a whole number`);
  const atMs = milliseconds === null ? Number(digits) * 1000 : Number(digits);
  if (atMs > nowMs + MAX_AHEAD_MS) throw new UnreadableEvent(`${field} is more than 24 hours ahead of the clock`);
  return atMs;
}

function taskOf(form: CallbackForm, sid: TaskSid): TaskFacts {
  const attributes = textOf(form, 'TaskAttributes');
  const { direction, contact } =
    attributes === null ? { direction: null, contact: null } : readTaskAttributes(attributes);
  return { sid, channel: textOf(form, 'TaskChannelUniqueName'), direction, contact, transfer: transferOf(form) };
}

/** A transfer is known by its own SID, or else by the reservation that started it. */
function transferOf(form: CallbackForm): TransferFacts | null {
  const fromReservationSid = sidOf(form, 'TransferInitiatingReservationSid', ReservationSid);
  const sid = textOf(form, 'TaskTransferSid') ?? textOf(form, 'TransferSid') ?? fromReservationSid;
  if (sid === null) return null;
  const to = v.safeParse(WorkerSid, textOf(form, 'TransferTo'));
  return {
    sid,
    fromReservationSid,
    fromWorkerSid: sidOf(form, 'TransferInitiatingWorkerSid', WorkerSid),
    toWorkerSid: to.success ? to.output : null,
    mode: textOf(form, 'TransferMode')?.toUpperCase() === 'WARM' ? 'warm' : 'cold',
  };
}

function workerChannelOf(form: CallbackForm): WorkerChannelFacts | null {
  if (form['EventType'] !== 'worker.capacity.update' && form['EventType'] !== 'worker.channel.availability.update') {
    return null;
  }
  const uniqueName = textOf(form, 'TaskChannelUniqueName') ?? textOf(form, 'WorkerChannelTaskChannelUniqueName');
  if (uniqueName === null) return null;
  const capacity = textOf(form, 'WorkerChannelCapacity');
  return {
    uniqueName,
    capacity: capacity !== null && /^\d{1,6}$/.test(capacity) ? Number(capacity) : null,
    available: booleanOf(form, 'WorkerChannelAvailable'),
  };
}

/** Twilio writes booleans as words in callbacks and as 0 and 1 in Event Streams. */
function booleanOf(form: CallbackForm, field: string): boolean | null {
  switch (textOf(form, field)?.toLowerCase()) {
    case 'true':
    case '1':
      return true;
    case 'false':
    case '0':
      return false;
    default:
      return null;
  }
}

/** Identity of an event that came without a SID: its whole content. */
function contentIdentity(form: CallbackForm): string {
  const sorted = Object.entries(form).sort(([a], [b]) => (a < b ? -1 : 1));
  return `sha256:${createHash('sha256').update(JSON.stringify(sorted)).digest('hex')}`;
}
