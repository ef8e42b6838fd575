import {
  type ActivitySid,
  QUEUE_AGENTS_PATH,
  QUEUE_ALERTS_PATH,
  QUEUE_POLICIES_PATH,
  QUEUE_TREND_PATH,
  QueueAgents,
  QueueAlertsPage,
  QueueDetail,
  queueDetailPath,
  QueueFiguresAnswer,
  queueFiguresPath,
  QueuePolicies,
  QueueTrend,
  FURTHER_FIGURES_PATH,
  FurtherFigures,
  QUEUE_STATES_PATH,
  QueueStates,
  QUEUE_WEEK_BEFORE_PATH,
  QueueWeekBefore,
  type TaskQueueSid,
} from '@flex-sync-suite/shared/contract';
import type { BackendClient } from '@flex-sync-suite/shared/flex';

/** What the backend answers about queues beyond their Documents. Rejects with a `BackendError`. */
export interface QueueQuestions {
  readonly detailOf: (sid: TaskQueueSid, signal: AbortSignal) => Promise<QueueDetail>;
  /** What became of its visits, by window and channel. */
  readonly figuresOf: (sid: TaskQueueSid, signal: AbortSignal) => Promise<QueueFiguresAnswer>;
  /** Its latest alerts, the open ones too. */
  readonly alertsOf: (sid: TaskQueueSid, signal: AbortSignal) => Promise<QueueAlertsPage>;
  /** Which rules say how its service level is judged. */
  readonly policiesOf: (sid: TaskQueueSid, signal: AbortSignal) => Promise<QueuePolicies>;
  /** Of all these queues together, each agent counted once. */
  readonly agentsOf: (sids: readonly TaskQueueSid[], signal: AbortSignal) => Promise<QueueAgents>;
  /** The last hour of all these queues together. */
  readonly trendOf: (sids: readonly TaskQueueSid[], signal: AbortSignal) => Promise<QueueTrend>;
  /** What all these queues together had counted a week before. */
  readonly weekBeforeOf: (sids: readonly TaskQueueSid[], signal: AbortSignal) => Promise<QueueWeekBefore>;
  /** Of every queue. */
  readonly statesOf: (signal: AbortSignal) => Promise<QueueStates>;
  /** What the Documents of all queues have no room for. */
  readonly furtherOf: (signal: AbortSignal) => Promise<FurtherFigures>;
  /** The activity that Flex signs agents out into; undefined where the workspace has none. */
  readonly offlineActivitySid: ActivitySid | undefined;
}

/** Alerts that the drawer of a queue lists. */
const LATEST_ALERTS = 10;

export const createQueueQuestions = (
  client: BackendClient,
  offlineActivitySid: ActivitySid | undefined,
): QueueQuestions => ({
  detailOf: (sid, signal) => client.request({ path: queueDetailPath(sid), signal, schema: QueueDetail }),
  figuresOf: (sid, signal) => client.request({ path: queueFiguresPath(sid), signal, schema: QueueFiguresAnswer }),
  alertsOf: (taskQueueSid, signal) =>
    client.request({
      path: QUEUE_ALERTS_PATH,
      query: { taskQueueSid, limit: String(LATEST_ALERTS) },
      signal,
      schema: QueueAlertsPage,
    }),
  policiesOf: (taskQueueSid, signal) =>
    client.request({ path: QUEUE_POLICIES_PATH, query: { taskQueueSid }, signal, schema: QueuePolicies }),
  agentsOf: (taskQueueSids, signal) =>
    client.request({ method: 'POST', path: QUEUE_AGENTS_PATH, body: { taskQueueSids }, signal, schema: QueueAgents }),
  trendOf: (taskQueueSids, signal) =>
    client.request({ method: 'POST', path: QUEUE_TREND_PATH, body: { taskQueueSids }, signal, schema: QueueTrend }),
  weekBeforeOf: (taskQueueSids, signal) =>
    client.request({
      ...{ method: 'POST', path: QUEUE_WEEK_BEFORE_PATH, body: { taskQueueSids } },
      ...{ signal, schema: QueueWeekBefore },
    }),
  statesOf: (signal) => client.request({ path: QUEUE_STATES_PATH, signal, schema: QueueStates }),
  furtherOf: (signal) => client.request({ path: FURTHER_FIGURES_PATH, signal, schema: FurtherFigures }),
  offlineActivitySid,
});
