import { foldText, type CannedResponseItem } from '@flex-sync-suite/shared/contract';
import MiniSearch from 'minisearch';
import { matchesFilter, type OwnUse, type ResponseFilter } from './filter-responses';
import { isPair, searchTerms } from './search-terms';

/** A response that a search found. */
export interface SearchHit {
  readonly item: CannedResponseItem;
  /** Folded terms of the index that matched, for {@link highlightRanges}; empty without a query. */
  readonly terms: readonly string[];
}

export interface SearchRequest {
  /** As typed; a leading slash asks for shortcuts as any text does. The first {@link MAX_QUERY_LENGTH} units count. */
  readonly query: string;
  readonly filter: ResponseFilter;
  readonly own: OwnUse;
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
   * Without a query: favourites, then what the agent used last, then all by title. With one: by where it matches
   * (shortcut, title, tags, category, anywhere), then by own use, then by title; where these are few,
   * those with similar words follow.
   */
  readonly search: (request: SearchRequest) => readonly SearchHit[];
}

const FIELDS = ['shortcut', 'title', 'tags', 'category', 'preview'] as const;
type Field = (typeof FIELDS)[number];
type IndexedText = Readonly<Record<Field, string>> & { readonly id: string };

const BOOST: Readonly<Record<Field, number>> = { shortcut: 8, title: 4, tags: 3, category: 2, preview: 1 };
/** Shorter words have too many neighbours: one letter changed in "fee" is another word. */
const SHORTEST_FUZZY = 4;
/** Two letters exchanged are two edits; only words of this length stay recognisable after that. */
const SHORTEST_TWICE_FUZZY = 6;

/** An item with its texts folded once. */
interface Entry {
  readonly item: CannedResponseItem;
  readonly folded: Readonly<Record<Field, string>>;
  readonly all: string;
}

/** A response that has the query as typed, and how well: see {@link placeOf}. */
interface Match {
  readonly entry: Entry;
  readonly place: number;
}

/** A match on its way into the order. */
interface Ranked extends Match {
  readonly score: number;
  readonly terms: readonly string[];
}

/** With so many responses that match as typed, nobody looks for similar ones. */
const ENOUGH = 20;
/** Longest query in UTF-16 units, for the fields that take one: what is beyond is a text that was pasted. */
export const MAX_QUERY_LENGTH = 200;
/** Words that similar ones are looked for: each walks the whole vocabulary. */
const MAX_SIMILAR_WORDS = 6;

