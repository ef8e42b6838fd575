import { nextSort, putSort, sortFrom, type SortRules, type UrlState } from '@flex-sync-suite/shared/views';
import { useCallback, useEffect, useState } from 'react';
import { DEFAULT_SORT, naturalDirection, type Sort, type SortColumn } from '../model/sort-queues';
import { COLUMNS } from '../table/columns';

/** What a person chose to see of the queues. */
export interface FilterAndSort {
  readonly filter: string;
  readonly sort: Sort;
  readonly onFilter: (filter: string) => void;
  readonly onClearFilter: () => void;
  /** Sorts by a column; by the one that is sorted by already, the other way round. */
  readonly onSort: (column: SortColumn) => void;
  readonly onDefaultSort: () => void;
}

const SORT: SortRules<SortColumn> = { columns: COLUMNS.map(({ id }) => id), fallback: DEFAULT_SORT };

/** What the board is asked to show. Begins with what the URL says, and keeps it there. */
export function useFilterAndSort(url: UrlState): FilterAndSort {
  const [filter, setFilter] = useState(() => url.get('filter') ?? '');
  const [sort, setSort] = useState(() => sortFrom(url, SORT));
  useEffect(() => {
    url.set('filter', filter === '' ? null : filter);
    putSort(url, sort, SORT);
  }, [url, filter, sort]);

  const onClearFilter = useCallback(() => {
    setFilter('');
  }, []);
  const onSort = useCallback((column: SortColumn) => {
    setSort((current) => nextSort(current, column, naturalDirection(column)));
  }, []);
  const onDefaultSort = useCallback(() => {
    setSort(DEFAULT_SORT);
  }, []);
  return { filter, sort, onFilter: setFilter, onClearFilter, onSort, onDefaultSort };
}
