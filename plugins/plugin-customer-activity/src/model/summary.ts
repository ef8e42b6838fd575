import type { Money } from '@flex-sync-suite/shared/contract';
import { checkoutRun, type CheckoutRun } from './checkout-run';
import type { CustomerFacts } from './customer-facts';
import { presenceOf, type Presence } from './presence';

/** A line of what an agent reads before she takes a task. */
export type SummaryLine =
  | { readonly kind: 'presence'; readonly presence: Presence }
  | { readonly kind: 'checkout'; readonly run: CheckoutRun; readonly totals: readonly Money[] }
  | { readonly kind: 'cart'; readonly count: number; readonly totals: readonly Money[] }
  | { readonly kind: 'search'; readonly query: string; readonly found: number | null; readonly at: number }
  | { readonly kind: 'interest'; readonly name: string; readonly at: number };

/** Lines of a summary at most. */
const MAX_SUMMARY_LINES = 3;

/**
 * At most three lines: where the customer is; the checkout, else the cart; the newer of the last search and the last
 * product.
 *
 * @param at the instant that it is told for, in milliseconds
 */
export function summaryOf(facts: CustomerFacts, at: number): readonly SummaryLine[] {
  const lines = [presenceLine(facts, at), purchaseLine(facts, at), interestLine(facts)];
  return lines.filter((line) => line !== null).slice(0, MAX_SUMMARY_LINES);
}

const presenceLine = ({ now }: CustomerFacts, at: number): SummaryLine | null =>
  now === null ? null : { kind: 'presence', presence: presenceOf(now, at) };

function purchaseLine({ checkout, cart }: CustomerFacts, at: number): SummaryLine | null {
  const totals = cart?.totals ?? [];
  const count = cartCount(cart);
  const run = checkout === null ? null : checkoutRun(checkout, at);
  // After an order, what is in the cart is the next purchase.
  if (run !== null && !(run.kind === 'ordered' && count > 0)) return { kind: 'checkout', run, totals };
  return count === 0 ? null : { kind: 'cart', count, totals };
}

function interestLine({ searches, interests }: CustomerFacts): SummaryLine | null {
  const search = newest(searches?.searches ?? []);
  const product = newest(interests?.products ?? []);
  if (search !== null && (product === null || Date.parse(search.at) >= Date.parse(product.at))) {
    return { kind: 'search', query: search.query, found: search.found, at: Date.parse(search.at) };
  }
  if (product === null) return null;
  return { kind: 'interest', name: product.name, at: Date.parse(product.at) };
}

/** Pieces in the cart, as far as its lines are told; lines that no item had room for count one each. */
const cartCount = (cart: CustomerFacts['cart']): number =>
  cart === null ? 0 : cart.lines.reduce((sum, { quantity }) => sum + quantity, 0) + cart.more;

/** The last of all; null of none. */
function newest<T extends { readonly at: string }>(items: readonly T[]): T | null {
  let found: T | null = null;
  for (const item of items) if (found === null || Date.parse(item.at) > Date.parse(found.at)) found = item;
  return found;
}
