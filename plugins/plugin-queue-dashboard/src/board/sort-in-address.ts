import type { AddressState } from '@flex-sync-suite/shared/flex';
import { DEFAULT_SORT, type Sort, type SortColumn } from '../model/sort-queues';
import { COLUMNS } from './columns';

/** `?sort=waiting.descending`; the default sort is not written. */
export function sortFrom(address: AddressState): Sort {
  const [column, direction] = (address.get('sort') ?? '').split('.');
  const known: SortColumn | undefined = COLUMNS.find(({ id }) => id === column)?.id;
  if (known === undefined || (direction !== 'ascending' && direction !== 'descending')) return DEFAULT_SORT;
  return { column: known, direction };
}

export function putSort(address: AddressState, { column, direction }: Sort): void {
  const isDefault = column === DEFAULT_SORT.column && direction === DEFAULT_SORT.direction;
  address.set('sort', isDefault ? null : `${column}.${direction}`);
}
