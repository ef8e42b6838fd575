import type { QueueMatch } from '@flex-sync-suite/shared/contract';
import { asSentence, type RulesWords } from '@flex-sync-suite/shared/views';
import type { RuleProblem } from '../model/queue-rule-draft';

/** Which queues a rule is for, in the order in which that is offered. */
export const MATCH_WORDS: Readonly<Record<QueueMatch['kind'], string>> = {
  all: 'All queues',
  group: 'Queues of a group',
  name: 'Queues whose name contains',
  prefix: 'Queues whose name begins with',
  attribute: 'Queues that ask for an attribute of agents',
};

/** What any dialog of rules about queues says. */
export const ruleListStrings = {
  loading: 'Loading rules…',
  remove: 'Remove',
  removeNamed: (rule: string) => `Remove the rule: ${rule}`,
  removed: (rule: string) => `Removed: ${rule}.`,
  undo: 'Undo',
  added: (rule: string) => `Added: ${rule}.`,
  restored: (rule: string) => `Back again: ${rule}.`,
  up: 'Up',
  down: 'Down',
  moveNamed: (direction: string, rule: string) => `${direction}: ${rule}`,
  moved: (direction: string, rule: string) => `${direction}: ${rule}.`,
  close: 'Close',
  retry: 'Try again',
  conflict: 'Somebody else changed the rules meanwhile. Look at them as they are now, then change them again.',
  failedToRead: (reason: string) => `The rules cannot be read: ${asSentence(reason)}`,
  failedToSave: (reason: string) => `The rules were not saved: ${asSentence(reason)}`,
  readOnly: 'Only admins may change them.',
  allQueues: 'All queues',
  group: 'Group',
  newTitle: 'New rule',
  groupLabel: 'Group',
  groupHelp: 'What stands before the slash: Sales of “Sales / EMEA”.',
  add: 'Add rule',
} as const;

/** Words of the rules that say how service level is judged. Numbers arrive formatted, so that a translation only moves words. */
export const rulesStrings = {
  ...ruleListStrings,
  open: 'Service level rules',
  title: 'How service level is judged',
  text: 'For each setting, the first rule that is for the queue and sets it counts; what no rule sets is the default: 80 % within 20 seconds for voice and a minute for all else, short abandons excluded, days from midnight of the reporting zone. A change counts at once, for the past too.',
  list: 'Rules, the first that sets something counts',
  none: 'There is no rule yet: the defaults are in force.',
  nameContains: 'Name contains',
  nameBegins: 'Name begins with',
  asksFor: 'Asks agents for',
  onChannel: (channel: string) => `, ${channel} only`,
  target: (percent: string) => `target ${percent}`,
  within: (seconds: string) => `within ${seconds} s`,
  short: (seconds: string) => `short abandon below ${seconds} s`,
  flowOuts: (isCounted: boolean) => (isCounted ? 'flow-outs count' : 'flow-outs do not count'),
  dayBegins: (time: string, zone: string | undefined) => `day begins at ${time}${zone === undefined ? '' : ` ${zone}`}`,
  countsIn: (queues: number, count: string) => (queues === 1 ? 'counts in 1 queue' : `counts in ${count} queues`),
  countsNowhere: 'counts in no queue',
  matchLabel: 'For',
  containsLabel: 'Part of the name',
  beginsLabel: 'Beginning of the name',
  attributeLabel: 'Attribute',
  attributeHelp:
    'As the queue’s expression writes it: skills of skills HAS "billing". What it excludes does not count.',
  valueLabel: 'Value',
  valueHelp: 'Such as billing. Empty: any.',
  channelLabel: 'Task channel',
  channelHelp: 'Its unique name, such as voice. Empty: all channels.',
  targetLabel: 'Target in percent',
  withinLabel: 'Answer within, in seconds',
  shortLabel: 'Short abandon below, in seconds',
  formulaLabel: 'Formula',
  flowOutsLabel: 'Flow-outs',
  resetTimeLabel: 'Day begins at',
  resetTimeHelp: 'Such as 06:00. Figures of today are counted since then.',
  resetZoneLabel: 'Time zone of it',
  resetZoneHelp: 'Such as Europe/Berlin. Empty: the reporting zone.',
  notSet: 'Not set by this rule',
  counted: 'Count against the service level',
  notCounted: 'Do not count',
} as const satisfies RulesWords & Record<string, unknown>;

/** What each part takes. */
export const RULE_PROBLEMS: Readonly<Record<RuleProblem, string>> = {
  pattern: 'Write 1 to 100 characters.',
  value: 'Write at most 100 characters.',
  channel: 'Write at most 100 characters, and not “default”.',
  targetPercent: 'Write a number from 0 to 100.',
  thresholdSeconds: 'Write whole seconds, at most 86,400.',
  shortAbandonSeconds: 'Write whole seconds, at most 86,400.',
  formula: 'Choose one of the formulas.',
  countsFlowOuts: 'Choose one of the two.',
  resetTime: 'Write a time from 00:00 to 23:59, and no task channel: all channels of a queue have one day.',
  resetZone: 'Write a time zone such as Europe/Berlin, and the time at which the day begins.',
  nothing: 'Set at least one of these.',
};

/** What the text beside the choice of {@link MATCH_WORDS} is. */
export const PATTERN_LABELS: Readonly<Record<Exclude<QueueMatch['kind'], 'all'>, string>> = {
  group: rulesStrings.groupLabel,
  name: rulesStrings.containsLabel,
  prefix: rulesStrings.beginsLabel,
  attribute: rulesStrings.attributeLabel,
};
