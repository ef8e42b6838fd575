import * as v from 'valibot';
import { Instant } from '../payload';
import { TaskQueueSid } from '../sid';
import { MAX_ALERT_NOTE_LENGTH, QueueAlert } from './queue-alert';

/** `GET`: the history of alerts, open ones included. For supervisors and admins, as all below. */
export const QUEUE_ALERTS_PATH = '/queues/alerts';

/** `POST`: what a supervisor does about an alert, see {@link AlertAction}. */
export const alertActionPath = (alertId: string): string => `${QUEUE_ALERTS_PATH}/${alertId}/actions`;

/** Longest snooze, in minutes. */
export const MAX_SNOOZE_MINUTES = 8 * 60;

/** Query of `GET /queues/alerts`, the latest raised first. */
export const QueueAlertsQuery = v.object({
  /** Opaque; `next` of the page before. */
  before: v.optional(v.string()),
  /** Alerts a page; defaults to 50. */
  limit: v.optional(v.pipe(v.string(), v.transform(Number), v.integer(), v.minValue(1), v.maxValue(200))),
  taskQueueSid: v.optional(TaskQueueSid),
  /** Only alerts raised at or after this instant. */
  since: v.optional(Instant),
  /** Only alerts raised before this instant. */
  until: v.optional(Instant),
});
export type QueueAlertsQuery = v.InferOutput<typeof QueueAlertsQuery>;

/** Answer of `GET /queues/alerts`; `next` is null on the last page. */
export const QueueAlertsPage = v.object({ alerts: v.array(QueueAlert), next: v.nullable(v.string()) });
export type QueueAlertsPage = v.InferOutput<typeof QueueAlertsPage>;

/**
 * Body of `POST /queues/alerts/{id}/actions`; answers the {@link QueueAlert} as it is then.
 * `take`: the caller is on it. `hand-back`: no longer; only for who is. `note`: an empty text removes it.
 *
 * What somebody else did meanwhile answers 409 {@link AlertConflict} and changes nothing: `from` is the owner, and `replaces` the
 * instant of the note, that the caller saw. An alert that ended takes nothing but a note.
 */
export const AlertAction = v.variant('action', [
  v.object({ action: v.literal('take'), from: v.nullable(v.string()) }),
  v.object({ action: v.literal('hand-back') }),
  v.object({
    action: v.literal('note'),
    text: v.pipe(v.string(), v.trim(), v.maxLength(MAX_ALERT_NOTE_LENGTH)),
    replaces: v.nullable(Instant),
  }),
  v.object({
    action: v.literal('snooze'),
    minutes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_SNOOZE_MINUTES)),
  }),
  v.object({ action: v.literal('unsnooze') }),
]);
export type AlertAction = v.InferOutput<typeof AlertAction>;

/** Body of a 409 answer: the usual error and the alert as it is now. */
export const AlertConflict = v.object({
  code: v.picklist(['conflict', 'ended']),
  message: v.string(),
  requestId: v.string(),
  current: QueueAlert,
});
