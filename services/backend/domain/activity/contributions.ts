import { contribution, mergedContributions, QUARTER_MS, quarterStartOf, type Contribution } from './contribution';
import type { Amounts, ContributionKind } from './contribution';
import { searchesLedTo } from './customer/searches';
import type { CustomerActivity } from './fold-customer';
import type { OrderState } from './fold-order';
import type { OrderLine } from './order-lines';
import { countUntil } from './ordered-events';

/** What a customer adds: everything but what was sold, which is counted once for each order, whoever tells of it. */
export function customerContributions(activity: CustomerActivity): Contribution[] {
  const { shopId, visits, searches, productActions } = activity;
  const of = (kind: ContributionKind, key: string, atMs: number, amounts: Amounts = {}): Contribution =>
    contribution(kind, shopId, key, atMs, amounts);
  return mergedContributions([
    ...visits.map(({ page, beganAtMs, endedAtMs }) =>
      of('visited', page.path, beganAtMs, { dwellMs: endedAtMs - beganAtMs }),
    ),
    ...searches.map(({ queryKey, atMs }) => of('searched', queryKey, atMs)),
    ...searches.filter(({ results }) => results === 0).map(({ queryKey, atMs }) => of('searched-none', queryKey, atMs)),
    ...ledTo(activity),
    ...productActions
      .filter(({ action }) => action === 'viewed')
      .map(({ productId, atMs }) => of('viewed', productId, atMs)),
    ...productActions
      .filter(({ action }) => action === 'added')
      .map(({ productId, quantity, atMs }) => of('added', productId, atMs, { units: quantity })),
  ]);
}

/** What an order adds: what it sold when it was completed, and what was taken back when it was. */
export function orderContributions({ shopId, completedAtMs, sold, takenBack }: OrderState): Contribution[] {
  if (completedAtMs === null) return [];
  const of = (kind: ContributionKind, atMs: number, { productId, ...amounts }: OrderLine): Contribution =>
    contribution(kind, shopId, productId, atMs, amounts);
  return mergedContributions([
    ...sold.map((line) => of('sold', completedAtMs, line)),
    ...takenBack.flatMap(({ atMs, lines }) => lines.map((line) => of('refunded', atMs, line))),
  ]);
}

/** A search counts in its own quarter hour, also where the product was looked at in the next. */
function ledTo({ shopId, searches, productActions }: CustomerActivity): Contribution[] {
  return searchesLedTo(searches, productActions).flatMap(({ productId, from, to }) => {
    const counted: Contribution[] = [];
    for (let index = from; index < to;) {
      const quarterStartMs = quarterStartOf(searches[index]?.atMs ?? 0);
      const next = Math.min(to, countUntil(searches, quarterStartMs + QUARTER_MS - 1));
      counted.push(contribution('search-led-to', shopId, productId, quarterStartMs, { count: next - index }));
      index = next;
    }
    return counted;
  });
}
