import type { ActivitySid, ReservationSid, TaskQueueSid, TaskSid, WorkerSid } from '@flex-sync-suite/shared/contract';
import type { TaskRouterEvent } from '../domain/task-router-event';
import type { Home } from '../ingest/home';
import { isDead, normalizeCallback, type CallbackForm } from '../ingest/normalize-callback';

const hex = (n: number): string => n.toString(16).padStart(32, '0');

/** SIDs that tests can name by number. */
export const taskSid = (n: number): TaskSid => `WT${hex(n)}` as TaskSid;
export const queueSid = (n: number): TaskQueueSid => `WQ${hex(n)}` as TaskQueueSid;
export const workerSid = (n: number): WorkerSid => `WK${hex(n)}` as WorkerSid;
export const reservationSid = (n: number): ReservationSid => `WR${hex(n)}` as ReservationSid;
export const activitySid = (n: number): ActivitySid => `WA${hex(n)}` as ActivitySid;
const eventSid = (n: number): string => `EV${hex(n)}`;

/** Where callbacks of tests come from. */
export const HOME: Home = { accountSid: `AC${hex(1)}`, workspaceSid: `WS${hex(1)}` };

/** 12 March 2026, 10:00 UTC: the instant that times in tests are counted from. */
export const T0 = Date.UTC(2026, 2, 12, 10);

let events = 0;

/** A callback form with an event SID of its own. `seconds` after {@link T0}. */
export function callback(type: string, seconds: number, fields: CallbackForm = {}): CallbackForm {
  events += 1;
  const atMs = Math.round(T0 + seconds * 1000);
  return {
    EventType: type,
    Sid: eventSid(events),
    TimestampMs: String(atMs),
    Timestamp: String(Math.floor(atMs / 1000)),
    AccountSid: HOME.accountSid,
    WorkspaceSid: HOME.workspaceSid,
    ...fields,
  };
}

/** Fields of a task's callback. */
export function taskFields(task: number, queue: number | null, more: CallbackForm = {}): CallbackForm {
  return {
    TaskSid: taskSid(task),
    TaskAttributes: '{}',
    TaskChannelUniqueName: 'voice',
    ...(queue === null ? {} : { TaskQueueSid: queueSid(queue), TaskQueueName: `Queue ${queue}` }),
    ...more,
  };
}

/** Fields of a reservation's callback. */
export function reservationFields(
  reservation: number,
  { task, queue, worker = 1 }: { task: number; queue: number; worker?: number },
  more: CallbackForm = {},
): CallbackForm {
  return {
    ...taskFields(task, queue),
    ReservationSid: reservationSid(reservation),
    WorkerSid: workerSid(worker),
    ...more,
  };
}

/** The event of a callback; throws if the callback cannot be understood. */
export function eventOf(form: CallbackForm): TaskRouterEvent {
  const event = normalizeCallback(form, Number(form['TimestampMs']));
  if (isDead(event)) throw new Error(event.dead);
  return event;
}

/** Seconds at which the milestones of a call fall; those that are missing do not happen. */
export interface CallStory {
  readonly task: number;
  readonly queue: number;
  readonly worker?: number;
  readonly entered: number;
  readonly reserved?: number;
  readonly accepted?: number;
  readonly wrapUp?: number;
  readonly completed?: number;
  readonly canceled?: number;
  readonly fields?: CallbackForm;
}

/** The callbacks of one call in one queue. Its reservation has the number of its task. */
export function callStory(story: CallStory): CallbackForm[] {
  const { task, queue, worker = 1, fields = {} } = story;
  const ofTask = (type: string, at: number | undefined): CallbackForm[] =>
    at === undefined ? [] : [callback(type, at, taskFields(task, queue, fields))];
  const ofReservation = (type: string, at: number | undefined): CallbackForm[] =>
    at === undefined ? [] : [callback(type, at, reservationFields(task, { task, queue, worker }, fields))];
  return [
    ...ofTask('task.created', story.entered - 1),
    ...ofTask('task-queue.entered', story.entered),
    ...ofReservation('reservation.created', story.reserved),
    ...ofReservation('reservation.accepted', story.accepted),
    ...ofReservation('reservation.wrapup', story.wrapUp),
    ...ofReservation('reservation.completed', story.completed),
    ...ofTask('task.completed', story.completed),
    ...ofTask('task.canceled', story.canceled),
  ];
}
