import { foldText, type CannedResponseItem } from '@flex-sync-suite/shared/contract';
import { matchesFilter, type OwnUse, type ResponseFilter } from './filter-responses';
import { BEST_RANK, searchEntryOf, type SearchEntry } from './search-entry';
import { createSimilarWords, type SimilarWords } from './similar-words';
import { createTitleOrder } from './title-order';
import { createTypedMatches, type TypedMatch, type TypedMatches } from './typed-matches';

/** A response that a search found. */
export interface SearchHit {
  readonly item: CannedResponseItem;
  /** Folded terms of the index that matched, for {@link highlightRanges}; empty without a query. */
  readonly terms: readonly string[];
}

type Preferred = Pick<ReadonlySet<string>, 'has'> | undefined;

export interface SearchRequest {
  /** As typed; a leading slash asks for shortcuts as any text does. The first {@link MAX_QUERY_LENGTH} units count. */
  readonly query: string;
  readonly filter: ResponseFilter;
  readonly own: OwnUse;
  /** Ids of the responses that the customer's situation calls for. Default: none. */
  readonly preferred?: Preferred;
  /** Most hits. Default: all. */
  readonly limit?: number;
}

/** Full-text index over what an agent may use. Every operation takes well under a millisecond for one response. */
export interface SearchIndex {
  readonly size: number;
  readonly items: () => IterableIterator<CannedResponseItem>;
  readonly get: (id: string) => CannedResponseItem | undefined;
  /** Adds, or replaces the one of the same id. */
  readonly put: (item: CannedResponseItem) => void;
  readonly remove: (id: string) => void;
  /**
   * Without a query: what is preferred, then the others; in each, favourites, then what the agent used last, then all by
   * title. With one: by where it matches (shortcut, title, tags, category, anywhere), of those what is preferred, then by
   * own use, then by title; where these are few, those with similar words follow, by how similar they are.
   */
  readonly search: (request: SearchRequest) => readonly SearchHit[];
}

/** With so many responses that match as typed, nobody looks for similar ones. */
const ENOUGH = 20;
/** Longest query in UTF-16 units, for the fields that take one: what is beyond is a text that was pasted. */
export const MAX_QUERY_LENGTH = 200;

