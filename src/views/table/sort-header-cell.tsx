import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Tooltip } from '@twilio-paste/core/tooltip';
import React from 'react';
import { HeaderCell, type HeaderCellProps } from './table-parts';
import type { SortDirection, TableSort } from './table-sort';

export interface SortHeaderCellProps<Column extends string> extends Pick<HeaderCellProps, 'align' | 'stays'> {
  readonly column: Column;
  readonly title: string;
  /**
   * What the column counts: shown while the pointer or the keyboard focus is on the title, until Escape, and read after
   * it. Default: the title says it all.
   */
  readonly definition?: string | undefined;
  readonly sort: TableSort<Column>;
  readonly onSort: (column: Column) => void;
}

const ARROWS: Readonly<Record<SortDirection, string>> = { ascending: '▲', descending: '▼' };

/** Title of a column as a button that sorts by it; the order is also in `aria-sort`. */
export function SortHeaderCell<Column extends string>(props: SortHeaderCellProps<Column>): React.JSX.Element {
  const { column, align, stays, title, definition, sort, onSort } = props;
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
      {definition === undefined ? button : <Tooltip text={definition}>{button}</Tooltip>}
    </HeaderCell>
  );
}
