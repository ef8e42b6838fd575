import type { CheckoutContext, TaskContext } from '@flex-sync-suite/shared/flex';

/** What another plugin tells of a customer, for tests; noon of their day. */
export const NOON = Date.parse('2026-11-23T12:00:00.000Z');
const MINUTE = 60_000;

/** On Payment for two minutes, with two failures; it stalls in a minute and stops in 20. */
export const checkoutOf = (change: Partial<CheckoutContext> = {}): CheckoutContext => ({
  step: { number: 3, name: 'Payment' },
  since: NOON - 2 * MINUTE,
  stallsAt: NOON + MINUTE,
  stopsAt: NOON + 20 * MINUTE,
  failures: 2,
  lastFailure: 'card declined',
  ...change,
});

export const contextOf = (change: Partial<TaskContext>): TaskContext => ({
  checkout: null,
  searchWithoutResult: null,
  notSold: null,
  clock: { offsetMs: 0, frozenAt: null },
  ...change,
});
