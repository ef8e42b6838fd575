import { Box } from '@twilio-paste/core/box';
import React, { type ReactNode } from 'react';
import { useLooks } from '../looks/looks';
import type { TableColumn } from './windowed-table';

/** Where a cell stays when the table scrolls sideways, and whether those behind it begin to disappear there. */
export interface StickyPlace {
  /** From where the table begins in the reading direction. */
  readonly atPx: number;
  readonly isLast: boolean;
}

/** What names a row stays in sight while the table scrolls sideways. */
const sticky = ({ atPx, isLast }: StickyPlace) =>
  ({
    position: 'sticky',
    insetInlineStart: `${atPx}px`,
    // The last one throws its shadow on what scrolls behind it, not on its neighbours; the header is above all (20).
    ...(isLast ? { ...EDGE, zIndex: 10 } : { zIndex: 11 }),
  }) as const;

// Clipped above and below: rows do not throw it on each other.
const EDGE = { boxShadow: '0 0 6px rgba(18, 28, 45, 0.35)', clipPath: 'inset(0 -8px)' } as const;

const SNAPPING = { scrollSnapAlign: 'start' } as const;

export interface HeaderCellProps {
  readonly align: TableColumn['align'];
  /** Default: it scrolls. */
  readonly stays?: StickyPlace | undefined;
  /** A tooltip for the whole cell. Default: none. */
  readonly title?: string | undefined;
  /** Default: the table cannot be sorted by this column. */
  readonly sort?: 'ascending' | 'descending' | 'none';
  /** Default 1: 2 in a table whose columns have groups, for a column in none. */
  readonly rowSpan?: 1 | 2 | undefined;
  readonly children: ReactNode;
}

/** Title of a column. */
export function HeaderCell({ align, stays, title, sort, rowSpan, children }: HeaderCellProps): React.JSX.Element {
  return (
    <Box
      as="th"
      {...COLUMN_SCOPE}
      {...(rowSpan === undefined ? {} : { rowSpan })}
      style={stays === undefined ? SNAPPING : sticky(stays)}
      title={title}
      aria-sort={sort}
      backgroundColor="colorBackground"
      textAlign={align}
      verticalAlign="bottom"
      paddingX="space30"
      paddingY="space20"
      fontSize="fontSize20"
      fontWeight="fontWeightSemibold"
      lineHeight="lineHeight20"
      borderBottomStyle="solid"
      borderBottomWidth="borderWidth20"
      borderBottomColor="colorBorderWeaker"
    >
      {children}
    </Box>
  );
}

const COLUMN_SCOPE = { scope: 'col' };

/** Title of a group of columns, above theirs. */
export function GroupHeaderCell({
  columnCount,
  children,
}: {
  readonly columnCount: number;
  readonly children: string;
}): React.JSX.Element {
  return (
    <Box
      as="th"
      {...GROUP_SCOPE}
      {...{ colSpan: columnCount }}
      title={children}
      overflow="hidden"
      backgroundColor="colorBackground"
      color="colorTextWeak"
      textAlign="start"
      textOverflow="ellipsis"
      whiteSpace="nowrap"
      paddingX="space30"
      paddingTop="space20"
      paddingBottom="space0"
      fontSize="fontSize20"
      fontWeight="fontWeightSemibold"
      lineHeight="lineHeight20"
      borderStyle="solid"
      borderWidth="borderWidth0"
      borderColor="colorBorderWeaker"
      style={GROUP_EDGES}
    >
      {children}
    </Box>
  );
}

const GROUP_SCOPE = { scope: 'colgroup' };
/** Where the group begins, and what it is of. */
const GROUP_EDGES = { borderInlineStartWidth: 1, borderBlockEndWidth: 1 } as const;

