import {
  CUSTOMER_ITEM_KEYS,
  type CustomerEntry,
  type CustomerItem,
  type CustomerItemKey,
  type CustomerMatch,
} from '@flex-sync-suite/shared/contract';

/** An entry of one kind. */
export type EntryOf<Kind extends CustomerItemKey> = Extract<CustomerEntry, { readonly kind: Kind }>;

/** What is known of a customer, by kind; null for what nothing was told of. */
export type CustomerFacts = { readonly [Kind in CustomerItemKey]: EntryOf<Kind> | null };

/** The entries of a customer's Map. */
export function customerFacts(items: ReadonlyMap<string, CustomerItem>): CustomerFacts {
  return {
    now: entryOf(items, 'now'),
    location: entryOf(items, 'location'),
    searches: entryOf(items, 'searches'),
    interests: entryOf(items, 'interests'),
    cart: entryOf(items, 'cart'),
    checkout: entryOf(items, 'checkout'),
    orders: entryOf(items, 'orders'),
  };
}

/**
 * Whether who the customer is was only claimed by a page. The Map is newer than the answer that led to it; a visitor who
 * says no name claims none.
 */
export const isClaim = (now: EntryOf<'now'> | null, match: Pick<CustomerMatch, 'isVerified'>): boolean =>
  now === null ? !match.isVerified : now.userId !== null && !now.isVerified;

/** Whether nothing at all is told of the customer. */
export const isUnknown = (facts: CustomerFacts): boolean => CUSTOMER_ITEM_KEYS.every((kind) => facts[kind] === null);

function entryOf<Kind extends CustomerItemKey>(
  items: ReadonlyMap<string, CustomerItem>,
  kind: Kind,
): EntryOf<Kind> | null {
  const entry = items.get(kind)?.entry;
  return entry !== undefined && isOfKind(entry, kind) ? entry : null;
}

const isOfKind = <Kind extends CustomerItemKey>(entry: CustomerEntry, kind: Kind): entry is EntryOf<Kind> =>
  entry.kind === kind;
