import { MAX_RESPONSE_RULES, type ResponseRule, type RuleCondition } from '@flex-sync-suite/shared/contract';
import { rulesProblem } from './response-rules';

const rule = (id: number, when: RuleCondition, tag = 'payment'): ResponseRule => ({ id: `r${id}`, when, tag });
const CONDITIONS: readonly RuleCondition[] = (['checkout-stalled', 'checkout-failed'] as const).flatMap((kind) => [
  { kind },
  { kind, step: 3 },
  { kind, step: '3' },
  { kind, step: 'Payment' },
  { kind, step: 'Zahlung' },
]);
const ALL: readonly RuleCondition[] = [
  ...CONDITIONS,
  { kind: 'search-without-result' },
  { kind: 'not-sold-in-country' },
];

it('takes rules that differ in their kind, their step or their tag', () => {
  const rules = ALL.flatMap((when) => ['payment', 'card'].map((tag) => ({ when, tag })));
  expect(rulesProblem(rules.map(({ when, tag }, n) => rule(n, when, tag)))).toBeNull();
});

it.each(ALL.map((when, index) => [JSON.stringify(when), index]))('says which two are the same: %s', (_text, index) => {
  const rules = [...ALL, ALL[index]!].map((when, n) => rule(n, when));
  expect(rulesProblem(rules)).toMatchObject({
    code: 'duplicate_rule',
    message: `Rules ${index + 1} and ${rules.length} are the same: remove one of them.`,
  });
});

it('compares steps and tags without case and width, and takes no id twice', () => {
  const [upper, wide]: RuleCondition[] = [
    { kind: 'checkout-failed', step: 'PAYMENT' },
    { kind: 'checkout-failed', step: 'ｐａｙｍｅｎｔ' },
  ];
  expect(rulesProblem([rule(1, upper!), rule(2, wide!, 'Payment')])?.code).toBe('duplicate_rule');
  expect(rulesProblem([rule(1, upper!), rule(1, upper!, 'card')])?.code).toBe('duplicate_rule');
});

it('takes as many as there may be, and says how many are too many', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, n) => rule(n, { kind: 'checkout-failed', step: n + 1 }));
  expect(rulesProblem(many(MAX_RESPONSE_RULES))).toBeNull();
  expect(rulesProblem(many(MAX_RESPONSE_RULES + 1))).toEqual({
    code: 'too_many_rules',
    message: '51 rules are more than the 50 that there may be: remove some first.',
  });
});
