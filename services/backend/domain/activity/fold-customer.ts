import type { ActivityEvent, Location, ToldPage } from './activity-event';
import { cartAfter, type CartLine } from './customer/cart';
import { checkoutRuns, type CheckoutRun } from './customer/checkout-runs';
import { pageVisits, type PageVisit } from './customer/page-visits';
import { productActions, productFacts, type ProductFacts, type TakenAction } from './customer/product-facts';
import { searchesOf, type Search } from './customer/searches';
import { orderAfter, type OrderState } from './fold-order';
import { countedInOrder, sessionsOf } from './ordered-events';

/** What one customer of one shop did: a function of the set of the customer's events (docs/activity.md). */
export interface CustomerActivity {
  readonly shopId: string;
  /** Null for a visitor who is no user yet. */
  readonly userId: string | null;
  /** Whether the shop signed the `userId` in every event that told it: one claim of a page may be anybody's. */
  readonly isVerified: boolean;
  /** As told last. */
  readonly location: Location | null;
  /** The newest `page`. */
  readonly page: { readonly page: ToldPage; readonly atMs: number } | null;
  /** Of the newest event. */
  readonly lastAtMs: number;
  /** In order. */
  readonly visits: readonly PageVisit[];
  /** In order; what they led to: `productsLedTo`. */
  readonly searches: readonly Search[];
  /** In order. */
  readonly productActions: readonly TakenAction[];
  /** By product id. */
  readonly products: readonly ProductFacts[];
  /** What is in the cart now, the newest first. */
  readonly cart: readonly CartLine[];
  /** In the order in which they began. */
  readonly checkouts: readonly CheckoutRun[];
  /** As far as this customer's own events tell, in order; what was sold is told by `foldOrder`. */
  readonly orders: readonly OrderState[];
}

/**
 * What a customer did, from the customer's events in any order and however often told.
 *
 * @param events of one customer (`customerResolver`); null when none of them counts
 */
export function foldCustomer(events: Iterable<ActivityEvent>): CustomerActivity | null {
  const ordered = countedInOrder(events);
  const last = ordered.at(-1);
  if (last === undefined) return null;
  const sessions = sessionsOf(ordered);
  return {
    shopId: last.shopId,
    ...userOf(ordered),
    location: ordered.findLast(({ location }) => location !== null)?.location ?? null,
    page: newestPage(ordered),
    lastAtMs: last.atMs,
    visits: pageVisits(sessions),
    searches: searchesOf(ordered),
    productActions: productActions(ordered),
    products: productFacts(ordered),
    cart: cartAfter(ordered),
    checkouts: checkoutRuns(sessions),
    orders: ordersOf(ordered),
  };
}

function userOf(ordered: readonly ActivityEvent[]): Pick<CustomerActivity, 'userId' | 'isVerified'> {
  const claims = ordered.filter(({ userId }) => userId !== null);
  return {
    userId: claims.at(-1)?.userId ?? null,
    isVerified: claims.length > 0 && claims.every(({ isVerified }) => isVerified),
  };
}

function newestPage(ordered: readonly ActivityEvent[]): CustomerActivity['page'] {
  for (const { atMs, call } of [...ordered].reverse()) if (call.kind === 'page') return { page: call.page, atMs };
  return null;
}

function ordersOf(ordered: readonly ActivityEvent[]): OrderState[] {
  const byOrder = new Map<string, ActivityEvent[]>();
  for (const event of ordered) {
    if (event.call.kind !== 'order') continue;
    const known = byOrder.get(event.call.orderId);
    if (known === undefined) byOrder.set(event.call.orderId, [event]);
    else known.push(event);
  }
  return [...byOrder.values()].flatMap((own) => orderAfter(own) ?? []).sort((a, b) => a.atMs - b.atMs);
}
