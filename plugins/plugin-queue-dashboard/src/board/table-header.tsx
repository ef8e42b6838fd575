import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import React, { memo } from 'react';
import type { Sort, SortColumn } from '../model/sort-queues';
import { COLUMN_EXPLANATIONS, COLUMN_TITLES } from '../strings';
import { COLUMNS } from './columns';

interface TableHeaderProps {
  readonly sort: Sort;
  readonly onSort: (column: SortColumn) => void;
}

const OTHER_COLUMN = { scope: 'col' };
/** Stays in sight while the table scrolls sideways, as the names below it do. */
const FIRST_COLUMN = { scope: 'col', position: 'sticky', style: { insetInlineStart: 0 }, zIndex: 'zIndex10' } as const;
const ARROWS = { ascending: '▲', descending: '▼' } as const;

/** Column titles as buttons that sort; the order is also in `aria-sort`. Stays in sight while the body scrolls. */
export const TableHeader = memo(function TableHeader({ sort, onSort }: TableHeaderProps) {
  return (
    <Box as="thead" position="sticky" top={0} zIndex="zIndex20">
      <tr aria-rowindex={1}>
        {COLUMNS.map(({ id, align }, index) => {
          const isSorted = sort.column === id;
          return (
            <Box
              key={id}
              as="th"
              {...(index === 0 ? FIRST_COLUMN : OTHER_COLUMN)}
              aria-sort={isSorted ? sort.direction : 'none'}
              backgroundColor="colorBackground"
              textAlign={align}
              verticalAlign="bottom"
              paddingX="space30"
              paddingY="space30"
              borderBottomStyle="solid"
              borderBottomWidth="borderWidth20"
              borderBottomColor="colorBorderWeaker"
            >
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
            </Box>
          );
        })}
      </tr>
    </Box>
  );
});
