import { RESPONSE_SORT_COLUMNS, type ResponseSortColumn } from '@flex-sync-suite/shared/contract';
import type { SortDirection, SortRules, TableSort } from '@flex-sync-suite/shared/views';

export type ManagerSort = TableSort<ResponseSortColumn>;

/** By title, which is how the backend lists when it is not asked for another order. */
export const MANAGER_SORT: SortRules<ResponseSortColumn> = {
  columns: RESPONSE_SORT_COLUMNS,
  fallback: { column: 'title', direction: 'ascending' },
};

const LARGEST_FIRST: ReadonlySet<ResponseSortColumn> = new Set(['uses', 'edited', 'updated']);

/** Figures from the largest, the last change first; names from A, and what lacks languages first. */
export const firstDirection = (column: ResponseSortColumn): SortDirection =>
  LARGEST_FIRST.has(column) ? 'descending' : 'ascending';
