import { columnRuns, DefinedSortHeaderCell, GroupHeaderCell } from '@flex-sync-suite/shared/views';
import React, { memo } from 'react';
import type { Sort, SortColumn } from '../model/order/sort-queues';
import { SPAN_TITLES } from '../strings/explanation-strings';
import { type Column, STICKY } from './columns';

interface TableHeaderProps {
  readonly columns: readonly Column[];
  readonly sort: Sort;
  readonly onSort: (column: SortColumn) => void;
}

/** The windows that figures are counted over, above their titles; beside them the titles of what names a row. */
export const TableGroupHeader = memo(function TableGroupHeader({ columns, sort, onSort }: TableHeaderProps) {
  return (
    <>
      {columnRuns(columns).map(({ group, columns: [first, ...others] }) => {
        if (first === undefined) return null;
        return first.group === undefined ? (
          [first, ...others].map((column) => <Title key={column.id} {...{ column, sort, onSort }} />)
        ) : (
          <GroupHeaderCell key={group} columnCount={1 + others.length}>
            {SPAN_TITLES[first.group]}
          </GroupHeaderCell>
        );
      })}
    </>
  );
});

/** Titles of the figures, which sort, with what each of them counts. */
export const TableHeader = memo(function TableHeader({ columns, sort, onSort }: TableHeaderProps) {
  return (
    <>
      {columns.map((column) =>
        column.group === undefined ? null : <Title key={column.id} {...{ column, sort, onSort }} />,
      )}
    </>
  );
});

function Title({ column, sort, onSort }: Omit<TableHeaderProps, 'columns'> & { readonly column: Column }) {
  const { id, align, group, head, title, definition } = column;
  return (
    <DefinedSortHeaderCell
      column={id}
      title={head}
      spoken={title}
      definition={definition}
      align={align}
      stays={STICKY[id]}
      rowSpan={group === undefined ? 2 : 1}
      sort={sort}
      onSort={onSort}
    />
  );
}
