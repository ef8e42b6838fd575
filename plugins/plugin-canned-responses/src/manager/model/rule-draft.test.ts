import type { ResponseRule } from '@flex-sync-suite/shared/contract';
import { EMPTY_RULE, ruleOf, type RuleDraft } from './rule-draft';

const draft = (change: Partial<RuleDraft>): RuleDraft => ({ ...EMPTY_RULE, tag: 'payment', ...change });
const rule = (when: ResponseRule['when'], tag = 'payment'): ResponseRule => ({ id: 'a', when, tag });

it.each([
  [draft({}), rule({ kind: 'checkout-stalled' })],
  [draft({ step: ' Payment ' }), rule({ kind: 'checkout-stalled', step: 'Payment' })],
  [draft({ step: '3', kind: 'checkout-failed' }), rule({ kind: 'checkout-failed', step: 3 })],
  [draft({ step: '3 bis' }), rule({ kind: 'checkout-stalled', step: '3 bis' })],
  // What was written for another condition is not of this one.
  [draft({ step: 'Payment', kind: 'search-without-result' }), rule({ kind: 'search-without-result' })],
  [draft({ tag: ' card ' }), rule({ kind: 'checkout-stalled' }, 'card')],
])('takes %j', (given, expected) => {
  expect(ruleOf(given, 'a')).toEqual(expected);
});

it.each([
  [draft({ step: '0' }), 'step'],
  [draft({ step: 'x'.repeat(61) }), 'step'],
  [draft({ tag: '  ' }), 'tag'],
  [draft({ tag: 'x'.repeat(31) }), 'tag'],
])('says which field of %j is wrong', (given, problem) => {
  expect(ruleOf(given, 'a')).toBe(problem);
});
