import { createSid } from '../base/account';
import type { EngineContext } from './engine-context';
import { taskQueueFields } from './events';
import { compileExpression } from './expression';
import { requireOwnName } from './input-checks';
import { refused } from '../base/task-router-error';
import { updateMembership } from './worker-operations';
import type { TaskQueue, WorkflowFilter, WorkflowTarget } from './workspace-model';

export interface NewTaskQueue {
  /** Random by default. */
  readonly sid?: string;
  readonly friendlyName: string;
  /** Matches every worker by default, as in TaskRouter. */
  readonly targetWorkers?: string;
  readonly maxReservedWorkers?: number;
  /** Where an unanswered task goes after a while; stays by default. */
  readonly escalation?: { readonly queue: TaskQueue; readonly afterSeconds: number; readonly priority?: number };
}

interface QueueOperations {
  /** Creates a queue and the workflow filters that lead to it: `queue == "<friendly name>"`, and to one agent of it. */
  readonly create: (queue: NewTaskQueue) => TaskQueue;
  readonly update: (queue: TaskQueue, change: TaskQueueChange) => void;
  /** @throws TaskRouterError 400 while tasks are in the queue */
  readonly remove: (queue: TaskQueue) => void;
}

export type TaskQueueChange = Partial<Pick<NewTaskQueue, 'friendlyName' | 'targetWorkers' | 'maxReservedWorkers'>>;

export const createQueueOperations = (context: EngineContext): QueueOperations => ({
  create: (queue) => create(context, queue),
  update: (queue, change) => {
    update(context, queue, change);
  },
  remove: (queue) => {
    remove(context, queue);
  },
});

function create(context: EngineContext, wanted: NewTaskQueue): TaskQueue {
  const { state, clock } = context;
  const { sid = createSid('WQ'), friendlyName, targetWorkers = '1==1', maxReservedWorkers = 1, escalation } = wanted;
  requireOwnName(friendlyName, state.queues.values(), 'TaskQueue');
  requireWorkerCount(maxReservedWorkers);
  const at = clock.now();
  const queue: TaskQueue = {
    sid,
    friendlyName,
    targetWorkers,
    matches: compileExpression(targetWorkers),
    maxReservedWorkers,
    workers: new Set(),
    createdAt: at,
    updatedAt: at,
  };
  state.queues.set(queue.sid, queue);
  refreshMembers(context, queue);
  state.workflow.filters.push(...filtersFor(queue, escalation));
  emitQueue(context, 'created', queue);
  return queue;
}

function update(context: EngineContext, queue: TaskQueue, change: TaskQueueChange): void {
  const { friendlyName, targetWorkers, maxReservedWorkers } = change;
  if (friendlyName !== undefined && friendlyName !== queue.friendlyName) rename(context, queue, friendlyName);
  if (maxReservedWorkers !== undefined) {
    requireWorkerCount(maxReservedWorkers);
    queue.maxReservedWorkers = maxReservedWorkers;
  }
  queue.updatedAt = context.clock.now();
  if (targetWorkers === undefined || targetWorkers === queue.targetWorkers) return;
  queue.matches = compileExpression(targetWorkers);
  queue.targetWorkers = targetWorkers;
  refreshMembers(context, queue);
  emitQueue(context, 'expression.updated', queue);
}

/** The filters that lead to the queue ask for its name. */
function rename({ state }: EngineContext, queue: TaskQueue, friendlyName: string): void {
  const { workflow, queues } = state;
  requireOwnName(friendlyName, queues.values(), 'TaskQueue');
  queue.friendlyName = friendlyName;
  workflow.filters = workflow.filters.map((filter) =>
    filter.targets[0]?.queueSid === queue.sid
      ? { ...filter, ...namedFilter(friendlyName, filter.targets[0].knownWorker !== undefined) }
      : filter,
  );
}

function remove(context: EngineContext, queue: TaskQueue): void {
  const { tasks, queues, workflow } = context.state;
  if ([...tasks.values()].some((task) => task.endedAt === null && task.queue === queue)) {
    throw refused(`Cannot delete TaskQueue ${queue.sid} while tasks are in it`);
  }
  queues.delete(queue.sid);
  workflow.filters = workflow.filters
    .filter((filter) => filter.targets[0]?.queueSid !== queue.sid)
    .map((filter) => withoutQueue(filter, queue.sid));
  emitQueue(context, 'deleted', queue);
}

function refreshMembers({ state }: EngineContext, queue: TaskQueue): void {
  for (const worker of state.workers.values()) updateMembership(queue, worker);
  state.routingDue = true;
}

function emitQueue(
  { feed }: EngineContext,
  what: 'created' | 'deleted' | 'expression.updated',
  queue: TaskQueue,
): void {
  const description = `TaskQueue ${queue.friendlyName} ${what.replace('.', ' ')}`;
  feed.emit({ type: `task-queue.${what}`, resourceSid: queue.sid, description, fields: taskQueueFields(queue) });
}

/** A filter that has no such target stays what it is: tasks remember the targets that they were given. */
const withoutQueue = (filter: WorkflowFilter, queueSid: string): WorkflowFilter =>
  filter.targets.some((target) => target.queueSid === queueSid)
    ? { ...filter, targets: filter.targets.filter((target) => target.queueSid !== queueSid) }
    : filter;

/** Attribute of a task that names the one agent who is to get it, and how long it waits for that agent. */
const KNOWN_AGENT = { attribute: 'agent_sid', waitsForSeconds: 120 };

/** The first is for a task that is given to one agent, who may not come: then it goes on as all the others do. */
function filtersFor(queue: TaskQueue, escalation: NewTaskQueue['escalation']): readonly WorkflowFilter[] {
  const targets = targetsFor(queue, escalation);
  const known: WorkflowTarget = {
    queueSid: queue.sid,
    knownWorker: { by: 'sid', attribute: `task.${KNOWN_AGENT.attribute}` },
    timeoutSeconds: KNOWN_AGENT.waitsForSeconds,
  };
  return [
    { ...namedFilter(queue.friendlyName, true), targets: [known, ...targets] },
    { ...namedFilter(queue.friendlyName, false), targets },
  ];
}

function targetsFor(queue: TaskQueue, escalation: NewTaskQueue['escalation']): readonly WorkflowTarget[] {
  const own = { queueSid: queue.sid };
  if (escalation === undefined) return [own];
  const { queue: next, afterSeconds, priority } = escalation;
  const second = { queueSid: next.sid, ...(priority === undefined ? {} : { priority }) };
  return [{ ...own, timeoutSeconds: afterSeconds }, second];
}

function namedFilter(queueName: string, isOfOne: boolean): Pick<WorkflowFilter, 'name' | 'expression' | 'matches'> {
  const ofQueue = `queue == "${queueName.replaceAll(/["\\]/gu, '\\$&')}"`;
  const expression = isOfOne ? `${KNOWN_AGENT.attribute} != null AND ${ofQueue}` : ofQueue;
  return { name: isOfOne ? `${queueName}, one agent` : queueName, expression, matches: compileExpression(expression) };
}

function requireWorkerCount(count: number): void {
  if (!Number.isInteger(count) || count < 1 || count > 50) throw refused('MaxReservedWorkers must be 1 to 50');
}
