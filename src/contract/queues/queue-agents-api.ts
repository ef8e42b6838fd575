import * as v from 'valibot';
import { Count, Instant } from '../payload';
import { TaskQueueSid } from '../sid';
import { QUEUES_PATH } from './queue-detail-api';

/** `POST`: the agents of any set of TaskQueues. The list is longer than an address may be. */
export const QUEUE_AGENTS_PATH = `${QUEUES_PATH}/agents`;

/** Twice as many TaskQueues as a workspace may have: a list may still hold those that were deleted. */
export const MAX_QUEUES_ASKED = 10_000;

export const QueueAgentsQuestion = v.object({
  taskQueueSids: v.pipe(v.array(TaskQueueSid), v.maxLength(MAX_QUEUES_ASKED)),
});
export type QueueAgentsQuestion = v.InferOutput<typeof QueueAgentsQuestion>;

/**
 * Agents of several TaskQueues together: whoever serves three of them counts once. The counts of their Documents cannot be
 * added to this.
 */
export const QueueAgents = v.object({
  /** Instant of the newest event that is in it. */
  asOf: Instant,
  /** Workers that match the expression of at least one of the queues. */
  eligible: Count,
  /** Of these, those in an available activity. */
  available: Count,
  /** Of the available ones, those that count as free in at least one of the queues. */
  free: Count,
  /** Of the available ones, those with an open reservation, of whatever queue. */
  busy: Count,
});
export type QueueAgents = v.InferOutput<typeof QueueAgents>;
