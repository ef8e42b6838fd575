import type { ActivityCall } from '../activity-event';

/** What one run of a checkout did at one of its steps. */
export interface CheckoutStep {
  /** From 1. */
  readonly step: number;
  /** As told last. */
  readonly name: string | null;
  /** When it was first viewed. */
  readonly viewedAtMs: number | null;
  /** When it was first completed. */
  readonly completedAtMs: number | null;
  readonly failures: number;
  /** With the shop's word for the reason. */
  readonly lastFailure: { readonly atMs: number; readonly reason: string | null } | null;
}

type StepCall = Extract<ActivityCall, { readonly kind: 'checkout-step' }>;

/** The step after one more event of it; events come in order. */
export function stepAfter(before: CheckoutStep | undefined, call: StepCall, atMs: number): CheckoutStep {
  const { step, name, action, reason } = call;
  const known = before ?? { step, name, viewedAtMs: null, completedAtMs: null, failures: 0, lastFailure: null };
  const named = { ...known, name: name ?? known.name };
  switch (action) {
    case 'viewed':
      return { ...named, viewedAtMs: known.viewedAtMs ?? atMs };
    case 'completed':
      return { ...named, completedAtMs: known.completedAtMs ?? atMs };
    case 'failed':
      return { ...named, failures: known.failures + 1, lastFailure: { atMs, reason } };
  }
}

/**
 * The first step, by number, that is not completed. Steps that the shop never told of are left out: to a customer whom it
 * sends from step 1 to step 3, step 2 is no step. When all are completed it is the one after them, told or not.
 */
export function firstNotCompleted(steps: readonly CheckoutStep[]): number {
  const open = steps.find(({ completedAtMs }) => completedAtMs === null);
  return open?.step ?? (steps.at(-1)?.step ?? 0) + 1;
}

/** Since when the customer is on a step: viewed, and all before it completed. Null when neither was told. */
export function arrivedAtMs(steps: readonly CheckoutStep[], step: number): number | null {
  const instants = steps.flatMap((each) => {
    if (each.step > step) return [];
    return (each.step === step ? each.viewedAtMs : each.completedAtMs) ?? [];
  });
  return instants.length === 0 ? null : instants.reduce((latest, atMs) => Math.max(latest, atMs));
}
