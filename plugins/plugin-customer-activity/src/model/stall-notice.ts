import type { CheckoutRun } from './checkout-run';

/** What somebody who cannot see the panel must hear of: a checkout that does not go on. Equal until that changes. */
export interface StallNotice {
  readonly kind: 'stalled' | 'stopped';
  readonly step: number | null;
  readonly name: string | null;
  readonly failures: number;
  readonly reason: string | null;
}

/** Null while the checkout goes on: a clock that ticks is no news. */
export function stallNotice(run: CheckoutRun | null): StallNotice | null {
  if (run?.kind !== 'stalled' && run?.kind !== 'stopped') return null;
  const { kind, step } = run;
  return {
    kind,
    step: step?.step ?? null,
    name: step?.name ?? null,
    failures: step?.failures ?? 0,
    reason: step?.lastFailure?.reason ?? null,
  };
}
