import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import React from 'react';
import { HeaderCell, type HeaderCellProps } from './table-parts';
import type { SortDirection, TableSort } from './table-sort';

export interface SortHeaderCellProps<Column extends string> extends Pick<HeaderCellProps, 'align' | 'stays'> {
  readonly column: Column;
  readonly title: string;
  readonly sort: TableSort<Column>;
  readonly onSort: (column: Column) => void;
  /** Puts the button into what explains it. Default: the title says it all. */
  readonly wrap?: (button: React.JSX.Element) => React.JSX.Element;
}

const ARROWS: Readonly<Record<SortDirection, string>> = { ascending: '▲', descending: '▼' };

/** Title of a column as a button that sorts by it; the order is also in `aria-sort`. */
export function SortHeaderCell<Column extends string>(props: SortHeaderCellProps<Column>): React.JSX.Element {
  const { column, align, stays, title, sort, onSort, wrap } = props;
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
        {title} {direction === null ? null : <span aria-hidden="true">{ARROWS[direction]}</span>}
      </Box>
    </Button>
  );
  return (
    <HeaderCell align={align} stays={stays} sort={direction ?? 'none'}>
      {wrap === undefined ? button : wrap(button)}
    </HeaderCell>
  );
}
