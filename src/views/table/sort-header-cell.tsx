import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { ScreenReaderOnly } from '@twilio-paste/core/screen-reader-only';
import React from 'react';
import { HeaderCell, type HeaderCellProps } from './table-parts';
import type { SortDirection, TableSort } from './table-sort';

export interface SortHeaderCellProps<Column extends string> extends Pick<
  HeaderCellProps,
  'align' | 'stays' | 'rowSpan'
> {
  readonly column: Column;
  readonly title: string;
  /** The title where nothing stands above it, for who hears it. Default: the title. */
  readonly spoken?: string | undefined;
  readonly sort: TableSort<Column>;
  readonly onSort: (column: Column) => void;
  /** Puts the button into what explains it. Default: the title says it all. */
  readonly wrap?: (button: React.JSX.Element) => React.JSX.Element;
}

const ARROWS: Readonly<Record<SortDirection, string>> = { ascending: '▲', descending: '▼' };

/** Title of a column as a button that sorts by it; the order is also in `aria-sort`. */
export function SortHeaderCell<Column extends string>(props: SortHeaderCellProps<Column>): React.JSX.Element {
  const { column, align, stays, rowSpan, title, spoken = title, sort, onSort, wrap } = props;
  const direction = sort.column === column ? sort.direction : null;
  const button = (
    <Button
      variant="reset"
      size="reset"
      data-sort={column}
      onClick={() => {
        onSort(column);
      }}
    >
      <Box as="span" fontSize="fontSize20" fontWeight="fontWeightSemibold" lineHeight="lineHeight20" textAlign={align}>
        <span aria-hidden={spoken !== title}>{title}</span>
        {spoken === title ? null : <ScreenReaderOnly>{spoken}</ScreenReaderOnly>}{' '}
        {direction === null ? null : <span aria-hidden="true">{ARROWS[direction]}</span>}
      </Box>
    </Button>
  );
  return (
    <HeaderCell align={align} stays={stays} rowSpan={rowSpan} sort={direction ?? 'none'}>
      {wrap === undefined ? button : wrap(button)}
    </HeaderCell>
  );
}
