import { numberOf, recordsOf, textOf, type Moment } from './segment-event';
import type { Visitors } from './visitors';

export interface SearchFigures {
  /** Folded. */
  readonly query: string;
  readonly searched: number;
  readonly withoutResult: number;
}

export interface ProductFigures {
  readonly productId: string;
  /** Searches that led to it: it was clicked or viewed within five minutes, and before the next search. */
  readonly searched: number;
  readonly viewed: number;
  /** Times that it was put into a cart, however many pieces. */
  readonly added: number;
}

const LED_WITHIN = 5 * 60_000;

/** What was looked for, the most searched first. */
export function searchesOf(moments: readonly Moment[]): readonly SearchFigures[] {
  const searches = moments.filter(isSearch).map((moment) => ({ moment, query: queryOf(moment) }));
  return [...new Set(searches.map(({ query }) => query))]
    .map((query) => {
      const same = searches.filter((search) => search.query === query);
      const withoutResult = same.filter(({ moment }) => resultsOf(moment) === 0).length;
      return { query, searched: same.length, withoutResult };
    })
    .sort((one, other) => other.searched - one.searched || (one.query < other.query ? -1 : 1));
}

/** Width and case folded (so that ß is ss, and a final sigma a sigma), without blanks around, and single ones between. */
const foldQuery = (query: string): string =>
  query
    .normalize('NFKC')
    .toUpperCase()
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .normalize('NFKC')
    .replace(/\s+/gu, ' ')
    .trim();

/** What was looked at and put into carts, by product. */
export function productsOf(moments: readonly Moment[], visitors: Visitors): readonly ProductFigures[] {
  const led = moments.filter(isSearch).flatMap((search) => [...ledTo(search, visitors)]);
  const viewed = moments.filter(({ name }) => name === 'Product Viewed').flatMap(productOf);
  const added = moments.filter(({ name }) => name === 'Product Added').flatMap(productOf);
  return [...new Set([...led, ...viewed, ...added])].sort().map((productId) => ({
    productId,
    searched: led.filter((each) => each === productId).length,
    viewed: viewed.filter((each) => each === productId).length,
    added: added.filter((each) => each === productId).length,
  }));
}

function ledTo(search: Moment, visitors: Visitors): ReadonlySet<string> {
  const all = visitors.momentsOf(visitors.whoIs(search));
  const after = all.slice(all.indexOf(search) + 1).filter(({ at }) => at - search.at <= LED_WITHIN);
  const next = after.findIndex(isSearch);
  const until = next === -1 ? after : after.slice(0, next);
  return new Set(
    until.filter(({ name }) => name === 'Product Clicked' || name === 'Product Viewed').flatMap(productOf),
  );
}

const isSearch = (moment: Moment): boolean => moment.name === 'Products Searched' && queryOf(moment) !== '';

const queryOf = ({ properties }: Moment): string => foldQuery(textOf(properties['query']) ?? '');

/** Null when the shop did not tell. */
function resultsOf({ properties }: Moment): number | null {
  const { results, products } = properties;
  return numberOf(results) ?? (Array.isArray(products) ? recordsOf(products).length : null);
}

function productOf({ properties }: Moment): readonly string[] {
  const id = textOf(properties['product_id']);
  return id === null ? [] : [id];
}
