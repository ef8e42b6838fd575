import { asSentence } from '@flex-sync-suite/shared/views';

/** Every sentence about giving a waiting task to an agent. */
export const giveStrings = {
  column: 'Agent',
  give: 'Give …',
  change: 'Change …',
  giveTask: (customer: string) => `Give the task of ${customer} to an agent`,
  givenTo: (agent: string) => `for ${agent}`,
  otherAgent: 'an agent who is not listed',
  title: 'Give a waiting task to an agent',
  customer: 'Customer',
  waits: 'Waits',
  search: 'Search for an agent',
  agents: 'Agents of this queue, the best first',
  everybody: 'Everybody: give it back to the queue',
  noneFound: 'No agent of this queue has such a name.',
  onlySome: (shown: string, all: string) =>
    `${shown} of ${all} agents can be chosen here: the most relevant, not signed out.`,
  room: (count: string) => `can take ${count}`,
  tasks: (count: string) => `has ${count}`,
  waitsForAway: (agent: string, activity: string) =>
    `${agent} is in ${activity} and is offered nothing: the task waits.`,
  waitsForBusy: (agent: string) => `${agent} cannot take it now: the task waits until there is room.`,
  waitsFor: (duration: string) => `After ${duration} it goes to others.`,
  waitsOn: 'Nobody else is offered it until it is given back.',
  offeredAt: (agent: string) => `${agent} is offered it at once.`,
  recorded: 'Who gave it is recorded.',
  cancel: 'Cancel',
  confirm: 'Give the task',
  confirmWait: 'Give it, and wait',
  failed: (reason: string) => `Not given: ${asSentence(reason)}`,
  given: (agent: string) => `The task was given to ${agent}.`,
  givenBack: 'The task was given back to everybody.',
  undo: 'Undo',
  undone: (agent: string | null) =>
    agent === null ? 'It was given back to everybody.' : `It was given back to ${agent}.`,
  off: {
    'no-target':
      'Tasks cannot be given to one agent: their workflow has no step that asks for the agent whom a task names. ' +
      'An admin can add one; “Giving tasks to agents” in docs/operations.md has the lines.',
    unreadable:
      'Tasks cannot be given to one agent: their workflow has a filter that cannot be read here. ' +
      'See “Giving tasks to agents” in docs/operations.md.',
    unknown: 'Tasks cannot be given to one agent now: TaskRouter does not tell their workflow.',
  },
} as const;
