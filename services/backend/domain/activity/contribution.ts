import { bounded } from './amounts';
import { compareTexts } from './ordered-events';

/** What is counted. By query: `searched…`; by page: `visited`; by product: everything else. */
export type ContributionKind =
  | 'searched'
  /** Searches that found nothing. */
  | 'searched-none'
  /** Searches that led to the product. */
  | 'search-led-to'
  | 'viewed'
  | 'added'
  | 'visited'
  | 'sold'
  | 'refunded';

/** What one customer, or one order, adds to one sum. Sums of all of them are the truth. */
export interface Contribution {
  /** Begin of the UTC quarter hour: every time zone's hours are made of whole ones. Milliseconds of the epoch. */
  readonly quarterStartMs: number;
  readonly kind: ContributionKind;
  readonly shopId: string;
  /** A query's key, a product's id or a page's path. */
  readonly key: string;
  /** Of `minorUnits`; null where there is no amount. */
  readonly currency: string | null;
  /** Searches, looks, visits; orders and refunds that have the product. */
  readonly count: number;
  /** Pieces: `added`, `sold`, `refunded`. */
  readonly units: number;
  /** Revenue, or what of it was given back: `sold`, `refunded`. Never negative. */
  readonly minorUnits: number;
  /** `visited`. */
  readonly dwellMs: number;
}

/** Sums are kept for quarter hours. */
export const QUARTER_MS = 15 * 60_000;

/** Begin of the UTC quarter hour that an instant falls into. */
export const quarterStartOf = (atMs: number): number => Math.floor(atMs / QUARTER_MS) * QUARTER_MS;

/** What turns the sums of `before` into those of `after`, without what cancels out. */
export const contributionChanges = (before: readonly Contribution[], after: readonly Contribution[]): Contribution[] =>
  mergedContributions([
    ...after,
    // From zero, because -0 is another number than 0 to whoever compares them.
    ...before.map((each) => ({
      ...each,
      count: 0 - each.count,
      units: 0 - each.units,
      minorUnits: 0 - each.minorUnits,
      dwellMs: 0 - each.dwellMs,
    })),
  ]);

/** The figures of a contribution. */
export type Amounts = Partial<Pick<Contribution, 'currency' | 'count' | 'units' | 'minorUnits' | 'dwellMs'>>;

/** One contribution at an instant; of what is not told the count is 1, the rest nothing. */
export const contribution = (
  kind: ContributionKind,
  shopId: string,
  key: string,
  atMs: number,
  { currency = null, count = 1, units = 0, minorUnits = 0, dwellMs = 0 }: Amounts,
): Contribution => ({
  quarterStartMs: quarterStartOf(atMs),
  kind,
  shopId,
  key,
  currency,
  count,
  units,
  minorUnits,
  dwellMs,
});

/** One for each (quarter, kind, shop, key, currency), in that order; none that adds nothing. */
export function mergedContributions(all: readonly Contribution[]): Contribution[] {
  const sums = new Map<string, Contribution>();
  for (const each of all) {
    const key = JSON.stringify([each.quarterStartMs, each.kind, each.shopId, each.key, each.currency]);
    const sum = sums.get(key);
    sums.set(key, sum === undefined ? each : added(sum, each));
  }
  return [...sums.values()].filter(addsSomething).sort(compareContributions);
}

const added = (a: Contribution, b: Contribution): Contribution => ({
  ...a,
  count: a.count + b.count,
  units: bounded(a.units + b.units),
  minorUnits: bounded(a.minorUnits + b.minorUnits),
  dwellMs: a.dwellMs + b.dwellMs,
});

const addsSomething = ({ count, units, minorUnits, dwellMs }: Contribution): boolean =>
  count !== 0 || units !== 0 || minorUnits !== 0 || dwellMs !== 0;

const compareContributions = (a: Contribution, b: Contribution): number =>
  a.quarterStartMs - b.quarterStartMs ||
  compareTexts(a.kind, b.kind) ||
  compareTexts(a.shopId, b.shopId) ||
  compareTexts(a.key, b.key) ||
  compareTexts(a.currency ?? '', b.currency ?? '');
