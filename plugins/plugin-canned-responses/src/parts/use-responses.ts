import { useMemo } from 'react';
import type { Library } from '../data/library-store';
import { facetsOf, type Facets, type ResponseFilter } from '../model/filter-responses';
import type { SearchHit } from '../model/search-index';

const NO_FACETS: Facets = { libraries: [], categories: [], languages: [], channels: [], favorites: 0, recents: 0 };
const NO_HITS: readonly SearchHit[] = [];

/** What the chips offer. */
export const useFacets = (library: Library | null): Facets =>
  useMemo(
    () => (library === null ? NO_FACETS : facetsOf(library.index.items(), library.own)),
    // The index is one object for good; its version says that it holds something else.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [library?.index, library?.version, library?.own],
  );

/** The ranked list, the same for panel and popover. */
export const useHits = (
  library: Library | null,
  query: string,
  filter: ResponseFilter,
  limit = Infinity,
): readonly SearchHit[] =>
  useMemo(
    () => (library === null ? NO_HITS : library.index.search({ query, filter, own: library.own, limit })),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- as above
    [library?.index, library?.version, library?.own, query, filter, limit],
  );
