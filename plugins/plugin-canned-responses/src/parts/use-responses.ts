import { useMemo } from 'react';
import type { AgentLibrary } from '../data/library-store';
import { reasonsOf, type FiredRule, type Reasons } from '../model/context-rules';
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

/**
 * The ranked list, the same for panel and popover.
 *
 * @param reasons of those that come first
 */
export const useHits = (
  { index, version, own }: AgentLibrary,
  query: string,
  filter: ResponseFilter,
  reasons: Reasons,
  limit = Infinity,
): readonly SearchHit[] =>
  useMemo(
    () => index.search({ query, filter, own, limit, preferred: reasons.size === 0 ? undefined : reasons }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- as above
    [index, version, own, query, filter, reasons, limit],
  );

/** Which responses the rules that fire put first, and why. */
export const useReasons = ({ index, version }: AgentLibrary, fired: readonly FiredRule[]): Reasons =>
  useMemo(
    () => reasonsOf(index.items(), fired),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- as above
    [index, version, fired],
  );
