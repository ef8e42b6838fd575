import { createSid } from '../base/account';
import { emitTask, startTimer, stopTimer, type EngineContext } from './engine-context';
import { parseAttributes } from './input-checks';
import { hasCapacity } from './routing';
import { leaveQueue } from './status-changes';
import { refused } from '../base/task-router-error';
import { parseConfiguration } from './workflow-configuration';
import { isInVain, namedWorkers } from './workflow-targets';
import type { Task, TaskChannel, TaskQueue, Worker, WorkflowFilter, WorkflowTarget } from './workspace-model';

export interface NewTask {
  /** JSON text; `{}` by default. */
  readonly attributes?: string;
  readonly channel: TaskChannel;
  /** 0 by default. */
  readonly priority?: number;
  /** Seconds the task may wait; 86,400 by default, at most 1,209,600. */
  readonly timeoutSeconds?: number;
  /** Skips the workflow and enters this queue. */
  readonly queue?: TaskQueue;
  /** The only worker who may get it, available or not; one without capacity left is refused. Nobody by default. */
  readonly routingTarget?: Worker;
}

/** Creation of tasks and their way through the workflow. */
interface TaskIntake {
  readonly create: (task: NewTask) => Task;
  /** A task that waits is evaluated anew by its workflow. */
  readonly setAttributes: (task: Task, attributes: string) => void;
  readonly setPriority: (task: Task, priority: number) => void;
  /** Does what the workflow has to do since a worker was reserved: attributes changed, or the target's time is over. */
  readonly resume: (task: Task) => void;
  readonly configure: (configuration: string, reEvaluatesTasks: boolean) => void;
  /** Puts a task that is transferred into another queue; its workflow has no more say. */
  readonly enterQueue: (task: Task, queue: TaskQueue) => void;
}

const DEFAULT_TTL_SECONDS = 86_400;
const MAX_TTL_SECONDS = 1_209_600;

interface Parts {
  readonly context: EngineContext;
  readonly cancelTask: (task: Task, reason: string, description?: string) => void;
}

export function createTaskIntake(context: EngineContext, cancelTask: Parts['cancelTask']): TaskIntake {
  const parts: Parts = { context, cancelTask };
  return {
    create: (task) => create(parts, task),
    setAttributes(task, attributes) {
      task.parsedAttributes = parseAttributes(attributes);
      task.attributes = attributes;
      markUpdated(context, task);
      reevaluate(parts, task);
    },
    setPriority(task, priority) {
      requirePriority(priority);
      task.priority = priority;
      context.state.routingDue = true;
      markUpdated(context, task);
    },
    resume: (task) => {
      resume(parts, task);
    },
    configure(configuration, reEvaluatesTasks) {
      const { workflow, queues, tasks } = context.state;
      workflow.filters = [...parseConfiguration(configuration, queues)];
      workflow.updatedAt = context.clock.now();
      if (!reEvaluatesTasks) return;
      // What is offered keeps its way ("tasks in the reserved state cannot receive a Workflow update").
      for (const task of tasks.values()) if (task.status === 'pending') reevaluate(parts, task);
    },
    enterQueue(task, queue) {
      task.step = null;
      enter(context, task, queue);
    },
  };
}

function create(parts: Parts, wanted: NewTask): Task {
  const { context, cancelTask } = parts;
  const task = newTask(wanted, context.clock.now());
  context.state.tasks.set(task.sid, task);
  emitTask(context, 'task.created', task, `Task ${task.sid} created`);
  startTimer(context, `${task.sid} ttl`, task.createdAt + task.timeoutSeconds * 1000, () => {
    cancelTask(task, 'Task TTL Exceeded', 'Task TTL Exceeded');
  });
  if (wanted.queue === undefined) runWorkflow(parts, task);
  else enter(context, task, wanted.queue);
  return task;
}

/** @throws TaskRouterError 400 */
function newTask(wanted: NewTask, at: number): Task {
  const { attributes = '{}', channel, priority = 0, timeoutSeconds = DEFAULT_TTL_SECONDS, routingTarget } = wanted;
  const parsedAttributes = parseAttributes(attributes);
  if (routingTarget !== undefined && !hasCapacity(routingTarget, channel.uniqueName)) {
    throw refused(`Worker ${routingTarget.friendlyName} has no capacity left on channel ${channel.uniqueName}`);
  }
  requirePriority(priority);
  if (!Number.isInteger(timeoutSeconds) || timeoutSeconds < 1 || timeoutSeconds > MAX_TTL_SECONDS) {
    throw refused(`Timeout must be 1 to ${String(MAX_TTL_SECONDS)} seconds`);
  }
  return {
    sid: createSid('WT'),
    attributes,
    parsedAttributes,
    priority,
    channel,
    timeoutSeconds,
    status: 'pending',
    reason: null,
    queue: null,
    queueEnteredAt: null,
    filterName: null,
    step: null,
    visits: [],
    reservations: [],
    transfers: [],
    routingTarget: routingTarget ?? null,
    version: 0,
    createdAt: at,
    updatedAt: at,
    endedAt: null,
  };
}

