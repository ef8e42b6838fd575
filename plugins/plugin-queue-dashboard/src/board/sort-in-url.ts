import type { UrlState } from '@flex-sync-suite/shared/flex';
import { DEFAULT_SORT, isDefaultSort, type Sort, type SortColumn } from '../model/sort-queues';
import { COLUMNS } from './columns';

/** `?sort=waiting.descending`; the default sort is not written. */
export function sortFrom(url: UrlState): Sort {
  const [column, direction] = (url.get('sort') ?? '').split('.');
  const known: SortColumn | undefined = COLUMNS.find(({ id }) => id === column)?.id;
  if (known === undefined || (direction !== 'ascending' && direction !== 'descending')) return DEFAULT_SORT;
  return { column: known, direction };
}

export const putSort = (url: UrlState, sort: Sort): void => {
  url.set('sort', isDefaultSort(sort) ? null : `${sort.column}.${sort.direction}`);
};
