import { createSid } from '../base/account';
import type { EngineContext } from './engine-context';
import { activityFields, taskQueueFields } from './events';
import { compileExpression } from './expression';
import { refused, TaskRouterError } from './task-router-error';
import { updateMembership } from './worker-operations';
import type { Activity, TaskQueue, WorkflowFilter } from './workspace-model';

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
  readonly update: (
    queue: TaskQueue,
    change: Partial<Pick<NewTaskQueue, 'friendlyName' | 'targetWorkers' | 'maxReservedWorkers'>>,
  ) => void;
  /** @throws TaskRouterError 400 while tasks are in the queue */
  readonly remove: (queue: TaskQueue) => void;
  readonly createActivity: (friendlyName: string, available: boolean) => Activity;
  readonly announceActivities: () => void;
  readonly renameActivity: (activity: Activity, friendlyName: string) => void;
  /** @throws TaskRouterError 400 while a worker or the workspace uses it */
  readonly removeActivity: (activity: Activity) => void;
}

export function createQueueOperations(context: EngineContext): QueueOperations {
  const { state, clock, feed } = context;
  const { workflow, workspace } = state;

  const emitQueue = (
    type: 'task-queue.created' | 'task-queue.deleted' | 'task-queue.expression.updated',
    queue: TaskQueue,
  ): void => {
    const verb = type === 'task-queue.expression.updated' ? 'expression updated' : type.slice('task-queue.'.length);
    const description = `TaskQueue ${queue.friendlyName} ${verb}`;
    feed.emit({ type, resourceSid: queue.sid, description, fields: taskQueueFields(queue) });
  };
  const emitActivity = (verb: 'created' | 'updated' | 'deleted', activity: Activity): void => {
    const description = `Activity ${activity.friendlyName} ${verb}`;
    feed.emit({ type: `activity.${verb}`, resourceSid: activity.sid, description, fields: activityFields(activity) });
  };

  const requireName = (friendlyName: string, others: Iterable<{ friendlyName: string }>, kind: string): void => {
    if (friendlyName === '') throw refused('Missing required parameter FriendlyName in the post body');
    for (const other of others) {
      if (other.friendlyName !== friendlyName) continue;
      throw new TaskRouterError(409, 20409, `${kind} with FriendlyName ${friendlyName} already exists`);
    }
  };

  const refreshMembers = (queue: TaskQueue): void => {
    for (const worker of state.workers.values()) updateMembership(queue, worker);
    state.routingDue = true;
  };

  return {
    create({ sid = createSid('WQ'), friendlyName, targetWorkers = '1==1', maxReservedWorkers = 1, escalation }) {
      requireName(friendlyName, state.queues.values(), 'TaskQueue');
      requireWorkerCount(maxReservedWorkers);
      const at = clock.now();
      const matches = compileExpression(targetWorkers);
      const queue: TaskQueue = {
        sid,
        friendlyName,
        targetWorkers,
        matches,
        maxReservedWorkers,
        workers: new Set(),
        createdAt: at,
        updatedAt: at,
      };
      state.queues.set(queue.sid, queue);
      refreshMembers(queue);
      workflow.filters.push(filterFor(queue, escalation));
      emitQueue('task-queue.created', queue);
      return queue;
    },
    update(queue, { friendlyName, targetWorkers, maxReservedWorkers }) {
      if (friendlyName !== undefined && friendlyName !== queue.friendlyName) {
        requireName(friendlyName, state.queues.values(), 'TaskQueue');
        queue.friendlyName = friendlyName;
        workflow.filters = workflow.filters.map((filter) =>
          filter.targets[0]?.queueSid === queue.sid ? { ...filter, ...namedFilter(friendlyName) } : filter,
        );
      }
      if (maxReservedWorkers !== undefined) {
        requireWorkerCount(maxReservedWorkers);
        queue.maxReservedWorkers = maxReservedWorkers;
      }
      queue.updatedAt = clock.now();
      if (targetWorkers === undefined || targetWorkers === queue.targetWorkers) return;
      queue.matches = compileExpression(targetWorkers);
      queue.targetWorkers = targetWorkers;
      refreshMembers(queue);
      emitQueue('task-queue.expression.updated', queue);
    },
    remove(queue) {
      if ([...state.tasks.values()].some((task) => task.endedAt === null && task.queue === queue)) {
        throw refused(`Cannot delete TaskQueue ${queue.sid} while tasks are in it`);
      }
      state.queues.delete(queue.sid);
      workflow.filters = workflow.filters
        .filter((filter) => filter.targets[0]?.queueSid !== queue.sid)
        .map((filter) => ({ ...filter, targets: filter.targets.filter((target) => target.queueSid !== queue.sid) }));
      emitQueue('task-queue.deleted', queue);
    },
    createActivity(friendlyName, available) {
      requireName(friendlyName, state.activities.values(), 'Activity');
      const at = clock.now();
      const activity = { sid: createSid('WA'), friendlyName, available, createdAt: at, updatedAt: at };
      state.activities.set(activity.sid, activity);
      emitActivity('created', activity);
      return activity;
    },
    announceActivities() {
      for (const activity of state.activities.values()) emitActivity('created', activity);
    },
    renameActivity(activity, friendlyName) {
      requireName(
        friendlyName,
        [...state.activities.values()].filter((other) => other !== activity),
        'Activity',
      );
      activity.friendlyName = friendlyName;
      activity.updatedAt = clock.now();
      emitActivity('updated', activity);
    },
    removeActivity(activity) {
      const inUse =
        [workspace.defaultActivity, workspace.timeoutActivity].includes(activity) ||
        [...state.workers.values()].some((worker) => worker.activity === activity);
      if (inUse) throw refused(`Cannot delete Activity ${activity.sid} because it is in use`);
      state.activities.delete(activity.sid);
      emitActivity('deleted', activity);
    },
  };
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
