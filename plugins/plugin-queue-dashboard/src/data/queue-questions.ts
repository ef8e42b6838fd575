import {
  type ActivitySid,
  QUEUE_AGENTS_PATH,
  QUEUE_TREND_PATH,
  QueueAgents,
  QueueDetail,
  queueDetailPath,
  QueueFiguresAnswer,
  queueFiguresPath,
  QueueTrend,
  type TaskQueueSid,
} from '@flex-sync-suite/shared/contract';
import type { BackendClient } from '@flex-sync-suite/shared/flex';

/** What the backend answers about queues beyond their Documents. Rejects with a `BackendError`. */
export interface QueueQuestions {
  readonly detailOf: (sid: TaskQueueSid, signal: AbortSignal) => Promise<QueueDetail>;
  /** What became of its visits, by window and channel. */
  readonly figuresOf: (sid: TaskQueueSid, signal: AbortSignal) => Promise<QueueFiguresAnswer>;
  /** Of all these queues together, each agent counted once. */
  readonly agentsOf: (sids: readonly TaskQueueSid[], signal: AbortSignal) => Promise<QueueAgents>;
  /** The last hour of all these queues together. */
  readonly trendOf: (sids: readonly TaskQueueSid[], signal: AbortSignal) => Promise<QueueTrend>;
  /** The activity that Flex signs agents out into; undefined where the workspace has none. */
  readonly offlineActivitySid: ActivitySid | undefined;
}

export const createQueueQuestions = (
  client: BackendClient,
  offlineActivitySid: ActivitySid | undefined,
): QueueQuestions => ({
  detailOf: (sid, signal) => client.request({ path: queueDetailPath(sid), signal, schema: QueueDetail }),
  figuresOf: (sid, signal) => client.request({ path: queueFiguresPath(sid), signal, schema: QueueFiguresAnswer }),
  agentsOf: (taskQueueSids, signal) =>
    client.request({ method: 'POST', path: QUEUE_AGENTS_PATH, body: { taskQueueSids }, signal, schema: QueueAgents }),
  trendOf: (taskQueueSids, signal) =>
    client.request({ method: 'POST', path: QUEUE_TREND_PATH, body: { taskQueueSids }, signal, schema: QueueTrend }),
  offlineActivitySid,
});
