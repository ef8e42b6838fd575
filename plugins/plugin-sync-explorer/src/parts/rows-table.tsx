import {
  HeaderCell,
  TableScroller,
  useRowNavigation,
  useRowWindow,
  WindowedTable,
  type TableColumn,
} from '@flex-sync-suite/shared/views';
import React, { useRef, type ReactNode } from 'react';

export interface RowsTableProps<Id extends string> {
  readonly label: string;
  readonly testId: string;
  readonly columns: readonly TableColumn<Id>[];
  readonly titles: Readonly<Record<Id, string>>;
  /** Ids of the rows, each once, in their order; the same array while the order is the same, where there are many. */
  readonly order: readonly string[];
  readonly rowHeightPx: number;
  /** Attribute of a row that carries its id. */
  readonly idAttribute: `data-${string}`;
  /** Enter on a row. Default: nothing. */
  readonly onEnter?: (id: string) => void;
  /** Null for a row that is gone. */
  readonly renderRow: (row: RowPlace) => ReactNode;
}

/** A row that is to be drawn, and where. */
export interface RowPlace {
  readonly id: string;
  readonly index: number;
  /** Position in the whole table, the header being 1. */
  readonly ariaRowIndex: number;
  readonly isTabStop: boolean;
}

/** A table with one line of heads and one tab stop, of which only the rows near the visible part are drawn. */
export function RowsTable<Id extends string>(props: RowsTableProps<Id>): React.JSX.Element {
  const { label, testId, columns, titles, order, rowHeightPx, idAttribute, onEnter, renderRow } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const { tabStop, containerProps } = useRowNavigation({
    ...{ order, container: body, idAttribute },
    ...(onEnter === undefined ? {} : { onEnter }),
  });
  const parts = useRowWindow({ order, tabStop, scroller, rowHeightPx });
  return (
    <TableScroller ref={scroller} testId={testId}>
      <WindowedTable
        label={label}
        columns={columns}
        ariaRowCount={order.length + 1}
        head={columns.map(({ id, align }) => (
          <HeaderCell key={id} align={align}>
            {titles[id]}
          </HeaderCell>
        ))}
        parts={parts}
        body={body}
        bodyProps={containerProps}
        renderRow={(index) => {
          const id = order[index];
          if (id === undefined) return null;
          return renderRow({ id, index, ariaRowIndex: index + 2, isTabStop: id === tabStop });
        }}
      />
    </TableScroller>
  );
}
