import * as v from 'valibot';
import { Count } from '../payload';
import { TaskSid, WorkerSid, type TaskQueueSid } from '../sid';

/** `PUT`: gives a waiting task to one agent of its queue, or back to all. For supervisors and admins. */
export const taskAgentPath = (taskQueueSid: TaskQueueSid, taskSid: TaskSid): string =>
  `/queues/${taskQueueSid}/tasks/${taskSid}/agent`;

/**
 * Whether TaskRouter would leave a task to one agent: its workflow decides, by a target that asks for the worker whom an
 * attribute of the task names. `no-target`: it has none that this task comes to. `unreadable`: the workflow, or a filter
 * before, cannot be read. `unknown`: TaskRouter was not asked yet, or did not say.
 */
export const AgentRoute = v.variant('state', [
  v.object({
    state: v.literal('possible'),
    /** Whom it is given to; null while it is everybody's. */
    givenTo: v.nullable(WorkerSid),
    /** How long it waits for that agent before it goes to others; null: until it is given back. */
    waitsForSeconds: v.nullable(Count),
  }),
  v.object({ state: v.picklist(['no-target', 'unreadable', 'unknown']) }),
]);
export type AgentRoute = v.InferOutput<typeof AgentRoute>;

/** Body of `PUT /queues/{taskQueueSid}/tasks/{taskSid}/agent`. */
export const TaskAgentChange = v.object({
  /** Whom the caller saw it given to, null for nobody: another one since is a conflict. */
  from: v.nullable(WorkerSid),
  /** An agent who is eligible for the queue; null gives the task back to all. */
  to: v.nullable(WorkerSid),
  /** Also to an agent who is offered no tasks now, and for whom it then waits. Default: then nothing is changed. */
  evenIfAway: v.optional(v.boolean(), false),
});
export type TaskAgentChange = v.InferOutput<typeof TaskAgentChange>;

/** Answer of `PUT /queues/{taskQueueSid}/tasks/{taskSid}/agent`, once TaskRouter has the attribute. */
export const TaskAgent = v.object({ taskSid: TaskSid, workerSid: v.nullable(WorkerSid) });
export type TaskAgent = v.InferOutput<typeof TaskAgent>;
