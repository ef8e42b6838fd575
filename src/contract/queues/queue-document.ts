import * as v from 'valibot';
import { defineSyncDocument, type SyncDocumentRef } from '../define-sync';
import { outboxKey } from '../object-names';
import { Count, Instant, payloadHeader } from '../payload';
import type { TaskQueueSid } from '../sid';

/**
 * Figures of one TaskQueue over a window of time, as sums and counts, so that any roll-up stays exact: add the windows,
 * then divide. A queue visit counts in the minute of the instant named. Formulas: docs/metrics.md.
 */
export const QueueWindow = v.object({
  /** Queue visits that began (`task-queue.entered`). */
  offered: Count,
  /** Visits that ended with an accepted reservation, by the instant of acceptance. */
  answered: Count,
  /** Answered visits whose wait in the queue was at most the channel's threshold. */
  answeredInTime: Count,
  /** Visits that ended with the task canceled before an answer, by the instant of cancelation. */
  abandoned: Count,
  /** Abandoned visits that had waited less than the short-abandon threshold. */
  shortAbandoned: Count,
  /** Abandoned visits whose wait in the queue was at most the channel's threshold. Backends before it counted none. */
  abandonedInTime: v.optional(Count, 0),
  /** Visits that left for another TaskQueue before an answer. */
  flowedOut: Count,
  /** Tasks completed after an answer in this queue, by the instant of completion. */
  completed: Count,
  /** Reservations whose handling ended (wrap-up completed): the divisor of the average handle time. */
  handled: Count,
  /** Sum of the waits of the answered visits, in milliseconds. */
  answerWaitMs: Count,
  /** Sum of talk and wrap-up of the handled reservations, in milliseconds. */
  handleMs: Count,
});
export type QueueWindow = v.InferOutput<typeof QueueWindow>;

/** A window in which nothing happened: what sums begin with. A new object each time. */
export const emptyWindow = (): QueueWindow => ({
  offered: 0,
  answered: 0,
  answeredInTime: 0,
  abandoned: 0,
  shortAbandoned: 0,
  abandonedInTime: 0,
  flowedOut: 0,
  completed: 0,
  handled: 0,
  answerWaitMs: 0,
  handleMs: 0,
});

/** Live state of one TaskQueue. Instants, never ages: clocks tick in the browser and cost no write. */
export const QueueNow = v.object({
  /** Tasks `pending`. */
  queued: Count,
  /** Tasks `reserved`. */
  ringing: Count,
  /** Tasks `assigned`. */
  talking: Count,
  /** Tasks `wrapping`. */
  wrapping: Count,
  /** When the longest-waiting task (queued or ringing) entered this queue; null when nobody waits. */
  oldestWaitingSince: v.nullable(Instant),
  /** Earliest creation among the waiting tasks: since when the most patient customer waits, in whatever queue. */
  oldestWaitingCreatedAt: v.nullable(Instant),
  /** Workers that match the queue's expression, in any activity. */
  eligible: Count,
  /** Eligible workers in an available activity; they may be busy. */
  available: Count,
  /** Available workers who could take a queued task; when none is queued, a task of any channel this queue has seen. */
  free: Count,
});
export type QueueNow = v.InferOutput<typeof QueueNow>;

/** Payload of the Document `queue.{WQ…}`: at most 1 KiB, because above it Sync lowers the write rate. */
export const QueueDocument = v.object({
  ...payloadHeader(1),
  /** The instant these figures are stated for. */
  at: Instant,
  now: QueueNow,
  /** The minute of `at` and the 29 minutes before it. */
  last30Minutes: QueueWindow,
  /** Since the day of the queue began: at midnight of the reporting time zone where no rule says otherwise. */
  today: v.object({ ...QueueWindow.entries, since: Instant }),
});
export type QueueDocument = v.InferOutput<typeof QueueDocument>;

/** The live row of one TaskQueue, at most 1 KiB: above it Sync lowers the write rate. Written by the backend, read by supervisors. */
export const queueDocument = (taskQueueSid: TaskQueueSid): SyncDocumentRef<QueueDocument> =>
  defineSyncDocument(outboxKey({ kind: 'queue', taskQueueSid }), QueueDocument);
