import type { TaskAgent, TaskAgentChange, TaskQueueSid, TaskSid } from '@flex-sync-suite/shared/contract';
import type { Refusal } from '../../base/refusal';
import { attributeText, withoutValue, withValue, type AttributeText } from '../../domain/attribute-text';
import { givenTo, routeToAgent } from '../../domain/routing/workflow-routes';
import { writeAudit, type AuditRecord } from '../../store/audit';
import type { Database } from '../../store/database';
import { eligibleAgent } from '../../store/directory/eligible-agent';
import { mayDo, requireSupervisor, type Caller, type Doers } from '../caller';
import {
  changedMeanwhile,
  givenMeanwhile,
  isAway,
  isOffered,
  movedOn,
  noSuchTask,
  notAllowed,
  notEligible,
  notRouted,
  refusedByTaskRouter,
  unreadableAttributes,
  waitsNoMore,
} from './give-task-refusals';
import type { Workflows } from './queue-detail';

/** A task as TaskRouter has it now. */
export interface RoutedTask {
  /** TaskRouter's word: `pending`, `reserved`, `assigned`, … */
  readonly status: string;
  /** Null before it entered a queue. */
  readonly queueSid: string | null;
  readonly workflowSid: string | null;
  /** JSON text. */
  readonly attributes: string;
  /** What a change names so that it overtakes nobody's. */
  readonly version: string | null;
}

/** What came of a change in TaskRouter: `changed` = somebody else was first. */
export type AttributesOutcome =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'missing' }
  | { readonly outcome: 'changed' }
  | { readonly outcome: 'refused'; readonly reason: string };

/** Tasks in TaskRouter. Both throw a Refusal `unavailable` when it cannot be asked, or lets nobody in. */
export interface TaskRouterTasks {
  /** Null for a task that there is not. */
  readonly read: (taskSid: TaskSid) => Promise<RoutedTask | null>;
  /** Writes all attributes, if the task is still of that version. */
  readonly setAttributes: (taskSid: TaskSid, attributes: string, version: string | null) => Promise<AttributesOutcome>;
}

export interface GiveTaskOptions {
  readonly database: Database;
  readonly now: () => number;
  readonly tasks: TaskRouterTasks;
  readonly workflows: Workflows;
  readonly givers: Doers;
}

/**
 * Gives a waiting task to one agent, or back to all, by the attribute that its workflow asks. It is on record before it is
 * done.
 * @throws Refusal `forbidden`, `missing`, `conflict`, `unprocessable`, `unavailable`
 */
export type GiveTask = (
  caller: Caller,
  place: { readonly queueSid: TaskQueueSid; readonly taskSid: TaskSid },
  change: TaskAgentChange,
) => Promise<TaskAgent>;

export const createGiveTask =
  (options: GiveTaskOptions): GiveTask =>
  async (caller, { queueSid, taskSid }, change) => {
    const { database, now, tasks, givers } = options;
    requireSupervisor(caller);
    if (!mayDo(caller, givers)) throw notAllowed(givers);
    await requireAgent(options, queueSid, change);
    const task = await tasks.read(taskSid);
    if (task === null) throw noSuchTask();
    requireWaiting(task, queueSid);
    const attributes = await changedAttributes(options, task, queueSid, change);
    if (attributes === null) return { taskSid, workerSid: change.to };
    const record = (action: AuditRecord['action']) =>
      writeAudit(database.kysely, {
        ...{ at: now(), actor: caller.actor, action },
        resource: `${taskSid} ${change.from ?? '-'} ${change.to ?? '-'}`,
      });
    await record('task.give');
    const done = await tasks.setAttributes(taskSid, attributes, task.version);
    if (done.outcome === 'done') return { taskSid, workerSid: change.to };
    await record('task.agent-kept');
    throw refusalOf(done);
  };

async function requireAgent(
  { database }: GiveTaskOptions,
  queueSid: TaskQueueSid,
  { to, evenIfAway }: TaskAgentChange,
): Promise<void> {
  if (to === null) return;
  const agent = await eligibleAgent(database.kysely, queueSid, to);
  if (agent === null) throw notEligible();
  if (!agent.isAvailable && !evenIfAway) throw isAway(agent);
}

function requireWaiting({ status, queueSid: isIn }: RoutedTask, queueSid: TaskQueueSid): void {
  if (status === 'reserved') throw isOffered();
  if (status !== 'pending') throw waitsNoMore();
  if (isIn !== queueSid) throw movedOn();
}

/** The attributes to write; null when the task is given so already. */
async function changedAttributes(
  { workflows }: GiveTaskOptions,
  task: RoutedTask,
  queueSid: TaskQueueSid,
  { from, to }: TaskAgentChange,
): Promise<string | null> {
  const text = attributeText(task.attributes);
  if (text === null) throw unreadableAttributes();
  const parsed = JSON.parse(text.text) as Readonly<Record<string, unknown>>;
  const routes = task.workflowSid === null ? 'unknown' : await workflows.routesOf(task.workflowSid);
  if (typeof routes === 'string') throw notRouted(routes);
  const route = routeToAgent(routes, parsed, queueSid);
  if (route.state !== 'possible') throw notRouted(route.state);
  const current = givenTo(parsed, route.attribute);
  if (current === to && to !== null) return null;
  if (current !== from) throw givenMeanwhile(current);
  return written(text, route.attribute, to);
}

const written = (text: AttributeText, attribute: string, to: TaskAgentChange['to']): string =>
  to === null ? withoutValue(text, attribute) : withValue(text, attribute, JSON.stringify(to));

function refusalOf(failed: Exclude<AttributesOutcome, { outcome: 'done' }>): Refusal {
  switch (failed.outcome) {
    case 'changed':
      return changedMeanwhile();
    case 'missing':
      return noSuchTask();
    case 'refused':
      return refusedByTaskRouter(failed.reason);
  }
}
