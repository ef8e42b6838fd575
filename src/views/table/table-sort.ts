import type { ViewState } from '../state/view-state';

/** Which end comes first. */
export type SortDirection = 'ascending' | 'descending';

/** How a table is ordered. */
export interface TableSort<Column extends string = string> {
  readonly column: Column;
  readonly direction: SortDirection;
}

/** Whether two orders are one. */
export const isSameSort = (a: TableSort, b: TableSort): boolean => a.column === b.column && a.direction === b.direction;

/**
 * The sort after a click on a column: the other direction of the same column, else the column's natural one.
 *
 * @param natural direction in which somebody wants to see a column first: names from A, figures from the largest
 */
export function nextSort<Column extends string>(
  current: TableSort<Column>,
  column: Column,
  natural: SortDirection,
): TableSort<Column> {
  if (current.column !== column) return { column, direction: natural };
  return { column, direction: current.direction === 'ascending' ? 'descending' : 'ascending' };
}

/** What a table may be sorted by, and how it is while the URL does not tell. */
export interface SortRules<Column extends string> {
  readonly columns: readonly Column[];
  readonly fallback: TableSort<Column>;
}

/** Reads `waiting.descending`; null for what is no sort of this table. */
export function sortOfText<Column extends string>(text: string, columns: readonly Column[]): TableSort<Column> | null {
  const [name, direction] = text.split('.');
  const column = columns.find((candidate) => candidate === name);
  if (column === undefined || (direction !== 'ascending' && direction !== 'descending')) return null;
  return { column, direction };
}

/** What {@link sortOfText} reads. */
export const sortText = ({ column, direction }: TableSort): string => `${column}.${direction}`;

/** Reads `?sort=waiting.descending`; the default for what is no sort of this table. */
export const sortFrom = <Column extends string>(
  url: ViewState,
  { columns, fallback }: SortRules<Column>,
): TableSort<Column> => sortOfText(url.get('sort') ?? '', columns) ?? fallback;

/** The default sort is not written. */
export function putSort<Column extends string>(
  url: ViewState,
  sort: TableSort<Column>,
  { fallback }: Pick<SortRules<Column>, 'fallback'>,
): void {
  url.set('sort', isSameSort(sort, fallback) ? null : sortText(sort));
}
