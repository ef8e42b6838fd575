import { createSid } from '../base/account';
import type { EngineContext } from './engine-context';
import { taskQueueFields } from './events';
import { compileExpression } from './expression';
import { requireOwnName } from './input-checks';
import { refused } from './task-router-error';
import { updateMembership } from './worker-operations';
import type { TaskQueue, WorkflowFilter } from './workspace-model';

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
  /** Creates a queue and the workflow filter that leads to it: `queue == "<friendly name>"`. */
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
  state.workflow.filters.push(filterFor(queue, escalation));
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

/** The filter that leads to the queue asks for its name. */
function rename({ state }: EngineContext, queue: TaskQueue, friendlyName: string): void {
  const { workflow, queues } = state;
  requireOwnName(friendlyName, queues.values(), 'TaskQueue');
  queue.friendlyName = friendlyName;
  workflow.filters = workflow.filters.map((filter) =>
    filter.targets[0]?.queueSid === queue.sid ? { ...filter, ...namedFilter(friendlyName) } : filter,
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
    .map((filter) => ({ ...filter, targets: filter.targets.filter((target) => target.queueSid !== queue.sid) }));
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

function filterFor(queue: TaskQueue, escalation: NewTaskQueue['escalation']): WorkflowFilter {
  const own = { queueSid: queue.sid };
  if (escalation === undefined) return { ...namedFilter(queue.friendlyName), targets: [own] };
  const { queue: next, afterSeconds, priority } = escalation;
  const second = { queueSid: next.sid, ...(priority === undefined ? {} : { priority }) };
  return { ...namedFilter(queue.friendlyName), targets: [{ ...own, timeoutSeconds: afterSeconds }, second] };
}

function namedFilter(queueName: string): Pick<WorkflowFilter, 'name' | 'expression' | 'matches'> {
  const expression = `queue == "${queueName.replaceAll(/["\\]/gu, '\\$&')}"`;
  return { name: queueName, expression, matches: compileExpression(expression) };
}

function requireWorkerCount(count: number): void {
  if (!Number.isInteger(count) || count < 1 || count > 50) throw refused('MaxReservedWorkers must be 1 to 50');
}
