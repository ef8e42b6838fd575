import { foldText, MAX_RESPONSE_RULES, type ResponseRule } from '@flex-sync-suite/shared/contract';

/** What is wrong with rules that their schema allows. */
export interface RulesProblem {
  readonly code: 'too_many_rules' | 'duplicate_rule';
  readonly message: string;
}

/** The rules that no schema can say: as many as there may be, each once. */
export function rulesProblem(rules: readonly ResponseRule[]): RulesProblem | null {
  if (rules.length > MAX_RESPONSE_RULES) {
    const most = `${rules.length} rules are more than the ${MAX_RESPONSE_RULES} that there may be`;
    return { code: 'too_many_rules', message: `${most}: remove some first.` };
  }
  const firsts = new Map<string, number>();
  for (const [index, rule] of rules.entries()) {
    for (const key of [`id ${rule.id}`, `rule ${meaningOf(rule)}`]) {
      const first = firsts.get(key) ?? index;
      if (first !== index) {
        return {
          code: 'duplicate_rule',
          message: `Rules ${first + 1} and ${index + 1} are the same: remove one of them.`,
        };
      }
      firsts.set(key, index);
    }
  }
  return null;
}

/** The same text for two rules that put the same responses first in the same case. */
function meaningOf({ when, tag }: ResponseRule): string {
  const step = 'step' in when ? when.step : undefined;
  const place = typeof step === 'string' ? foldText(step, 'title key') : step;
  return JSON.stringify([when.kind, place ?? null, foldText(tag, 'title key')]);
}