/** Finds the filter that the task matches; a task that matches none is canceled. */
function runWorkflow(parts: Parts, task: Task): void {
  const { context } = parts;
  emitTask(context, 'workflow.entered', task, `Task ${task.sid} entered the workflow`);
  follow(parts, task, filterOf(context, task));
}

const filterOf = ({ state }: EngineContext, { parsedAttributes }: Task): WorkflowFilter | undefined =>
  state.workflow.filters.find(({ matches }) => matches(parsedAttributes));

/** Attributes that lead to the same filter, and to nobody else in it, leave the task where it is. */
function reevaluate(parts: Parts, task: Task): void {
  const { context } = parts;
  const { step } = task;
  if (step === null) return;
  step.changed = task.status !== 'pending';
  if (step.changed) return;
  context.state.routingDue = true;
  const filter = filterOf(context, task);
  if (filter?.targets === step.targets && namedWorkers(filter.targets, task) === step.named) return;
  stopTimer(context.state, `${task.sid} step`);
  follow(parts, task, filter);
}

/** Begins a filter at its first target; without one the task is canceled. */
function follow(parts: Parts, task: Task, filter: WorkflowFilter | undefined): void {
  const { context, cancelTask } = parts;
  const [first] = filter?.targets ?? [];
  if (filter === undefined || first === undefined) {
    emitTask(context, 'workflow.skipped', task, `Task ${task.sid} matched no workflow filter`);
    cancelTask(task, 'Task did not match any workflow filter');
    return;
  }
  task.filterName = filter.name;
  const { targets } = filter;
  task.step = { targets, named: namedWorkers(targets, task), index: 0, expired: false, changed: false };
  enterTarget(parts, task, first);
}

function enterTarget(parts: Parts, task: Task, target: WorkflowTarget): void {
  const { context } = parts;
  const queue = context.state.queues.get(target.queueSid);
  if (queue === undefined || isInVain(context.state, target, task)) {
    advance(parts, task);
    return;
  }
  const isThere = task.queue === queue;
  if (task.queue !== null && !isThere) {
    emitTask(context, 'task-queue.moved', task, `Task ${task.sid} leaves its TaskQueue`);
  }
  if (target.priority !== undefined) task.priority = target.priority;
  emitTask(context, 'workflow.target-matched', task, `Task ${task.sid} matched a workflow target`);
  if (isThere) context.state.routingDue = true;
  else enter(context, task, queue);
  if (target.timeoutSeconds === undefined) return;
  startTimer(context, `${task.sid} step`, context.clock.now() + target.timeoutSeconds * 1000, () => {
    if (task.step !== null) task.step.expired = true;
    if (task.status === 'pending') resume(parts, task);
  });
}

/** To the next target of the filter; after the last one the task is canceled. */
function advance(parts: Parts, task: Task): void {
  const { step } = task;
  if (step === null) return;
  step.index += 1;
  step.expired = false;
  const target = step.targets[step.index];
  if (target === undefined) parts.cancelTask(task, 'Workflow timeout');
  else enterTarget(parts, task, target);
}

function resume(parts: Parts, task: Task): void {
  const { context } = parts;
  if (task.step?.changed === true) reevaluate(parts, task);
  if (task.step?.expired !== true || task.endedAt !== null) return;
  emitTask(context, 'task-queue.timeout', task, `Task ${task.sid} timed out of its TaskQueue`);
  emitTask(context, 'workflow.timeout', task, `Task ${task.sid} timed out of its workflow step`);
  advance(parts, task);
}

/** Leaves the queue that the task is in, if any, and waits in this one. */
function enter(context: EngineContext, task: Task, queue: TaskQueue): void {
  const { state, clock } = context;
  const at = clock.now();
  leaveQueue(context, task, 'flowed-out', at); // the instant at which it enters the next
  task.queue = queue;
  task.queueEnteredAt = at;
  task.visits.push({ queueSid: queue.sid, enteredAt: at });
  task.version += 1;
  task.updatedAt = at;
  state.waiting.add(task);
  state.routingDue = true;
  emitTask(context, 'task-queue.entered', task, `Task ${task.sid} entered TaskQueue ${queue.friendlyName}`);
}

function markUpdated(context: EngineContext, task: Task): void {
  task.version += 1;
  task.updatedAt = context.clock.now();
  emitTask(context, 'task.updated', task, `Task ${task.sid} updated`);
}

function requirePriority(priority: number): void {
  if (!Number.isInteger(priority) || priority < 0 || priority > 2_147_483_647) {
    throw refused('Priority must be a whole number from 0 to 2,147,483,647');
  }
}
