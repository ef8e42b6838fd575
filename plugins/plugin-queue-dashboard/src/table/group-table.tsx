import {
  TableCell,
  TableRow,
  TableScroller,
  useRowNavigation,
  useRowWindow,
  WindowedTable,
} from '@flex-sync-suite/shared/views';
import { Button } from '@twilio-paste/core/button';
import React, { useMemo, useRef } from 'react';
import type { RollUp } from '../model/roll-up';
import { sortGroups, type GroupRow } from '../model/sort-groups';
import type { Sort, SortColumn } from '../model/sort-queues';
import { useFormatters } from '../parts/formatters-context';
import { groupStrings } from '../strings/group-strings';
import { type Column, columnOf, isFigure, ROW_HEIGHT_PX, STICKY } from './columns';
import { TotalCells } from './queue-cells';
import { TableGroupHeader, TableHeader } from './table-header';

export interface GroupTableProps {
  /** Those of the table of queues; a status is a queue's own. */
  readonly columns: readonly Column[];
  readonly rows: readonly GroupRow[];
  readonly sort: Sort;
  readonly isStale: boolean;
  readonly onSort: (column: SortColumn) => void;
  /** Asked to show the queues of a group. */
  readonly onGroup: (key: string) => void;
}

const HEADER_ROWS = 2;

/** Groups in place of queues, each the sum of its queues. Its name leads to them. */
export function GroupTable({ columns, rows, sort, isStale, onSort, onGroup }: GroupTableProps): React.JSX.Element {
  const { collator } = useFormatters();
  const scroller = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const shown = useMemo(() => columns.filter(({ id }) => id !== 'status'), [columns]);
  const sorted = useMemo(
    () => sortGroups(rows, { formula: columnOf(sort.column).formula, direction: sort.direction }, collator),
    [rows, sort, collator],
  );
  const order = useMemo(() => sorted.map(({ group }) => group.key), [sorted]);
  const { tabStop, containerProps } = useRowNavigation({
    ...{ order, container: body, idAttribute: 'data-group-key', onEnter: onGroup },
  });
  const parts = useRowWindow({ order, tabStop, scroller, rowHeightPx: ROW_HEIGHT_PX });
  return (
    <TableScroller ref={scroller} testId="group-scroller" stickyWidthPx={STICKY.status.atPx}>
      <WindowedTable
        {...{ parts, body, isStale }}
        label={groupStrings.tableLabel}
        columns={shown}
        ariaRowCount={HEADER_ROWS + order.length}
        groupHead={<TableGroupHeader {...{ sort, onSort }} columns={shown} />}
        head={<TableHeader {...{ sort, onSort }} columns={shown} />}
        bodyProps={containerProps}
        renderRow={(index) => {
          const row = sorted[index];
          if (row === undefined) return null;
          const { key, name } = row.group;
          return (
            <TableRow
              key={key}
              heightPx={ROW_HEIGHT_PX}
              ariaRowIndex={HEADER_ROWS + 1 + index}
              isTabStop={key === tabStop}
              attributes={{ 'data-testid': 'group-row', 'data-group-key': key }}
            >
              <GroupName
                {...{ name, totals: row.totals }}
                isTabStop={key === tabStop}
                onClick={() => {
                  onGroup(key);
                }}
              />
              <TotalCells columns={shown.filter(isFigure)} totals={row.totals} />
            </TableRow>
          );
        }}
      />
    </TableScroller>
  );
}

interface GroupNameProps {
  readonly name: string;
  readonly totals: RollUp;
  readonly isTabStop: boolean;
  readonly onClick: () => void;
}

/** The group's name, which leads to its queues, and how many they are. */
function GroupName({ name, totals: { queueCount }, isTabStop, onClick }: GroupNameProps): React.JSX.Element {
  const { count } = useFormatters();
  return (
    <TableCell
      align="start"
      isRowHeader
      stays={STICKY.name}
      title={name}
      detail={groupStrings.ofQueues(queueCount, count(queueCount))}
    >
      <Button
        variant="link"
        size="reset"
        tabIndex={isTabStop ? 0 : -1}
        aria-label={groupStrings.openNamed(name)}
        onClick={onClick}
      >
        <bdi data-cell="name" dir="auto">
          {name}
        </bdi>
      </Button>
    </TableCell>
  );
}
