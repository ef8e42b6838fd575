import { matchRank, type SearchEntry } from './search-entry';

/** A response that has the query as typed, and how well: see {@link matchRank}. */
export interface TypedMatch {
  readonly entry: SearchEntry;
  readonly rank: number;
}

/** Finds what matches as typed, and remembers it while the query grows letter by letter. */
export interface TypedMatches {
  /** Those that match, whatever the filter, in the order of `entries`. */
  readonly find: (entries: readonly SearchEntry[], query: string, words: readonly string[]) => readonly TypedMatch[];
  /** The entries are others now. */
  readonly forget: () => void;
}

/**
 * What matches a longer query matched the shorter that it begins with, so a further letter searches those matches only, and
 * a letter that is deleted nothing.
 */
export function createTypedMatches(): TypedMatches {
  const typed: { readonly query: string; readonly matches: readonly TypedMatch[] }[] = [];
  return {
    find(entries, query, words) {
      while (typed.length > 0 && !query.startsWith(typed.at(-1)?.query ?? '')) typed.pop();
      const known = typed.at(-1);
      if (known?.query === query) return known.matches;
      const candidates = known === undefined ? entries : known.matches.map(({ entry }) => entry);
      const matches: TypedMatch[] = [];
      for (const entry of candidates) {
        const rank = matchRank(entry, query, words);
        if (rank > 0) matches.push({ entry, rank });
      }
      typed.push({ query, matches });
      return matches;
    },
    forget() {
      typed.length = 0;
    },
  };
}
