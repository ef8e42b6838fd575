import type { Money } from '@flex-sync-suite/shared/contract';
import type { EntryOf } from './customer-facts';

type ProductLine = EntryOf<'cart'>['lines'][number] | EntryOf<'interests'>['products'][number];

/** The price of one piece: lines of an item share its currency, unless they tell their own. Null when the shop told none. */
export function priceOf({ price, currency: own }: ProductLine, ofItem: string | null): Money | null {
  const currency = own ?? ofItem;
  return price === null || currency === null ? null : { minorUnits: price, currency };
}

/** What tells the lines of one item apart: an item without room leaves the shop's ids out, and two names may be the same. */
export const lineKey = ({ productId, name }: ProductLine, index: number): string => productId ?? `${index} ${name}`;
