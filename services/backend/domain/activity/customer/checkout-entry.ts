import { MAX_CHECKOUT_STEPS } from '@flex-sync-suite/shared/contract';
import { fitted, instant, type EntryOf, type Room } from '../item-room';
import type { CheckoutRun } from './checkout-runs';
import type { CheckoutStep } from './checkout-steps';

/** The checkout that was touched last, as the customer's Map shows it; null for a customer who never began one. */
export function checkoutEntry(runs: readonly CheckoutRun[]): EntryOf<'checkout'> | null {
  const [first, ...others] = runs;
  if (first === undefined) return null;
  const run = others.reduce((newest, each) => (each.lastAtMs >= newest.lastAtMs ? each : newest), first);
  const { status } = run;
  const steps = mostImportantFirst(run);
  return fitted(steps.length, (room) => ({
    kind: 'checkout',
    startedAt: instant(run.startedAtMs),
    steps: steps
      .slice(0, room.lines)
      .sort((a, b) => a.step - b.step)
      .map((step) => shownStep(step, room)),
    currentStep: status.kind === 'open' ? status.step : null,
    currentSince: status.kind === 'open' ? instant(status.sinceMs) : null,
    stopsAt: status.kind === 'open' ? instant(status.stopsAtMs) : null,
    orderedAt: status.kind === 'ordered' ? instant(status.atMs) : null,
  }));
}

/** The current step, then those next to it: what was done long ago is given up first. */
function mostImportantFirst({ steps, status }: CheckoutRun): CheckoutStep[] {
  const current = status.kind === 'open' ? status.step : Infinity;
  const distance = ({ step }: CheckoutStep): number => (current === Infinity ? -step : Math.abs(step - current));
  return [...steps].sort((a, b) => distance(a) - distance(b) || b.step - a.step).slice(0, MAX_CHECKOUT_STEPS);
}

function shownStep(step: CheckoutStep, { hasDetails, cut }: Room): EntryOf<'checkout'>['steps'][number] {
  const { viewedAtMs, completedAtMs, failures, lastFailure } = step;
  const isViewShown = viewedAtMs !== null && (hasDetails || completedAtMs === null);
  return {
    step: step.step,
    name: step.name && cut(step.name),
    ...(isViewShown ? { viewedAt: instant(viewedAtMs) } : {}),
    ...(completedAtMs === null ? {} : { completedAt: instant(completedAtMs) }),
    ...(lastFailure === null
      ? {}
      : {
          failures: {
            count: failures,
            lastAt: instant(lastFailure.atMs),
            lastReason: lastFailure.reason && cut(lastFailure.reason),
          },
        }),
  };
}
