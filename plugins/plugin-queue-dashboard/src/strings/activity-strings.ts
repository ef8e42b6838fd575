import { asSentence } from '@flex-sync-suite/shared/views';

/** Every sentence about putting an agent into another activity. */
export const activityStrings = {
  column: 'Activity',
  change: 'Change',
  changeOf: (agent: string) => `Change the activity of ${agent}`,
  title: 'Change the activity of an agent',
  agent: 'Agent',
  now: 'Now',
  newActivity: 'New activity',
  choose: 'Choose an activity',
  option: (name: string, available: boolean) => `${name}, ${available ? 'is offered tasks' : 'is offered no tasks'}`,
  recorded: 'The agent sees it at once. Who changed it is recorded.',
  cancel: 'Cancel',
  confirm: 'Change activity',
  takeBack: 'Take back and change',
  failed: (reason: string) => `Not changed: ${asSentence(reason)}`,
  changed: (agent: string, activity: string) => `${agent} was put into ${activity}.`,
  undo: 'Undo',
  undone: (agent: string, activity: string) => `${agent} was put back into ${activity}.`,
} as const;
