import { HeaderCell } from '@flex-sync-suite/shared/flex';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import React, { memo } from 'react';
import type { Sort, SortColumn } from '../model/sort-queues';
import { COLUMN_EXPLANATIONS, COLUMN_TITLES } from '../strings';
import { COLUMNS, STICKY } from './columns';

interface TableHeaderProps {
  readonly sort: Sort;
  readonly onSort: (column: SortColumn) => void;
}

const ARROWS = { ascending: '▲', descending: '▼' } as const;

/** Column titles as buttons that sort; the order is also in `aria-sort`. */
export const TableHeader = memo(function TableHeader({ sort, onSort }: TableHeaderProps) {
  return (
    <>
      {COLUMNS.map(({ id, align }) => {
        const isSorted = sort.column === id;
        return (
          <HeaderCell key={id} align={align} stays={STICKY[id]} sort={isSorted ? sort.direction : 'none'}>
            <Button
              variant="reset"
              size="reset"
              title={COLUMN_EXPLANATIONS[id]}
              data-sort={id}
              onClick={() => {
                onSort(id);
              }}
            >
              <Box
                as="span"
                fontSize="fontSize20"
                fontWeight="fontWeightSemibold"
                lineHeight="lineHeight20"
                textAlign={align}
              >
                {COLUMN_TITLES[id]} {isSorted ? <span aria-hidden="true">{ARROWS[sort.direction]}</span> : null}
              </Box>
            </Button>
          </HeaderCell>
        );
      })}
    </>
  );
});
