import * as v from 'valibot';
import { defineSyncMap } from '../define-sync';
import { outboxKey } from '../object-names';
import { Count, Instant, payloadHeader } from '../payload';
import { TaskQueueSid } from '../sid';
import { AlertMetric } from './alert-rules-api';

/** Longest note on an alert, in characters. */
export const MAX_ALERT_NOTE_LENGTH = 280;
/** Open alerts that the Map shows at most: the worst ones. */
export const MAX_ALERTS_IN_SYNC = 200;
/** How long an alert that ended is shown in the Map. */
export const ENDED_ALERT_MS = 15 * 60_000;

/** Who did something to an alert: the worker's SID, or the Flex identity of who has none, and the worker's name. */
export const AlertPerson = v.object({ id: v.string(), name: v.nullable(v.string()) });
export type AlertPerson = v.InferOutput<typeof AlertPerson>;

/** That a figure of a queue is out of bounds, or was. What it is now stands in the queue's Document. */
export const QueueAlert = v.object({
  id: v.pipe(v.string(), v.uuid()),
  taskQueueSid: TaskQueueSid,
  /** As the queue was called when the alert was raised. */
  queueName: v.string(),
  ruleId: v.string(),
  metric: AlertMetric,
  severity: v.picklist(['warning', 'critical']),
  /** The figure when the severity was reached: seconds, a count, or percent. */
  value: v.number(),
  /** The bound that it was at or beyond. */
  bound: v.number(),
  raisedAt: Instant,
  /** Since when it is of this severity. */
  severitySince: Instant,
  /** Who is on it; null for nobody. */
  owner: v.nullable(v.object({ ...AlertPerson.entries, since: Instant })),
  /** `isCut`: its end did not fit into the Map. */
  note: v.nullable(v.object({ text: v.string(), isCut: v.boolean(), by: AlertPerson, at: Instant })),
  /** Until when it calls for nobody; it ends earlier when the alert becomes critical. */
  snooze: v.nullable(v.object({ by: AlertPerson, until: Instant })),
  /** `recovered`: the figure is back. `rule-changed`: no rule asks any more. `queue-deleted`. Null while it is open. */
  end: v.nullable(v.object({ at: Instant, reason: v.picklist(['recovered', 'rule-changed', 'queue-deleted']) })),
});
export type QueueAlert = v.InferOutput<typeof QueueAlert>;

/** What an item of the Map tells. The key of an alert is its id, that of the counts is `counts`. */
export const QueueAlertEntry = v.variant('kind', [
  v.object({ kind: v.literal('alert'), alert: QueueAlert }),
  /** Open alerts, and how many of them the Map shows. */
  v.object({ kind: v.literal('counts'), open: Count, shown: Count }),
]);
export type QueueAlertEntry = v.InferOutput<typeof QueueAlertEntry>;

/** Item of the Map `queue-alerts`. At most 1 KiB: a longer note is cut, and whole over HTTP. */
export const QueueAlertItem = v.object({ ...payloadHeader(1), entry: QueueAlertEntry });
export type QueueAlertItem = v.InferOutput<typeof QueueAlertItem>;

/** The 200 worst open alerts, and those that ended in the last 15 minutes. Written by the backend, read by supervisors. */
export const queueAlertsMap = defineSyncMap(outboxKey({ kind: 'queue-alerts' }), QueueAlertItem);
