import * as v from 'valibot';
import { defineSyncDocument, type SyncDocumentRef } from '../define-sync';
import { outboxKey } from '../object-names';
import { Count, Instant, payloadHeader } from '../payload';
import { TaskQueueSid, type WorkerSid } from '../sid';

/**
 * `POST`: the caller's worker follows her queues. Afterwards Sync has the Document `agent-queues.{WK…}`, and it goes on
 * saying which queues are hers.
 */
export const AGENT_QUEUES_PATH = '/agents/me/queues';

/**
 * Queues that an agent follows at most, the first by SID: each is a permission in Sync for each agent, and by name a
 * renaming would change thousands of them.
 */
export const MAX_QUEUES_OF_AGENT = 50;

/** Payload of the Document `agent-queues.{WK…}`. */
export const AgentQueues = v.object({
  ...payloadHeader(1),
  /** The queues whose briefs the agent may read by now, by SID. */
  taskQueueSids: v.pipe(v.array(TaskQueueSid), v.maxLength(MAX_QUEUES_OF_AGENT)),
  /** The queues that the agent is eligible for; {@link MAX_QUEUES_OF_AGENT} of them become readable, within seconds. */
  eligible: Count,
});
export type AgentQueues = v.InferOutput<typeof AgentQueues>;

/** Which queues an agent is eligible for. Written by the backend, read by that agent, and there once the agent asked. */
export const agentQueuesDocument = (workerSid: WorkerSid): SyncDocumentRef<AgentQueues> =>
  defineSyncDocument(outboxKey({ kind: 'agent-queues', workerSid }), AgentQueues, { scope: 'personal' });

/** Payload of the Document `queue-brief.{WQ…}`: what agents may see of their queues, at most 1 KiB. */
export const QueueBrief = v.object({
  ...payloadHeader(1),
  /** The queue's name, shortened where it is longer than names in Twilio are. */
  name: v.string(),
  /** Tasks that wait, queued or ringing. */
  waiting: Count,
  /** When the longest-waiting of them entered this queue; null when nobody waits. */
  oldestWaitingSince: v.nullable(Instant),
});
export type QueueBrief = v.InferOutput<typeof QueueBrief>;

/**
 * What agents may see of one TaskQueue. Written by the backend while an eligible agent follows the queue; read by
 * supervisors and by the eligible agents who follow their queues.
 */
export const queueBriefDocument = (taskQueueSid: TaskQueueSid): SyncDocumentRef<QueueBrief> =>
  defineSyncDocument(outboxKey({ kind: 'queue-brief', taskQueueSid }), QueueBrief, { scope: 'personal' });

/** Answer of `POST /agents/me/queues`, which has no body. */
export const FollowingQueues = v.null();
