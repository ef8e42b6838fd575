import { createSid } from '../base/account';
import { emitTask, startTimer, type EngineContext } from './engine-context';
import { parseAttributes } from './parse-attributes';
import { hasCapacity } from './routing';
import { refused } from './task-router-error';
import type { Task, TaskChannel, TaskQueue, Worker, WorkflowTarget } from './workspace-model';

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
  readonly setAttributes: (task: Task, attributes: string) => void;
  readonly setPriority: (task: Task, priority: number) => void;
  /** Goes on to the next workflow target if the present one ran out while a worker was reserved. */
  readonly resume: (task: Task) => void;
  /** Puts a task that is transferred into another queue; its workflow has no more say. */
  readonly enterQueue: (task: Task, queue: TaskQueue) => void;
}

const DEFAULT_TTL_SECONDS = 86_400;
const MAX_TTL_SECONDS = 1_209_600;

export function createTaskIntake(
  context: EngineContext,
  cancelTask: (task: Task, reason: string, description?: string) => void,
): TaskIntake {
  const { state, clock } = context;

  const enter = (task: Task, queue: TaskQueue): void => {
    const at = clock.now();
    const left = task.visits.at(-1);
    if (left !== undefined && left.leftAt === undefined) {
      left.leftAt = at;
      left.why = 'flowed-out';
    }
    task.queue = queue;
    task.queueEnteredAt = at;
    task.visits.push({ queueSid: queue.sid, enteredAt: at });
    task.version += 1;
    task.updatedAt = at;
    state.waiting.add(task);
    state.routingDue = true;
    emitTask(context, 'task-queue.entered', task, `Task ${task.sid} entered TaskQueue ${queue.friendlyName}`);
  };

  const enterTarget = (task: Task, target: WorkflowTarget): void => {
    const queue = state.queues.get(target.queueSid);
    if (queue === undefined) {
      advance(task);
      return;
    }
    if (target.priority !== undefined) task.priority = target.priority;
    emitTask(context, 'workflow.target-matched', task, `Task ${task.sid} matched a workflow target`);
    enter(task, queue);
    if (target.timeoutSeconds === undefined) return;
    startTimer(context, `${task.sid} step`, clock.now() + target.timeoutSeconds * 1000, () => {
      if (task.step !== null) task.step.expired = true;
      if (task.status === 'pending') resume(task);
    });
  };

  const advance = (task: Task): void => {
    const { step } = task;
    if (step === null) return;
    step.index += 1;
    step.expired = false;
    const target = step.targets[step.index];
    if (target === undefined) cancelTask(task, 'Workflow timeout');
    else enterTarget(task, target);
  };

  const resume = (task: Task): void => {
    if (task.step?.expired !== true) return;
    emitTask(context, 'task-queue.timeout', task, `Task ${task.sid} timed out of its TaskQueue`);
    emitTask(context, 'workflow.timeout', task, `Task ${task.sid} timed out of its workflow step`);
    if (task.step.index + 1 < task.step.targets.length) {
      emitTask(context, 'task-queue.moved', task, `Task ${task.sid} leaves its TaskQueue`);
    }
    advance(task);
  };

  const runWorkflow = (task: Task): void => {
    emitTask(context, 'workflow.entered', task, `Task ${task.sid} entered the workflow`);
    const filter = state.workflow.filters.find(({ matches }) => matches(task.parsedAttributes));
    const [first] = filter?.targets ?? [];
    if (filter === undefined || first === undefined) {
      emitTask(context, 'workflow.skipped', task, `Task ${task.sid} matched no workflow filter`);
      cancelTask(task, 'Task did not match any workflow filter');
      return;
    }
    task.filterName = filter.name;
    task.step = { targets: filter.targets, index: 0, expired: false };
    enterTarget(task, first);
  };

  return {
    create({ attributes = '{}', channel, priority = 0, timeoutSeconds = DEFAULT_TTL_SECONDS, queue, routingTarget }) {
      const parsedAttributes = parseAttributes(attributes);
      if (routingTarget !== undefined && !hasCapacity(routingTarget, channel.uniqueName)) {
        throw refused(`Worker ${routingTarget.friendlyName} has no capacity left on channel ${channel.uniqueName}`);
      }
      requirePriority(priority);
      if (!Number.isInteger(timeoutSeconds) || timeoutSeconds < 1 || timeoutSeconds > MAX_TTL_SECONDS) {
        throw refused(`Timeout must be 1 to ${String(MAX_TTL_SECONDS)} seconds`);
      }
      const at = clock.now();
      const task: Task = {
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
      state.tasks.set(task.sid, task);
      emitTask(context, 'task.created', task, `Task ${task.sid} created`);
      startTimer(context, `${task.sid} ttl`, at + timeoutSeconds * 1000, () => {
        cancelTask(task, 'Task TTL Exceeded', 'Task TTL Exceeded');
      });
      if (queue === undefined) runWorkflow(task);
      else enter(task, queue);
      return task;
    },
    setAttributes(task, attributes) {
      task.parsedAttributes = parseAttributes(attributes);
      task.attributes = attributes;
      updated(task);
    },
    setPriority(task, priority) {
      requirePriority(priority);
      task.priority = priority;
      state.routingDue = true;
      updated(task);
    },
    resume,
    enterQueue(task, queue) {
      task.step = null;
      enter(task, queue);
    },
  };

  function updated(task: Task): void {
    task.version += 1;
    task.updatedAt = clock.now();
    emitTask(context, 'task.updated', task, `Task ${task.sid} updated`);
  }
}

function requirePriority(priority: number): void {
  if (!Number.isInteger(priority) || priority < 0 || priority > 2_147_483_647) {
    throw refused('Priority must be a whole number from 0 to 2,147,483,647');
  }
}
