import type { AlertMetric, AlertRule, AlertScope } from '@flex-sync-suite/shared/contract';
import type { RuleEditingWords, RulesWords } from '@flex-sync-suite/shared/views';
import { ruleListStrings } from '../strings/rules-strings';
import type { DraftField, DraftProblem } from './alert-rule-draft';

/** What a rule looks at, in the order in which that is offered. */
export const METRIC_WORDS: Readonly<Record<AlertMetric, string>> = {
  'longest-wait': 'Longest wait',
  waiting: 'Waiting tasks',
  'service-level': 'Service level of the last 30 minutes',
  'abandoned-share': 'Abandoned share of the last 30 minutes',
  'free-agents': 'Free agents while somebody waits',
};

/** Where a rule looks, in the order in which that is offered. */
export const SCOPE_WORDS: Readonly<Record<AlertScope['kind'], string>> = {
  all: 'All queues',
  group: 'Queues of a group',
  queue: 'One queue',
};

/** What the numbers of a rule are, by its metric. */
export const UNIT_WORDS: Readonly<Record<AlertMetric, Readonly<Record<AlertRule['boundsAre'], string>>>> = {
  'longest-wait': { figure: 'in seconds', target: 'times the threshold' },
  waiting: { figure: 'tasks', target: '' },
  'service-level': { figure: 'in percent', target: 'points below the target' },
  'abandoned-share': { figure: 'in percent', target: '' },
  'free-agents': { figure: 'agents', target: '' },
};

/** Words of the rules that raise alerts. Numbers arrive formatted. */
export const alertRuleStrings = {
  ...ruleListStrings,
  open: 'Alert rules',
  title: 'What raises an alert',
  text: 'A rule raises an alert for each of its queues whose figure stays beyond a bound. Each rule counts for itself; the order is for people.',
  list: 'Rules that raise alerts',
  none: 'There is no rule: nothing raises an alert.',
  queue: (name: string) => `Queue ${name}`,
  unknownQueue: 'that is not known',
  warning: (bound: string) => `warning at ${bound}`,
  critical: (bound: string) => `critical at ${bound}`,
  timesThreshold: (times: string) => `${times} × the threshold`,
  belowTarget: (points: string) => `${points} points below the target`,
  forSeconds: (seconds: string) => `for ${seconds} s`,
  backAfter: (margin: string) => `back ${margin} on the good side`,
  off: 'switched off',
  editTitle: 'Change the rule',
  metricLabel: 'Figure',
  scopeLabel: 'For',
  queueLabel: 'Queue',
  chooseQueue: 'Choose a queue',
  boundsAreLabel: 'Bounds are',
  figures: 'Figures, the same for all queues',
  targets: 'Measured by the target of each queue',
  warningLabel: (unit: string) => `Warning at, ${unit}`,
  criticalLabel: (unit: string) => `Critical at, ${unit}`,
  forLabel: 'For how long, in seconds',
  clearLabel: (unit: string) => `Back when better by, ${unit}`,
  clearHelp: 'Empty: a usual distance. So a figure that swings around a bound raises one alert.',
  isOnLabel: 'State',
  isOn: 'Looked at',
  isOff: 'Switched off',
  save: 'Save',
  cancel: 'Cancel',
} as const satisfies RulesWords & Record<string, unknown>;

export const ALERT_RULE_EDITING: RuleEditingWords = {
  edit: 'Change',
  editNamed: (rule) => `Change the rule: ${rule}`,
  changed: (rule) => `Changed: ${rule}.`,
};

const VALUES: Readonly<Record<DraftField, string>> = {
  group: 'Write 1 to 100 characters.',
  queue: 'Choose one of the queues.',
  warning: 'Write a number from 0 to 1,000,000.',
  critical: 'Write a number from 0 to 1,000,000.',
  forSeconds: 'Write whole seconds, at most 3,600.',
  clearMargin: 'Write a number from 0 to 1,000,000.',
};

/** What to do about a field. */
export function draftProblemWords({ field, problem }: DraftProblem): string {
  switch (problem.kind) {
    case 'value':
      return VALUES[field];
    case 'no-target':
      return 'This figure has no target: give the bounds as figures.';
    case 'no-bound':
      return 'Set at least one of the two bounds.';
    case 'order':
      return problem.worse === 'higher'
        ? 'Critical has to be higher than the warning: it is the worse of the two.'
        : 'Critical has to be lower than the warning: it is the worse of the two.';
    case 'never':
      return `No figure comes to it: write at most ${problem.most}.`;
    case 'always':
      return 'Every figure is beyond it: its alerts would never end.';
  }
}
