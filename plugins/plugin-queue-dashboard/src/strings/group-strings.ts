import type { RuleEditingWords, RulesWords } from '@flex-sync-suite/shared/views';
import { asSentence } from '@flex-sync-suite/shared/views';
import type { GroupProblem } from '../model/queue-group-draft';

/** Words of the groups of queues. Numbers arrive formatted, so that a translation only moves words. */
export const groupStrings = {
  label: 'Group',
  all: 'All queues',
  each: 'Each group in one row',
  tableLabel: 'Groups of queues, live',
  openNamed: (group: string) => `Show the queues of ${group}`,
  unfoldNamed: (group: string) => `Queues of ${group}`,
  agentsNotCounted: 'not counted here: open the group, or keep it as a group of its own',
  ofQueues: (queues: number, count: string) => (queues === 1 ? '1 queue' : `${count} queues`),
  gone: 'A group that is no longer there',
  open: 'Groups',
  title: 'Groups of queues',
  text: 'A group holds the queues of its rule and those that are put in by hand. Everybody sees it on the board and on the wall, and rules of service level and of alerts can be for it.',
  list: 'Groups',
  loading: 'Loading groups…',
  none: 'There is no group yet besides those that stand before the slash in names.',
  remove: 'Remove',
  removeNamed: (group: string) => `Remove the group: ${group}`,
  removed: (group: string) => `Removed: ${group}.`,
  undo: 'Undo',
  added: (group: string) => `Added: ${group}.`,
  restored: (group: string) => `Back again: ${group}.`,
  up: 'Up',
  down: 'Down',
  moveNamed: (direction: string, group: string) => `${direction}: ${group}`,
  moved: (direction: string, group: string) => `${direction}: ${group}.`,
  close: 'Close',
  retry: 'Try again',
  conflict: 'Somebody else changed the groups meanwhile. Look at them as they are now, then change them again.',
  failedToRead: (reason: string) => `The groups cannot be read: ${asSentence(reason)}`,
  failedToSave: (reason: string) => `The groups were not saved: ${asSentence(reason)}`,
  readOnly: 'Only admins may change them.',
  byHand: (count: string) => `${count} by hand`,
  without: (count: string) => `without ${count}`,
  newTitle: 'New group',
  editTitle: 'Change a group',
  nameLabel: 'Name',
  matchLabel: 'Queues',
  onlyByHand: 'Only those put in by hand',
  pickLabel: 'In the group',
  searchLabel: 'Find a queue',
  picked: (count: string, all: string) => `${count} of ${all} queues are in the group.`,
  more: (count: string) => `${count} more: write a part of the name to find them.`,
  noneFound: 'No queue has such a name.',
  add: 'Add group',
  save: 'Save group',
  cancel: 'Leave as it was',
} as const satisfies RulesWords & Record<string, unknown>;

/** Words of a group that is changed in its place. */
export const GROUP_EDITING: RuleEditingWords = {
  edit: 'Change',
  editNamed: (group) => `Change the group: ${group}`,
  changed: (group) => `Changed: ${group}.`,
};

/** What is wrong with what was written. */
export const GROUP_PROBLEMS: Readonly<Record<GroupProblem, string>> = {
  name: 'Write 1 to 100 characters.',
  pattern: 'Write 1 to 100 characters.',
  value: 'Write at most 100 characters.',
  picked: 'At most 200 queues can be put in by hand, and 200 taken out: a rule is for more.',
  nothing: 'Choose a rule, or put at least one queue in.',
};
