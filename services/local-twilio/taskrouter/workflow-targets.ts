import type { EngineState } from './engine-context';
import { valueAt } from './expression';
import type { Task, Worker, WorkflowTarget } from './workspace-model';

/** The target of the workflow that the task waits at; undefined for one that was put into its queue directly. */
const targetOf = ({ step }: Task): WorkflowTarget | undefined => step?.targets[step.index];

/** What the task's attributes name for every target that asks for a known worker. */
export const namedWorkers = (targets: readonly WorkflowTarget[], task: Task): string =>
  JSON.stringify(targets.map((target) => nameIn(target, task)));

/** Whether the task's target leaves it to this worker of its queue. */
export function suits(task: Task, worker: Worker): boolean {
  const target = targetOf(task);
  if (target === undefined) return true;
  if (target.knownWorker !== undefined && !isNamed(target, task, worker)) return false;
  return target.expression?.matches({ task: task.parsedAttributes, worker: sideOf(worker) }) ?? true;
}

/** Whether a target asks for a worker who is not there, or not in its queue: nobody could ever be asked. */
export function isInVain({ queues }: EngineState, target: WorkflowTarget, task: Task): boolean {
  if (target.knownWorker === undefined) return false;
  const workers = [...(queues.get(target.queueSid)?.workers ?? [])];
  return !workers.some((worker) => isNamed(target, task, worker));
}

const isNamed = (target: WorkflowTarget, task: Task, worker: Worker): boolean =>
  nameIn(target, task) === (target.knownWorker?.by === 'sid' ? worker.sid : worker.friendlyName);

const nameIn = ({ knownWorker }: WorkflowTarget, { parsedAttributes }: Task): unknown =>
  knownWorker === undefined ? null : valueAt({ task: parsedAttributes }, knownWorker.attribute.split('.'));

/** The attributes of a worker, and what TaskRouter knows beside them. */
const sideOf = ({ parsedAttributes, sid, friendlyName }: Worker): Readonly<Record<string, unknown>> => ({
  ...parsedAttributes,
  sid,
  friendly_name: friendlyName,
});