/** @param locale BCP 47 of the agent's language, for the order of titles; the browser's by default */
export function createSearchIndex(locale?: string): SearchIndex {
  const entries = new Map<string, Entry>();
  const collator = new Intl.Collator(locale, { numeric: true });
  const index = new MiniSearch<IndexedText>({
    fields: [...FIELDS],
    tokenize: searchTerms,
    // The terms are folded already.
    processTerm: (term) => term,
  });
  /** Always in order, so that no search has to sort thousands of titles. */
  const byTitle: Entry[] = [];

  /**
   * What each query found from which the last one grew letter by letter. What matches a longer one matched the shorter,
   * so a letter more looks at the matches only, and a letter less at nothing.
   */
  const typed: { readonly query: string; readonly matches: readonly Match[] }[] = [];

  const compare = (a: Entry, b: Entry): number =>
    collator.compare(a.item.title, b.item.title) || (a.item.id < b.item.id ? -1 : a.item.id > b.item.id ? 1 : 0);

  /** Where an entry stands, or would stand, by title. */
  function placeByTitle(entry: Entry): number {
    let low = 0;
    let high = byTitle.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const there = byTitle[middle];
      if (there !== undefined && compare(there, entry) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function remove(id: string): void {
    const old = entries.get(id);
    if (old === undefined) return;
    typed.length = 0;
    byTitle.splice(placeByTitle(old), 1);
    entries.delete(id);
    // Not `discard`: what it leaves behind is still weighed in the score of the others.
    index.remove({ id, ...textsOf(old.item) });
  }

  function put(item: CannedResponseItem): void {
    if (entries.get(item.id)?.item === item) return;
    remove(item.id);
    const texts = textsOf(item);
    const entry = entryOf(item, texts);
    typed.length = 0;
    index.add({ id: item.id, ...texts });
    entries.set(item.id, entry);
    byTitle.splice(placeByTitle(entry), 0, entry);
  }

  function browse({ filter, own, limit = Infinity }: SearchRequest): readonly SearchHit[] {
    const [favorites, used, rest]: [Entry[], Entry[], Entry[]] = [[], [], []];
    for (const entry of byTitle) {
      if (!matchesFilter(entry.item, filter, own)) continue;
      const use = own.get(entry.item.id);
      // Who asks for what was used last gets the favourites among it by their use, too.
      if (use?.isFavorite === true && (filter.isFavorite || !filter.isRecent)) favorites.push(entry);
      else if (use !== undefined && use.lastUsedAt !== null) used.push(entry);
      else rest.push(entry);
    }
    const shown = [...favorites, ...byLastUse(used, own), ...rest];
    return shown.slice(0, limit).map(({ item }) => ({ item, terms: NO_TERMS }));
  }

  function similarTo(
    { filter, own }: SearchRequest,
    known: ReadonlySet<Entry>,
    words: readonly string[],
  ): readonly Ranked[] {
    // A query that stands somewhere as typed is less likely to be misspelt twice.
    const isTwiceFuzzy = known.size === 0;
    // One or two letters of the next word are part of nearly every text: they tell nothing yet, and cost most.
    const telling = words.filter((word, position) => position === 0 || word.length > 2 || position < words.length - 1);
    const results = index.search(telling.slice(0, MAX_SIMILAR_WORDS).join(' '), {
      tokenize: (text) => distinct(searchTerms(text)),
      boost: BOOST,
      prefix: (_term, position, terms) => position === terms.length - 1,
      fuzzy: (term, position) => {
        // One word may be many terms: "a-b-c".
        if (position >= MAX_SIMILAR_WORDS || term.length < SHORTEST_FUZZY || isPair(term)) return false;
        return isTwiceFuzzy && term.length >= SHORTEST_TWICE_FUZZY ? 2 : 1;
      },
      combineWith: 'OR',
    });
    const found = new Map(results.map((result) => [String(result.id), result]));
    // MiniSearch leaves those of one score in the order in which they came in.
    return byTitle.flatMap((entry): readonly Ranked[] => {
      const result = found.get(entry.item.id);
      if (result === undefined || known.has(entry) || !matchesFilter(entry.item, filter, own)) return [];
      const score = result.score * ownWeight(own, entry.item.id);
      return [{ entry, place: 0, score, terms: [...words, ...result.terms] }];
    });
  }

  /** Those that match as typed, whatever the filter, in the order of titles. */
  function matchesOf(query: string, words: readonly string[]): readonly Match[] {
    while (typed.length > 0 && !query.startsWith(typed.at(-1)?.query ?? '')) typed.pop();
    const known = typed.at(-1);
    if (known?.query === query) return known.matches;
    const candidates = known === undefined ? byTitle : known.matches.map(({ entry }) => entry);
    const matches: Match[] = [];
    for (const entry of candidates) {
      const place = placeOf(entry, query, words);
      if (place > 0) matches.push({ entry, place });
    }
    typed.push({ query, matches });
    return matches;
  }

  function find(request: SearchRequest, query: string): readonly SearchHit[] {
    const { filter, own, limit = Infinity } = request;
    const words = distinct(query.split(/\s+/));
    const matches = matchesOf(query, words);
    const shown = matches.filter(({ entry }) => matchesFilter(entry.item, filter, own));
    const ranked: Ranked[] = shown.map(({ entry, place }) => ({
      entry,
      place,
      score: ownWeight(own, entry.item.id),
      terms: words,
    }));
    // Those stand there as typed; similar words are only looked for where these are few.
    if (ranked.length < ENOUGH) ranked.push(...similarTo(request, new Set(ranked.map(({ entry }) => entry)), words));
    return inOrder(ranked)
      .slice(0, limit)
      .map(({ entry: { item }, terms }) => ({ item, terms }));
  }

  return {
    get size() {
      return entries.size;
    },
    *items() {
      for (const { item } of entries.values()) yield item;
    },
    get: (id) => entries.get(id)?.item,
    put,
    remove,
    search(request) {
      const query = foldText(request.query.slice(0, MAX_QUERY_LENGTH).trim().replace(/^\//, ''), 'search');
      return query === '' ? browse(request) : find(request, query);
    },
  };
}

/** By place, then score; what ranks the same stays in order. A letter matches thousands, nearly all with the same score. */
function inOrder(ranked: readonly Ranked[]): readonly Ranked[] {
  const places: Ranked[][] = Array.from({ length: BEST_PLACE + 1 }, () => []);
  for (const each of ranked) places[each.place]?.push(each);
  for (const place of places) {
    if (place.some(({ score }) => score !== place[0]?.score)) place.sort((a, b) => b.score - a.score);
  }
  return places.reverse().flat();
}

const distinct = (words: readonly string[]): string[] => [...new Set(words)];

const NO_TERMS: readonly string[] = [];

function byLastUse(entries: readonly Entry[], own: OwnUse): readonly Entry[] {
  const lastUse = ({ item }: Entry): string => own.get(item.id)?.lastUsedAt ?? '';
  return [...entries].sort((a, b) => (lastUse(a) < lastUse(b) ? 1 : lastUse(a) > lastUse(b) ? -1 : 0));
}

/** Use raises a response among its like, up to about twice; it never lifts a worse match over a better one. */
function ownWeight(own: OwnUse, id: string): number {
  const use = own.get(id);
  if (use === undefined) return 1;
  return 1 + Math.min(Math.log2(1 + use.uses), 5) * 0.15 + (use.isFavorite ? 0.3 : 0);
}

const BEST_PLACE = 7;

/** How well the text matches as typed, up to {@link BEST_PLACE}; 0 when only its similar words may. */
function placeOf({ folded, all }: Entry, query: string, words: readonly string[]): number {
  if (folded.shortcut === query) return BEST_PLACE;
  if (folded.shortcut !== '' && folded.shortcut.startsWith(query)) return 6;
  const hasAll = (text: string): boolean => words.every((word) => text.includes(word));
  // One look at the whole text spares the five at its parts for most responses.
  if (!hasAll(all)) return 0;
  if (hasAll(folded.title)) return folded.title.startsWith(query) ? 5 : 4;
  if (hasAll(folded.tags)) return 3;
  return hasAll(folded.category) ? 2 : 1;
}

function textsOf({ shortcut, title, tags, category, previews }: CannedResponseItem): Record<Field, string> {
  return {
    shortcut: shortcut ?? '',
    title,
    tags: tags.join('\n'),
    category: category ?? '',
    preview: previews.map(({ text }) => text).join('\n'),
  };
}

function entryOf(item: CannedResponseItem, texts: Readonly<Record<Field, string>>): Entry {
  const folded = {
    shortcut: foldText(texts.shortcut, 'search'),
    title: foldText(texts.title, 'search'),
    tags: foldText(texts.tags, 'search'),
    category: foldText(texts.category, 'search'),
    preview: foldText(texts.preview, 'search'),
  };
  return { item, folded, all: FIELDS.map((field) => folded[field]).join('\n') };
}