/** @param locale BCP 47 of the agent's language, for the order of titles; the browser's by default */
export function createSearchIndex(locale?: string): SearchIndex {
  const entries = new Map<string, SearchEntry>();
  const byTitle = createTitleOrder(locale);
  const typed = createTypedMatches();
  // The only way to a misspelt word; what is typed correctly is found within words too, and in an order of our own.
  const similar = createSimilarWords();

  function remove(id: string): void {
    const entry = entries.get(id);
    if (entry === undefined) return;
    typed.forget();
    entries.delete(id);
    byTitle.remove(entry);
    similar.remove(entry);
  }

  return {
    get size() {
      return entries.size;
    },
    *items() {
      for (const { item } of entries.values()) yield item;
    },
    get: (id) => entries.get(id)?.item,
    put(item) {
      if (entries.get(item.id)?.item === item) return;
      remove(item.id);
      const entry = searchEntryOf(item);
      typed.forget();
      entries.set(item.id, entry);
      byTitle.add(entry);
      similar.add(entry);
    },
    remove,
    search(request) {
      const query = foldText(request.query.slice(0, MAX_QUERY_LENGTH).trim().replace(/^\//, ''), 'search');
      if (query === '') return browse(byTitle.entries, request);
      return find({ byTitle: byTitle.entries, typed, similar }, request, query);
    },
  };
}

function browse(byTitle: readonly SearchEntry[], request: SearchRequest): readonly SearchHit[] {
  const { filter, own, preferred, limit = Infinity } = request;
  const [favorites, used, rest]: [SearchEntry[], SearchEntry[], SearchEntry[]] = [[], [], []];
  for (const entry of byTitle) {
    if (!matchesFilter(entry.item, filter, own)) continue;
    const use = own.get(entry.item.id);
    // Who asks for what was used last gets the favourites among it by their use, too.
    if (use?.isFavorite === true && (filter.isFavorite || !filter.isRecent)) favorites.push(entry);
    else if (use !== undefined && use.lastUsedAt !== null) used.push(entry);
    else rest.push(entry);
  }
  const shown = [...favorites, ...byLastUse(used, own), ...rest];
  return preferredFirst(shown, ({ item }) => item.id, preferred)
    .slice(0, limit)
    .map(({ item }) => ({ item, terms: NO_TERMS }));
}

/** What is preferred, then the others, both in the order that they have. */
function preferredFirst<T>(all: readonly T[], idOf: (one: T) => string, preferred: Preferred): readonly T[] {
  if (preferred === undefined) return all;
  const isPreferred = (one: T): boolean => preferred.has(idOf(one));
  return [...all.filter(isPreferred), ...all.filter((one) => !isPreferred(one))];
}

const NO_TERMS: readonly string[] = [];

function byLastUse(entries: readonly SearchEntry[], own: OwnUse): readonly SearchEntry[] {
  const lastUse = ({ item }: SearchEntry): string => own.get(item.id)?.lastUsedAt ?? '';
  return [...entries].sort((a, b) => (lastUse(a) < lastUse(b) ? 1 : lastUse(a) > lastUse(b) ? -1 : 0));
}

/** A match on its way into the order. */
interface RankedMatch extends TypedMatch {
  readonly score: number;
  readonly terms: readonly string[];
}

interface Searched {
  readonly byTitle: readonly SearchEntry[];
  readonly typed: TypedMatches;
  readonly similar: SimilarWords;
}

function find({ byTitle, typed, similar }: Searched, request: SearchRequest, query: string): readonly SearchHit[] {
  const { filter, own, preferred, limit = Infinity } = request;
  const words = [...new Set(query.split(/\s+/))];
  const ranked = typed
    .find(byTitle, query, words)
    .filter(({ entry }) => matchesFilter(entry.item, filter, own))
    .map(({ entry, rank }): RankedMatch => ({ entry, rank, score: weightOfUse(own, entry.item.id), terms: words }));
  // Those stand there as typed; similar words are only looked for where these are few.
  if (ranked.length < ENOUGH) {
    const known = new Set(ranked.map(({ entry }) => entry));
    const found = similar.find(words, known.size > 0);
    // MiniSearch leaves those of one score in the order in which they came in.
    for (const entry of byTitle) {
      const match = found.get(entry.item.id);
      if (match === undefined || known.has(entry) || !matchesFilter(entry.item, filter, own)) continue;
      const score = match.score * weightOfUse(own, entry.item.id);
      ranked.push({ entry, rank: 0, score, terms: [...words, ...match.terms] });
    }
  }
  return inOrder(ranked, preferred)
    .slice(0, limit)
    .map(({ entry: { item }, terms }) => ({ item, terms }));
}

/**
 * By rank, then what is preferred, then score; what ranks the same stays in order. Similar words are ranked by their score:
 * what is preferred only decides between equals. A letter matches thousands, nearly all with the same score.
 */
function inOrder(matches: readonly RankedMatch[], preferred: Preferred): readonly RankedMatch[] {
  const ranks: RankedMatch[][] = Array.from({ length: 2 * BEST_RANK + 2 }, () => []);
  for (const match of preferredFirst(matches, ({ entry }) => entry.item.id, preferred)) {
    const isRaised = match.rank > 0 && preferred?.has(match.entry.item.id) === true;
    ranks[2 * match.rank + (isRaised ? 1 : 0)]?.push(match);
  }
  for (const rank of ranks) {
    if (rank.some(({ score }) => score !== rank[0]?.score)) rank.sort((a, b) => b.score - a.score);
  }
  return ranks.reverse().flat();
}

/** Use raises a response among its like, up to about twice; it never lifts a worse match over a better one. */
function weightOfUse(own: OwnUse, id: string): number {
  const use = own.get(id);
  if (use === undefined) return 1;
  return 1 + Math.min(Math.log2(1 + use.uses), 5) * 0.15 + (use.isFavorite ? 0.3 : 0);
}
