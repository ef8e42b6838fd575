import { useMemo } from 'react';
import type { AgentLibrary } from '../data/library-store';
import { facetsOf, type Facets, type ResponseFilter } from '../model/filter-responses';
import type { SearchHit } from '../model/search-index';

/** What the chips offer. */
export const useFacets = ({ index, version, own }: AgentLibrary): Facets =>
  useMemo(
    () => facetsOf(index.items(), own),
    // The index is one object for good; its version says that it holds something else.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [index, version, own],
  );

/** The ranked list, the same for panel and popover. */
export const useHits = (
  { index, version, own }: AgentLibrary,
  query: string,
  filter: ResponseFilter,
  limit = Infinity,
): readonly SearchHit[] =>
  useMemo(
    () => index.search({ query, filter, own, limit }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- as above
    [index, version, own, query, filter, limit],
  );
