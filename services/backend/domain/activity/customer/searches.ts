import { foldText } from '@flex-sync-suite/shared/contract';
import type { ActivityEvent } from '../activity-event';
import { countUntil } from '../ordered-events';
import type { TakenAction } from './product-facts';

/** One search of the customer. */
export interface Search {
  /** What searches are counted by: case and width folded, spaces collapsed. */
  readonly queryKey: string;
  /** As the customer typed it. */
  readonly query: string;
  readonly atMs: number;
  /** How many products were found; null when the shop did not tell. */
  readonly results: number | null;
}

/** A product that was clicked or viewed this soon after a search is one that the search led to. */
const LED_TO_MS = 5 * 60_000;

/** The searches of one customer, in order. */
export const searchesOf = (ordered: readonly ActivityEvent[]): Search[] =>
  ordered.flatMap(({ atMs, call }) =>
    call.kind === 'search'
      ? [{ queryKey: foldText(call.query, 'title key'), query: call.query, atMs, results: call.results }]
      : [],
  );

/** Whether an action says that the customer looked at the product. */
export const isLook = ({ action }: TakenAction): boolean => action === 'clicked' || action === 'viewed';

/** The products that a search led to, each once: clicked or viewed by the same customer in the next 5 min. */
export function productsLedTo(search: Search, actions: readonly TakenAction[]): string[] {
  const next = actions.slice(countUntil(actions, search.atMs - 1), countUntil(actions, search.atMs + LED_TO_MS));
  return [...new Set(next.filter(isLook).map(({ productId }) => productId))];
}

/** Some searches, neighbours in time, that led to a product. */
export interface LedTo {
  readonly productId: string;
  /** Range of indexes of the searches; `to` is not in it. */
  readonly from: number;
  readonly to: number;
}

/**
 * Which searches led to which products, as ranges: a program that searches and views 2,500 times in 5 min leads from each
 * search to each product, and six million pairs are not to be written down. A range never spans more than 5 min.
 */
export function searchesLedTo(searches: readonly Search[], actions: readonly TakenAction[]): LedTo[] {
  const doneBefore = new Map<string, number>();
  return actions.filter(isLook).flatMap(({ productId, atMs }) => {
    const to = countUntil(searches, atMs);
    const from = Math.max(countUntil(searches, atMs - LED_TO_MS - 1), doneBefore.get(productId) ?? 0);
    doneBefore.set(productId, to);
    return from < to ? [{ productId, from, to }] : [];
  });
}
