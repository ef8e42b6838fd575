import { DefinedSortHeaderCell } from '@flex-sync-suite/shared/views';
import React, { memo } from 'react';
import type { Sort, SortColumn } from '../model/sort-queues';
import { COLUMNS, STICKY } from './columns';

interface TableHeaderProps {
  readonly sort: Sort;
  readonly onSort: (column: SortColumn) => void;
}

/** Titles of the columns, which sort, with what each of them counts. */
export const TableHeader = memo(function TableHeader({ sort, onSort }: TableHeaderProps) {
  return (
    <>
      {COLUMNS.map(({ id, align, title, definition }) => (
        <DefinedSortHeaderCell
          key={id}
          column={id}
          title={title}
          definition={definition}
          align={align}
          stays={STICKY[id]}
          sort={sort}
          onSort={onSort}
        />
      ))}
    </>
  );
});
