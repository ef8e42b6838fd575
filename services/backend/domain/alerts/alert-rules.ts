import { alertRuleProblem, MAX_ALERT_RULES, type AlertRule } from '@flex-sync-suite/shared/contract';

/**
 * What every installation begins with: the bounds at which the board turns a queue critical for its wait, and to warning and
 * critical for its service level, held for a minute. A wait over the threshold alone calls for nobody: it is the rule in a busy
 * hour.
 */
export const DEFAULT_ALERT_RULES: readonly AlertRule[] = [
  { id: 'long-wait', metric: 'longest-wait', ...ofTarget({ warning: null, critical: 3 }) },
  { id: 'low-service-level', metric: 'service-level', ...ofTarget({ warning: 5, critical: 15 }) },
];

function ofTarget(bounds: Pick<AlertRule, 'warning' | 'critical'>): Omit<AlertRule, 'id' | 'metric'> {
  return { scope: { kind: 'all' }, boundsAre: 'target', ...bounds, forSeconds: 60, clearMargin: null, isOn: true };
}

/** What is wrong with rules that their schema allows. */
export interface AlertRulesProblem {
  readonly code: 'too_many_rules' | 'duplicate_rule' | 'impossible_rule';
  readonly message: string;
}

/** The first thing that no schema can say; null when nothing is wrong. */
export function alertRulesProblem(rules: readonly AlertRule[]): AlertRulesProblem | null {
  if (rules.length > MAX_ALERT_RULES) {
    const most = `${rules.length} rules are more than the ${MAX_ALERT_RULES} that there may be`;
    return { code: 'too_many_rules', message: `${most}: remove some first.` };
  }
  for (const [index, rule] of rules.entries()) {
    const first = rules.findIndex(({ id }) => id === rule.id);
    if (first !== index) {
      return { code: 'duplicate_rule', message: `Rules ${first + 1} and ${index + 1} have the same id.` };
    }
    const problem = problemOf(rule);
    if (problem !== null) return { code: 'impossible_rule', message: `Rule ${index + 1} ${problem}` };
  }
  return null;
}

/** The rest of a sentence that begins with the rule. */
function problemOf(rule: AlertRule): string | null {
  const problem = alertRuleProblem(rule);
  switch (problem?.kind) {
    case undefined:
      return null;
    case 'no-target':
      return 'measures by a target that its figure does not have: give the bounds as figures.';
    case 'no-bound':
      return 'has no bound: give it one for a warning, one for critical, or both.';
    case 'order':
      return `turns critical before it warns: its critical bound has to be ${problem.worse} than the one for a warning.`;
    case 'never':
      return `has a bound that no figure comes to: at most ${problem.most} makes sense.`;
    case 'always':
      return 'has a bound that every figure is beyond, so that its alerts would never end.';
  }
}
