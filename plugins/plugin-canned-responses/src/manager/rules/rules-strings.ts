import { MAX_STEP_NAME_LENGTH, MAX_TAG_LENGTH, type RuleConditionKind } from '@flex-sync-suite/shared/contract';
import { asSentence, type RulesWords } from '@flex-sync-suite/shared/views';
import type { RuleProblem } from '../model/rule-draft';

/** Conditions in the order in which they are offered. */
export const CONDITION_WORDS: Readonly<Record<RuleConditionKind, string>> = {
  'checkout-stalled': 'Checkout stalls or stops',
  'checkout-failed': 'Checkout step fails',
  'search-without-result': 'Search finds nothing',
  'not-sold-in-country': 'Something in the cart is not sold in the customer’s country',
};

/** Words of the rules. Numbers arrive formatted, so that a translation only moves words. */
export const rulesStrings = {
  open: 'Rules',
  title: 'Which responses come first',
  text: 'While a condition holds for the customer of a conversation, responses with the tag come first, marked with the reason. The shop’s activity tells it; without it the order is as usual.',
  list: 'Rules, the first that applies is named as the reason',
  loading: 'Loading rules…',
  none: 'There is no rule yet: responses are in their usual order.',
  atStep: 'at',
  stepNumber: (number: string) => `step ${number}`,
  tagged: 'responses tagged',
  remove: 'Remove',
  removeNamed: (rule: string) => `Remove the rule: ${rule}`,
  removed: (rule: string) => `Removed: ${rule}.`,
  undo: 'Undo',
  added: (rule: string) => `Added: ${rule}. Agents get it within five minutes.`,
  restored: (rule: string) => `Back again: ${rule}.`,
  up: 'Up',
  down: 'Down',
  moveNamed: (direction: string, rule: string) => `${direction}: ${rule}`,
  moved: (direction: string, rule: string) => `${direction}: ${rule}.`,
  add: 'Add rule',
  addTitle: 'New rule',
  condition: 'Condition',
  step: 'Step',
  stepHelp: 'Its name, such as Payment, or its number. Empty: any step.',
  tag: 'Tag of the responses',
  close: 'Close',
  retry: 'Try again',
  conflict: 'Somebody else changed the rules meanwhile. Look at them as they are now, then change them again.',
  failedToRead: (reason: string) => `The rules cannot be read: ${asSentence(reason)}`,
  failedToSave: (reason: string) => `The rules were not saved: ${asSentence(reason)}`,
  readOnly: 'Only admins, and leads of a library that others share, may change them.',
} as const satisfies RulesWords & Record<string, unknown>;

/** What each field takes. */
export const RULE_PROBLEMS: Readonly<Record<RuleProblem, string>> = {
  step: `A step is a number from 1, or a name of at most ${MAX_STEP_NAME_LENGTH} characters.`,
  tag: `Write a tag of 1 to ${MAX_TAG_LENGTH} characters.`,
};
