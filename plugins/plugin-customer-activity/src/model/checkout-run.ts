import type { EntryOf } from './customer-facts';

/** A step that takes longer is told as stalled. */
export const STALLED_AFTER_MS = 3 * 60_000;

type Checkout = EntryOf<'checkout'>;

/** A step of the checkout as it is shown. */
export interface CheckoutStep {
  readonly step: number;
  /** Null when the shop told none. */
  readonly name: string | null;
  readonly state: 'completed' | 'current' | 'open';
  readonly failures: number;
  readonly lastFailure: { readonly at: number; readonly reason: string | null } | null;
}

/** How it stands with the checkout at an instant. */
export type CheckoutRun =
  | { readonly kind: 'ordered'; readonly at: number }
  /** The customer is in no step, and may go on. */
  | { readonly kind: 'between'; readonly since: number }
  | { readonly kind: 'on-step'; readonly step: CheckoutStep; readonly since: number | null }
  /** On a step for at least {@link STALLED_AFTER_MS}. */
  | { readonly kind: 'stalled'; readonly step: CheckoutStep; readonly since: number }
  /** The customer was silent for too long: it ended at this step; null when none is known. */
  | { readonly kind: 'stopped'; readonly step: CheckoutStep | null; readonly at: number };

/** The steps in their numbered order, each once. The current one is there even if nothing else is known of it. */
export function checkoutSteps({ steps, currentStep, orderedAt }: Checkout): readonly CheckoutStep[] {
  const current = orderedAt === null ? currentStep : null;
  const shown = new Map<number, CheckoutStep>();
  for (const { step, name, completedAt, failures } of steps) {
    shown.set(step, {
      step,
      name,
      state: step === current ? 'current' : completedAt !== undefined || orderedAt !== null ? 'completed' : 'open',
      failures: failures?.count ?? 0,
      lastFailure: failures === undefined ? null : { at: Date.parse(failures.lastAt), reason: failures.lastReason },
    });
  }
  if (current !== null && !shown.has(current)) {
    shown.set(current, { step: current, name: null, state: 'current', failures: 0, lastFailure: null });
  }
  return [...shown.values()].sort((a, b) => a.step - b.step);
}

/** @param at the instant that it is told for, in milliseconds */
export function checkoutRun(checkout: Checkout, at: number): CheckoutRun {
  const { startedAt, currentSince, stopsAt, orderedAt } = checkout;
  if (orderedAt !== null) return { kind: 'ordered', at: Date.parse(orderedAt) };
  const step = checkoutSteps(checkout).find(({ state }) => state === 'current') ?? null;
  if (stopsAt !== null && at >= Date.parse(stopsAt)) return { kind: 'stopped', step, at: Date.parse(stopsAt) };
  if (step === null) return { kind: 'between', since: Date.parse(startedAt) };
  const since = currentSince === null ? null : Date.parse(currentSince);
  if (since !== null && at - since >= STALLED_AFTER_MS) return { kind: 'stalled', step, since };
  return { kind: 'on-step', step, since };
}
