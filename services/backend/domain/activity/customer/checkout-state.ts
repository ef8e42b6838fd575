import type { CheckoutRun } from './checkout-runs';

/** Somebody who has been on a step for this long is stalled. */
const STALLED_MS = 3 * 60_000;

/** Where a run stands at an instant. */
export type CheckoutState =
  | { readonly kind: 'ordered'; readonly orderId: string; readonly sinceMs: number }
  | { readonly kind: 'on-step' | 'stalled'; readonly step: number; readonly sinceMs: number }
  /** `sinceMs` is when the 30 min of silence were full. */
  | { readonly kind: 'stopped'; readonly step: number; readonly sinceMs: number };

/** Where the run stands at the instant `atMs`, by all that is known of it. */
export function checkoutStateAt({ status }: CheckoutRun, atMs: number): CheckoutState {
  if (status.kind === 'ordered') return { kind: 'ordered', orderId: status.orderId, sinceMs: status.atMs };
  const { step, sinceMs, stopsAtMs } = status;
  if (atMs >= stopsAtMs) return { kind: 'stopped', step, sinceMs: stopsAtMs };
  return { kind: atMs - sinceMs >= STALLED_MS ? 'stalled' : 'on-step', step, sinceMs };
}
