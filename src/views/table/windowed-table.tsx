import { Box } from '@twilio-paste/core/box';
import React, { forwardRef, type DOMAttributes, type ReactNode, type RefObject, type UIEvent } from 'react';
import { useShortWindow } from '../page/use-short-window';
import type { WindowPart } from './row-window';

/** One column of a {@link WindowedTable}. */
export interface TableColumn<Id extends string = string> {
  readonly id: Id;
  readonly widthPx: number;
  /**
   * `end` for figures, so that digits line up. By the reading direction, not by left and right, for right-to-left
   * pages.
   */
  readonly align: 'start' | 'end';
  /** Columns beside each other that name the same group are one `colgroup`. Default: in none. */
  readonly group?: string | undefined;
}

/** Columns beside each other that are in the same group, or in none. */
export interface ColumnRun<Column extends TableColumn> {
  readonly group: string | undefined;
  readonly columns: readonly Column[];
}

/** The columns by their groups, in the order of the table. */
export const columnRuns = <Column extends TableColumn>(columns: readonly Column[]): readonly ColumnRun<Column>[] =>
  columns.reduce<readonly ColumnRun<Column>[]>((runs, column) => {
    const last = runs[runs.length - 1];
    return last !== undefined && last.group === column.group
      ? [...runs.slice(0, -1), { ...last, columns: [...last.columns, column] }]
      : [...runs, { group: column.group, columns: [column] }];
  }, []);

export interface TableScrollerProps {
  readonly testId: string;
  /** Width of the columns that stay in sight. Default 0. */
  readonly stickyWidthPx?: number;
  readonly onScroll?: (event: UIEvent<HTMLElement>) => void;
  readonly children: ReactNode;
}

/** The part of a view that a {@link WindowedTable} scrolls in, both ways: as high as there is room. */
export const TableScroller = forwardRef<HTMLDivElement, TableScrollerProps>(function TableScroller(props, ref) {
  const { testId, stickyWidthPx = 0, onScroll, children } = props;
  const isShort = useShortWindow();
  return (
    <Box
      ref={ref}
      flexGrow={1}
      flexShrink={isShort ? 0 : 1}
      minHeight={isShort ? SHORT_HEIGHT : '0'}
      height={isShort ? SHORT_HEIGHT : undefined}
      overflow="auto"
      style={{ ...SCROLLING, scrollPaddingInlineStart: `${stickyWidthPx}px` }}
      data-testid={testId}
      onScroll={onScroll}
    >
      {children}
    </Box>
  );
});

// Keeps a row that the keyboard reaches clear of the sticky header and totals, and lets no column stand half under those
// that stay in sight.
const SCROLLING = { scrollPaddingBlock: '92px 64px', scrollSnapType: 'x proximity' } as const;

/** In a short window: most of what Flex leaves, so that rows are seen at all. The page around it scrolls then. */
const SHORT_HEIGHT = 'max(200px, 70vh)';

export interface WindowedTableProps {
  readonly label: string;
  readonly columns: readonly TableColumn[];
  /** Rows of the whole table, drawn or not, header and footer included. */
  readonly ariaRowCount: number;
  /** A `GroupHeaderCell` for each group of columns, a `HeaderCell` over both rows for one in none. Default: one row of heads. */
  readonly groupHead?: ReactNode;
  /** A `HeaderCell` for each column that has none above. */
  readonly head: ReactNode;
  /** Rows that stay in sight below the others. Default: none. */
  readonly foot?: ReactNode;
  /** From `useRowWindow`. */
  readonly parts: readonly WindowPart[];
  readonly body: RefObject<HTMLTableSectionElement>;
  readonly bodyProps: DOMAttributes<HTMLElement>;
  /** Default false: true shows that the figures are old. */
  readonly isStale?: boolean;
  readonly renderRow: (index: number) => ReactNode;
}

/** A table of which only the rows near the visible part are drawn, with a header that stays in sight. */
export function WindowedTable(props: WindowedTableProps): React.JSX.Element {
  const {
    label,
    columns,
    ariaRowCount,
    groupHead,
    head,
    foot,
    parts,
    body,
    bodyProps,
    isStale = false,
    renderRow,
  } = props;
  const color = isStale ? 'colorTextWeak' : 'colorText';
  const isShort = useShortWindow();
  return (
    <table aria-label={label} aria-rowcount={ariaRowCount} style={{ ...TABLE_STYLE, minWidth: widthOf(columns) }}>
      {columnRuns(columns).map((run) => (
        <colgroup key={run.columns[0]?.id}>
          {run.columns.map(({ id, widthPx }) => (
            <col key={id} style={{ width: widthPx }} />
          ))}
        </colgroup>
      ))}
      <Box as="thead" position="sticky" top={0} zIndex="zIndex20">
        {groupHead === undefined ? null : <tr aria-rowindex={1}>{groupHead}</tr>}
        <tr aria-rowindex={groupHead === undefined ? 1 : 2}>{head}</tr>
      </Box>
      <Box as="tbody" ref={body} color={color} {...bodyProps}>
        {parts.map((part) =>
          part.kind === 'row' ? (
            renderRow(part.index)
          ) : (
            <tr key={part.key} aria-hidden="true" style={{ height: part.heightPx }}>
              <td colSpan={columns.length} />
            </tr>
          ),
        )}
      </Box>
      {foot === undefined ? null : (
        // Where there is little room it stands below the last row, instead of before one.
        <Box as="tfoot" position={isShort ? 'static' : 'sticky'} bottom={0} zIndex="zIndex20" color={color}>
          {foot}
        </Box>
      )}
    </table>
  );
}

// Paste's Table cannot give its columns a width; a windowed table needs fixed ones, or they jump while scrolling.
const TABLE_STYLE = { tableLayout: 'fixed', width: '100%', borderCollapse: 'separate', borderSpacing: 0 } as const;

const widthOf = (columns: readonly TableColumn[]): number => columns.reduce((total, { widthPx }) => total + widthPx, 0);
