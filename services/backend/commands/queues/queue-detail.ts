import {
  MAX_AGENTS_LISTED,
  noWaitsByThreshold,
  type CallParty,
  type QueueDetail,
  type AgentRoute,
  type TaskQueueSid,
  type WaitingTask,
} from '@flex-sync-suite/shared/contract';
import { partyOf } from '../../domain/calls/recent-call';
import { maskParty } from '../../domain/calls/shown-call';
import { knownTask } from '../../domain/known-task';
import { queueStaff } from '../../domain/queues/queue-detail';
import { givenTo, routeToAgent, type WorkflowRoutes } from '../../domain/routing/workflow-routes';
import { queueNow } from '../../domain/queues/queue-metrics';
import type { TaskState } from '../../domain/task-state';
import type { Database } from '../../store/database';
import { readQueueDetail, type WaitingRow } from '../../store/queues/queue-detail-read';
import { readTasks } from '../../store/task-rows';
import { mayDo, requireSupervisor, type Caller, type Doers } from '../caller';

/**
 * Who waits in a queue, and who could answer. Null for a queue that is unknown or deleted.
 * @throws Refusal `forbidden` for a caller who is neither supervisor nor admin
 */
export type QueueDetailQuestion = (caller: Caller, sid: TaskQueueSid) => Promise<QueueDetail | null>;

export interface QueueDetailOptions {
  readonly database: Database;
  readonly maskPhoneNumbers: boolean;
  readonly now: () => number;
  readonly workflows: Workflows;
  /** Who may give tasks to agents. */
  readonly givers: Doers;
}

/** What TaskRouter's workflows leave to one agent, as they were a moment ago. */
export interface Workflows {
  /** `unknown` when TaskRouter does not say. Never rejects. */
  readonly routesOf: (workflowSid: string) => Promise<WorkflowRoutes | 'unreadable' | 'unknown'>;
}

export const createQueueDetailQuestion =
  ({ database, maskPhoneNumbers, now, workflows, givers }: QueueDetailOptions): QueueDetailQuestion =>
  async (caller, sid) => {
    requireSupervisor(caller);
    const db = database.kysely;
    const nowMs = now();
    const row = await readQueueDetail(db, sid, nowMs);
    if (row === null) return null;
    const { newestAt, expressionError, channels, tasks, waiting, thresholds, workers } = row;
    const states = await readTasks(
      db,
      waiting.map((task) => task.sid),
    );
    const routes = await Promise.all(waiting.map((task) => agentRoute(task, sid, workflows)));
    const customerOf = (task: WaitingRow): CallParty => shown(states.get(task.sid), maskPhoneNumbers);
    const staff = queueStaff({ tasks, channels }, workers);
    const atMs = Math.max(nowMs, newestAt ?? 0);
    return {
      taskQueueSid: sid,
      asOf: instant(newestAt ?? atMs),
      at: instant(atMs),
      now: queueNow({ tasks, channels, workers }),
      thresholds: thresholds ?? noWaitsByThreshold(),
      expressionError,
      queuedChannels: [...staff.queuedChannels],
      waiting: waiting.map((task, index) => waitingTask(task, customerOf(task), routes[index] ?? UNKNOWN)),
      mayGive: mayDo(caller, givers),
      agentGroups: [...staff.agentGroups],
      agents: staff.agents.slice(0, MAX_AGENTS_LISTED),
    };
  };

/** A task that went away between two statements has nobody to tell of. */
function shown(state: TaskState | undefined, isMasked: boolean): CallParty {
  if (state === undefined) return { address: null, isMasked: false, name: null };
  const party = partyOf(knownTask(state));
  return isMasked ? maskParty(party) : party;
}

const UNKNOWN: AgentRoute = { state: 'unknown' };

async function agentRoute(task: WaitingRow, queueSid: TaskQueueSid, workflows: Workflows): Promise<AgentRoute> {
  const { workflowSid, attributes } = task;
  if (workflowSid === null || attributes === null) return UNKNOWN;
  const routes = await workflows.routesOf(workflowSid);
  if (typeof routes === 'string') return { state: routes };
  const found = routeToAgent(routes, attributes, queueSid);
  if (found.state !== 'possible') return { state: found.state };
  const { state, attribute, waitsForSeconds } = found;
  return { state, givenTo: givenTo(attributes, attribute), waitsForSeconds };
}

const waitingTask = (
  { sid, enteredAtMs, createdAtMs, ...task }: WaitingRow,
  customer: CallParty,
  route: AgentRoute,
): WaitingTask => ({
  taskSid: sid,
  ...{ phase: task.phase, channel: task.channel, priority: task.priority },
  enteredAt: instant(enteredAtMs),
  createdAt: createdAtMs === null ? null : instant(createdAtMs),
  customer,
  agentRoute: route,
});

const instant = (atMs: number): string => new Date(atMs).toISOString();
