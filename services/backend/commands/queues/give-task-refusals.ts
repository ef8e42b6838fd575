import type { WorkerSid } from '@flex-sync-suite/shared/contract';
import { Refusal } from '../../base/refusal';
import type { EligibleAgent } from '../../store/directory/eligible-agent';
import type { Doers } from '../caller';

// Why a task is not given to an agent. Each is a sentence for the supervisor who asked.

export const notAllowed = (givers: Doers): Refusal =>
  givers === 'admins'
    ? new Refusal('forbidden', 'not_admin', 'Only Flex admins may give tasks to agents here.')
    : new Refusal('forbidden', 'switched_off', 'Giving tasks to agents here is switched off for this account.');

export const noSuchTask = (): Refusal => new Refusal('missing', 'not_found', 'There is no such task any more.');

export const notEligible = (): Refusal =>
  new Refusal(
    'unprocessable',
    'not_eligible',
    'This agent gets no tasks of this queue: TaskRouter would not offer it. Choose another one.',
  );

export const isAway = ({ name, activityName }: EligibleAgent): Refusal =>
  new Refusal(
    'conflict',
    'agent_away',
    `${name ?? 'The agent'} is ${activityName === null ? 'in an activity without tasks' : `in ${activityName}`} now and is offered nothing: the task would wait.`,
  );

export const isOffered = (): Refusal =>
  new Refusal('conflict', 'task_offered', 'The task is being offered to an agent now. Wait until that is answered.');

export const waitsNoMore = (): Refusal =>
  new Refusal('conflict', 'not_waiting', 'The task does not wait any more: somebody answered it, or it was ended.');

export const movedOn = (): Refusal =>
  new Refusal('conflict', 'other_queue', 'The task has moved to another queue meanwhile. Look for it there.');

export const givenMeanwhile = (workerSid: WorkerSid | null): Refusal =>
  new Refusal('conflict', 'given_meanwhile', 'Somebody else gave this task meanwhile; nothing was done.', {
    details: { workerSid },
  });

export const changedMeanwhile = (): Refusal =>
  new Refusal('conflict', 'task_changed', 'The task was changed at the same moment; nothing was done. Try again.');

export const unreadableAttributes = (): Refusal =>
  new Refusal('unprocessable', 'unreadable_attributes', 'The attributes of this task cannot be read.');

export const refusedByTaskRouter = (reason: string): Refusal =>
  new Refusal('unprocessable', 'task_router_refused', `TaskRouter did not do it: ${reason}`);

const NOT_ROUTED = {
  'no-target':
    'The workflow of this task has no step for one agent, so TaskRouter has no way to do it. An admin can add one.',
  unreadable: 'The workflow of this task cannot be read, so it is not known whether it has a step for one agent.',
  unknown: 'TaskRouter does not tell the workflow of this task now. Try again in a moment.',
} as const;

export const notRouted = (why: keyof typeof NOT_ROUTED): Refusal =>
  why === 'unknown'
    ? new Refusal('unavailable', 'workflow_unknown', NOT_ROUTED[why], { retryAfterSeconds: 5 })
    : new Refusal('unprocessable', why === 'no-target' ? 'no_target' : 'unreadable_workflow', NOT_ROUTED[why]);
