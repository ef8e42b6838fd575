import type { Money, ToldProduct } from './activity-event';

/**
 * A sum that can still be stored and compared: what goes beyond the safe integers stops there. No shop sells for that
 * much; an event that says so must not break what else is counted.
 */
export const bounded = (sum: number): number =>
  Math.max(Number.MIN_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, sum));

/** The price of that many pieces; a shop that sells for less than nothing sells for nothing. */
export const priceOf = (price: Money | null, units: number): number =>
  price === null ? 0 : bounded(Math.max(0, price.minorUnits) * units);

/** One amount for each currency, in the order of the currencies' names. */
export function totalsOf(lines: Iterable<Pick<ToldProduct, 'price' | 'quantity'>>): Money[] {
  const totals = new Map<string, number>();
  for (const { price, quantity } of lines) {
    if (price === null) continue;
    totals.set(price.currency, bounded((totals.get(price.currency) ?? 0) + priceOf(price, quantity)));
  }
  return [...totals].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, minorUnits]) => ({ minorUnits, currency }));
}