export interface TableRowProps {
  readonly heightPx: number;
  /** Position in the whole table, the header being 1. */
  readonly ariaRowIndex: number;
  /** Whether Tab reaches it. */
  readonly isTabStop: boolean;
  /** Names the row for `useRowNavigation` and for browser tests. */
  readonly attributes: Readonly<Record<`data-${string}`, string>>;
  /** Default false: true for one of which there is little to see. Its text is weaker, and still to be read. */
  readonly isQuiet?: boolean;
  /** Default: a click does nothing. */
  readonly onClick?: () => void;
  /** Default: that of `onClick`. `pointer` where the table looks at clicks itself. */
  readonly cursor?: 'pointer';
  readonly children: ReactNode;
}

const ROW_LOOK = {
  backgroundColor: 'colorBackgroundBody',
  _hover: { backgroundColor: 'colorBackground' },
  _focusVisible: { outline: 'none', boxShadow: 'shadowFocusInset' },
} as const;
const ROW_LOOKS = {
  row: { ...ROW_LOOK, color: 'inherit' },
  quiet: { ...ROW_LOOK, color: 'colorTextWeak' },
} as const;

/** One row that the keyboard can reach. */
export function TableRow(props: TableRowProps): React.JSX.Element {
  const { heightPx, ariaRowIndex, isTabStop, attributes, isQuiet = false, onClick, cursor, children } = props;
  const { row, quiet } = useLooks(ROW_LOOKS);
  return (
    <tr
      className={isQuiet ? quiet : row}
      style={{ height: heightPx, cursor: cursor ?? (onClick === undefined ? undefined : 'pointer') }}
      tabIndex={isTabStop ? 0 : -1}
      aria-rowindex={ariaRowIndex}
      onClick={onClick}
      {...attributes}
    >
      {children}
    </tr>
  );
}

export interface TableCellProps {
  /** Default `start`. */
  readonly align?: TableColumn['align'];
  /** Default false: true for the cell that names the row. */
  readonly isRowHeader?: boolean;
  /** Default: it scrolls. */
  readonly stays?: StickyPlace | undefined;
  /** A tooltip for the whole cell. Default: none. */
  readonly title?: string | undefined;
  /** Second, smaller line. Default: none. */
  readonly detail?: ReactNode;
  readonly children?: ReactNode;
}

const CELL_LOOK = {
  position: 'relative',
  overflow: 'hidden',
  verticalAlign: 'middle',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
  paddingX: 'space30',
  paddingY: 'space0',
  fontSize: 'fontSize30',
  fontVariantNumeric: 'tabular-nums',
  lineHeight: 'lineHeight20',
  borderBottomStyle: 'solid',
  borderBottomWidth: 'borderWidth10',
  borderBottomColor: 'colorBorderWeaker',
} as const;
const CELL_LOOKS = {
  cell: { ...CELL_LOOK, fontWeight: 'fontWeightNormal' },
  rowHeader: { ...CELL_LOOK, fontWeight: 'fontWeightSemibold' },
  start: { textAlign: 'start' },
  end: { textAlign: 'end' },
  detail: {
    display: 'block',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    fontSize: 'fontSize20',
    fontWeight: 'fontWeightNormal',
  },
} as const;

/** A cell with one main text and a line of detail. What does not fit ends in an ellipsis. */
export function TableCell(props: TableCellProps): React.JSX.Element {
  const { align = 'start', isRowHeader = false, stays, title, detail, children } = props;
  const looks = useLooks(CELL_LOOKS);
  const cell = {
    className: `${isRowHeader ? looks.rowHeader : looks.cell} ${looks[align]}`,
    style: stays === undefined ? undefined : { ...sticky(stays), backgroundColor: 'inherit' },
    title,
  };
  const content = (
    <>
      {children}
      {detail === undefined ? null : <span className={looks.detail}>{detail}</span>}
    </>
  );
  return isRowHeader ? (
    <th scope="row" {...cell}>
      {content}
    </th>
  ) : (
    <td {...cell}>{content}</td>
  );
}
