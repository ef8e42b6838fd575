import type { CustomerEntry } from '@flex-sync-suite/shared/contract';
import { bounded } from './amounts';
import { checkoutEntry } from './customer/checkout-entry';
import { cartEntry, interestsEntry, type CountriesOf } from './customer/product-entries';
import type { CustomerActivity } from './fold-customer';
import { fitted, instant, type EntryOf } from './item-room';

const [SEARCHES, ORDERS] = [10, 5];

/**
 * The items of the Map `customer.{key}`, each by the kind of its entry; a kind that is not among them has no item. Each
 * item, with the longest header, is at most 1 KiB.
 */
export function customerItems(activity: CustomerActivity, countriesOf: CountriesOf): CustomerEntry[] {
  return [
    now(activity),
    location(activity),
    searches(activity),
    interestsEntry(activity, countriesOf),
    cartEntry(activity, countriesOf),
    checkoutEntry(activity.checkouts),
    orders(activity),
  ].filter((entry) => entry !== null);
}

const now = ({ page, lastAtMs, userId, isVerified }: CustomerActivity): EntryOf<'now'> =>
  fitted(0, ({ cut }) => ({
    kind: 'now',
    page: page && { path: cut(page.page.path), title: page.page.title && cut(page.page.title) },
    pageSince: page && instant(page.atMs),
    lastSeenAt: instant(lastAtMs),
    userId: userId && cut(userId),
    isVerified,
  }));

const location = ({ location: told }: CustomerActivity): EntryOf<'location'> | null =>
  told &&
  fitted(0, ({ cut }) => ({ kind: 'location', country: told.country, region: told.region && cut(told.region) }));

function searches({ searches: all }: CustomerActivity): EntryOf<'searches'> | null {
  const newest = all.slice(-SEARCHES).reverse();
  if (newest.length === 0) return null;
  return fitted(newest.length, ({ lines, cut }) => ({
    kind: 'searches',
    searches: newest
      .slice(0, lines)
      .map(({ query, atMs, results }) => ({ query: cut(query), at: instant(atMs), found: results })),
  }));
}

function orders({ orders: all }: CustomerActivity): EntryOf<'orders'> | null {
  const newest = all.slice(-ORDERS).reverse();
  if (newest.length === 0) return null;
  return fitted(newest.length, ({ lines, cut }) => ({
    kind: 'orders',
    orders: newest.slice(0, lines).map(({ orderId, atMs, total, sold, state }) => ({
      orderId: cut(orderId),
      at: instant(atMs),
      total,
      units: bounded(sold.reduce((sum, { units }) => sum + units, 0)),
      state,
    })),
  }));
}
