import MiniSearch from 'minisearch';
import { SEARCH_FIELDS, searchTextsOf, type SearchEntry, type IndexedField } from './search-entry';
import { isPair, searchTerms } from './search-terms';

const BOOST: Readonly<Record<IndexedField, number>> = { shortcut: 8, title: 4, tags: 3, category: 2, preview: 1 };
/** Shorter words have too many neighbours: one letter changed in "fee" is another word. */
const SHORTEST_FUZZY = 4;
/** Two letters exchanged are two edits; only words of this length stay recognisable after that. */
const SHORTEST_TWICE_FUZZY = 6;
/** Words that similar ones are looked for: each walks the whole vocabulary. */
const MAX_WORDS = 6;

export interface SimilarMatch {
  readonly score: number;
  /** Folded terms of the index that matched. */
  readonly terms: readonly string[];
}

/** Finds responses with words that are like those of a query: a typo, or only the beginning of the last word. */
export interface SimilarWords {
  readonly add: (entry: SearchEntry) => void;
  readonly remove: (entry: SearchEntry) => void;
  /**
   * Matches by response id.
   *
   * @param isTypedSomewhere the query stands somewhere as typed: then it is less likely to be misspelt twice
   */
  readonly find: (words: readonly string[], isTypedSomewhere: boolean) => ReadonlyMap<string, SimilarMatch>;
}

export function createSimilarWords(): SimilarWords {
  const index = new MiniSearch<Record<IndexedField, string> & { readonly id: string }>({
    fields: [...SEARCH_FIELDS],
    tokenize: searchTerms,
    // The terms are folded already.
    processTerm: (term) => term,
  });
  return {
    add({ item }) {
      index.add({ id: item.id, ...searchTextsOf(item) });
    },
    remove({ item }) {
      // Not `discard`: what it leaves behind is still weighed in the score of the others.
      index.remove({ id: item.id, ...searchTextsOf(item) });
    },
    find(words, isTypedSomewhere) {
      // One or two letters of the next word are part of nearly every text: they tell nothing yet, and cost most.
      const telling = words.filter((word, at) => at === 0 || word.length > 2 || at < words.length - 1);
      const results = index.search(telling.slice(0, MAX_WORDS).join(' '), {
        tokenize: (text) => [...new Set(searchTerms(text))],
        boost: BOOST,
        prefix: (_term, position, terms) => position === terms.length - 1,
        fuzzy: (term, position) => {
          // One word may be many terms: "a-b-c".
          if (position >= MAX_WORDS || term.length < SHORTEST_FUZZY || isPair(term)) return false;
          return !isTypedSomewhere && term.length >= SHORTEST_TWICE_FUZZY ? 2 : 1;
        },
        combineWith: 'OR',
      });
      return new Map(results.map(({ id, score, terms }) => [String(id), { score, terms }]));
    },
  };
}
