import { parseWithSchema, ResponseRule, type RuleConditionKind } from '@flex-sync-suite/shared/contract';

/** A rule as it is being written. */
export interface RuleDraft {
  readonly kind: RuleConditionKind;
  /** A name, or digits for a number; empty for any step. Only of a condition that has one. */
  readonly step: string;
  readonly tag: string;
}

export const EMPTY_RULE: RuleDraft = { kind: 'checkout-stalled', step: '', tag: '' };

/** The field that cannot be taken as it is. */
export type RuleProblem = 'step' | 'tag';

/** Whether a condition may name a step. */
export const hasStep = (kind: RuleConditionKind): kind is 'checkout-stalled' | 'checkout-failed' =>
  kind === 'checkout-stalled' || kind === 'checkout-failed';

/** The rule that a draft means, or which field is wrong. @param id of its own among the rules */
export function ruleOf(draft: RuleDraft, id: string): ResponseRule | RuleProblem {
  const { kind, tag } = draft;
  const step = draft.step.trim();
  const place = step === '' ? {} : { step: /^\p{Nd}+$/u.test(step) ? Number(step.normalize('NFKC')) : step };
  const rule = { id, when: hasStep(kind) ? { kind, ...place } : { kind }, tag };
  const parsed = parseWithSchema(ResponseRule, rule);
  if (parsed.ok) return parsed.value;
  return parsed.path.startsWith('when') ? 'step' : 'tag';
}
