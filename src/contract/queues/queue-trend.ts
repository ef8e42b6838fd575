import * as v from 'valibot';
import { defineSyncDocument, type SyncDocumentRef } from '../define-sync';
import { outboxKey } from '../object-names';
import { Count, Instant, payloadHeader } from '../payload';
import { TaskQueueSid } from '../sid';
import { MAX_QUEUES_ASKED } from './queue-agents-api';
import { QUEUES_PATH } from './queue-detail-api';

/** A trend is the step of `at`, which is not over, and the eleven before it. Steps begin with whole five minutes. */
export const TREND_STEPS = 12;
export const TREND_STEP_MS = 5 * 60_000;

/** One number for each step, the oldest first. */
const Line = v.pipe(v.array(Count), v.length(TREND_STEPS));

const trendEntries = {
  /** The instant it is stated for. */
  at: Instant,
  /** When the first step began. */
  since: Instant,
  /** How many waited in the step at most, at one moment. */
  waiting: Line,
  /** Counts of the step, as in a `QueueWindow`. */
  offered: Line,
  answered: Line,
  /** Without short abandons, as the board shows them. */
  abandoned: Line,
  /** Both sides of the service level, each queue by its own formula. */
  served: Line,
  judged: Line,
};

/** The last 60 minutes of several TaskQueues together. Definitions: docs/metrics.md. */
export const QueueTrend = v.object({
  /** Instant of the newest event that is in it. */
  asOf: Instant,
  ...trendEntries,
});
export type QueueTrend = v.InferOutput<typeof QueueTrend>;

/** Payload of the Document `queue-trend.{WQ…}`: the last 60 minutes of one queue, at most 1 KiB. */
export const QueueTrendDocument = v.object({ ...payloadHeader(1), ...trendEntries });
export type QueueTrendDocument = v.InferOutput<typeof QueueTrendDocument>;

/**
 * The last 60 minutes of one TaskQueue in steps of five, at most 1 KiB. Written once a minute at most, read by supervisors,
 * and opened only by views that show it.
 */
export const queueTrendDocument = (taskQueueSid: TaskQueueSid): SyncDocumentRef<QueueTrendDocument> =>
  defineSyncDocument(outboxKey({ kind: 'queue-trend', taskQueueSid }), QueueTrendDocument);

/** `POST`: the trend of any set of TaskQueues. How many wait in several at one moment is no sum of their highest. */
export const QUEUE_TREND_PATH = `${QUEUES_PATH}/trend`;

export const QueueTrendQuestion = v.object({
  taskQueueSids: v.pipe(v.array(TaskQueueSid), v.maxLength(MAX_QUEUES_ASKED)),
});
export type QueueTrendQuestion = v.InferOutput<typeof QueueTrendQuestion>;
