import type { TableSort } from '@flex-sync-suite/shared/views';
import { type Change, differenceOf } from './comparison';
import type { Detail, RankedRow } from './ranking';

/** Revenue is none of them: amounts of several currencies have no order. */
export type RankingColumn = 'label' | 'figure' | 'change' | Detail;

export const RANKING_SORT: TableSort<RankingColumn> = { column: 'figure', direction: 'descending' };

/** A row with what it is compared with; null where nothing is compared. */
export interface ComparedRow {
  readonly row: RankedRow;
  readonly change: Change | null;
}

/** As they came for the default. Rows that are equal keep their order. */
export function sortRows(
  rows: readonly ComparedRow[],
  { column, direction }: TableSort<RankingColumn>,
  collator: Intl.Collator,
): readonly ComparedRow[] {
  const sign = direction === 'ascending' ? 1 : -1;
  return [...rows].sort((a, b) => sign * compare(a, b, column, collator));
}

function compare(a: ComparedRow, b: ComparedRow, column: RankingColumn, collator: Intl.Collator): number {
  if (column === 'label') return collator.compare(a.row.label, b.row.label);
  const [one, other] = [valueOf(a, column), valueOf(b, column)];
  // Two infinities have no difference.
  return one === other ? 0 : one - other;
}

function valueOf({ row, change }: ComparedRow, column: Exclude<RankingColumn, 'label'>): number {
  switch (column) {
    case 'figure':
      return row.figure;
    case 'change':
      return change === null ? 0 : differenceOf(change, row.figure);
    default:
      return row.details[column] ?? 0;
  }
}
