import { newRuleId } from './use-rule-changes';

it('makes up an id that no rule has', () => {
  const rules = ['rule-2', 'rule-3', 'other'].map((id) => ({ id }));
  expect(newRuleId(rules)).toBe('rule-4');
  expect(newRuleId(rules.slice(1))).toBe('rule-4');
  expect(newRuleId([])).toBe('rule-1');
});
