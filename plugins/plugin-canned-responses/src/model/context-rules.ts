import {
  foldText,
  type CannedResponseItem,
  type ResponseRule,
  type RuleCondition,
} from '@flex-sync-suite/shared/contract';
import type { TaskContext } from '@flex-sync-suite/shared/flex';

type Step = NonNullable<NonNullable<TaskContext['checkout']>['step']>;

/** Why a rule fires. Instants are UTC milliseconds by the backend's clock. */
export type Reason =
  | { readonly kind: 'checkout-stalled'; readonly step: Step; readonly since: number; readonly stalledAt: number }
  | { readonly kind: 'checkout-stopped'; readonly step: Step | null; readonly stoppedAt: number }
  | { readonly kind: 'checkout-failed'; readonly step: Step; readonly failures: number; readonly last: string | null }
  | { readonly kind: 'search-without-result'; readonly query: string }
  | { readonly kind: 'not-sold-in-country'; readonly product: string; readonly country: string | null };

/** A rule whose condition holds. */
export interface FiredRule {
  /** Folded. */
  readonly tag: string;
  readonly reason: Reason;
}

export const NONE_FIRED: readonly FiredRule[] = [];

/** Of each response that a rule puts first, by its id: why. */
export type Reasons = ReadonlyMap<string, Reason>;

export const NO_REASONS: Reasons = new Map();

/**
 * The rules whose conditions hold, in their order.
 * @param at the instant that it is told for, by the backend's clock
 */
export function firedRules(
  rules: readonly ResponseRule[],
  context: TaskContext | null,
  at: number,
): readonly FiredRule[] {
  if (context === null) return NONE_FIRED;
  const fired = rules.flatMap(({ when, tag }) => {
    const reason = reasonOf(when, context, at);
    return reason === null ? [] : [{ tag: foldTag(tag), reason }];
  });
  return fired.length === 0 ? NONE_FIRED : fired;
}

/** When, after an instant, other rules may fire although nothing was told: null for never. */
export function nextChangeAt(context: TaskContext | null, at: number): number | null {
  if (context?.clock.frozenAt !== null) return null;
  const { stallsAt = null, stopsAt = null } = context.checkout ?? {};
  const coming = [stallsAt, stopsAt].filter((instant): instant is number => instant !== null && instant > at);
  return coming.length === 0 ? null : Math.min(...coming);
}

/** Which responses come first, and why: of the rules that fire for one, the first. */
export function reasonsOf(items: Iterable<CannedResponseItem>, fired: readonly FiredRule[]): Reasons {
  if (fired.length === 0) return NO_REASONS;
  const reasons = new Map<string, Reason>();
  for (const { id, tags } of items) {
    const folded = tags.map(foldTag);
    const first = fired.find(({ tag }) => folded.includes(tag));
    if (first !== undefined) reasons.set(id, first.reason);
  }
  return reasons;
}

const foldTag = (tag: string): string => foldText(tag, 'title key');

function reasonOf(when: RuleCondition, context: TaskContext, at: number): Reason | null {
  const { checkout, searchWithoutResult, notSold } = context;
  switch (when.kind) {
    case 'checkout-stalled':
      return checkout !== null && isAtStep(checkout.step, when.step) ? standstillOf(checkout, at) : null;
    case 'checkout-failed': {
      const { step = null, failures = 0, lastFailure: last = null } = checkout ?? {};
      const hasFailed = step !== null && failures > 0 && isAtStep(step, when.step);
      return hasFailed ? { kind: when.kind, step, failures, last } : null;
    }
    case 'search-without-result':
      return searchWithoutResult === null ? null : { kind: when.kind, ...searchWithoutResult };
    case 'not-sold-in-country':
      return notSold === null ? null : { kind: when.kind, ...notSold };
  }
}

function standstillOf(checkout: NonNullable<TaskContext['checkout']>, at: number): Reason | null {
  const { step, since, stallsAt, stopsAt } = checkout;
  if (stopsAt !== null && at >= stopsAt) return { kind: 'checkout-stopped', step, stoppedAt: stopsAt };
  if (step === null || since === null || stallsAt === null || at < stallsAt) return null;
  return { kind: 'checkout-stalled', step, since, stalledAt: stallsAt };
}

/** A rule without a step means every one. */
function isAtStep(current: Step | null, wanted: number | string | undefined): boolean {
  if (wanted === undefined) return true;
  if (current === null) return false;
  if (typeof wanted === 'number') return current.number === wanted;
  return current.name !== null && foldText(current.name, 'title key') === foldText(wanted, 'title key');
}
