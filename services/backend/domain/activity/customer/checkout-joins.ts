import type { ActivityEvent } from '../activity-event';

/** `Checkout Started` joins the customer's next `checkout_id` within this time. */
const JOIN_MS = 30 * 60_000;

/** What later events say of earlier ones: which checkout an event without a `checkout_id` belongs to. */
export interface CheckoutJoins {
  /** The next `checkout_id` within 30 min of a `Checkout Started` that has none; null when there is none. */
  startedFor(event: ActivityEvent): string | null;
  /** The `checkout_id` that a completed order told first, if any of the events that told of the order did. */
  checkoutIdOf(orderId: string): string | null;
  /** Whether a start or a step, earlier or later, is of this `checkout_id`. */
  hasSteps(checkoutId: string): boolean;
}

/** Reads what later events say, of one customer's events in order. */
export function checkoutJoins(ordered: readonly ActivityEvent[]): CheckoutJoins {
  const started = new Map<ActivityEvent, string>();
  const ofOrders = new Map<string, string>();
  const withSteps = new Set<string>();
  let next: { readonly checkoutId: string; readonly atMs: number } | null = null;
  for (const event of [...ordered].reverse()) {
    const { atMs, call } = event;
    const checkoutId = checkoutIdIn(event);
    if (checkoutId !== null) {
      next = { checkoutId, atMs };
      if (call.kind === 'order') ofOrders.set(call.orderId, checkoutId);
      else withSteps.add(checkoutId);
    } else if (call.kind === 'checkout-started' && next !== null && next.atMs - atMs <= JOIN_MS) {
      started.set(event, next.checkoutId);
      withSteps.add(next.checkoutId);
    }
  }
  return {
    startedFor: (event) => started.get(event) ?? null,
    checkoutIdOf: (orderId) => ofOrders.get(orderId) ?? null,
    hasSteps: (checkoutId) => withSteps.has(checkoutId),
  };
}

function checkoutIdIn({ call }: ActivityEvent): string | null {
  switch (call.kind) {
    case 'checkout-started':
    case 'checkout-step':
      return call.checkoutId;
    case 'order':
      return call.action === 'completed' ? call.checkoutId : null;
    default:
      return null;
  }
}
