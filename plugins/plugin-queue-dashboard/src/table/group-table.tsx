import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { TableCell, TableRow, TableScroller, useShortWindow, WindowedTable } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import React, { useMemo, useRef, type ReactNode } from 'react';
import type { BoardQueue } from '../data/use-board-queues';
import { groupRowIds, rowPlaceOf } from '../model/order/row-ids';
import { sortGroups, type GroupRow } from '../model/order/sort-groups';
import type { Sort, SortColumn } from '../model/order/sort-queues';
import { useFormatters } from '../parts/formatters-context';
import { groupStrings } from '../strings/group-strings';
import { BoardRow } from './board-row';
import { type Column, columnOf, isFigure, ROW_HEIGHT_PX, STICKY, STICKY_WIDTH_PX } from './columns';
import { type FigurePlace, ROW_ATTRIBUTE } from './figure-place';
import { TotalCells } from './queue-cells';
import { TableGroupHeader, TableHeader } from './table-header';
import { TableStrip } from './table-strip';
import { UnfoldButton } from '../parts/unfold-button';
import { useRows } from './use-rows';
import { useUnfolded } from '../parts/use-unfolded';

export interface GroupTableProps {
  /** Those of the table of queues. */
  readonly columns: readonly Column[];
  readonly rows: readonly GroupRow[];
  /** Said of the queues as a whole, above them. */
  readonly note: ReactNode;
  /** Those of the groups, in no order. */
  readonly queues: readonly BoardQueue[];
  readonly sort: Sort;
  readonly isStale: boolean;
  /** The queue whose drawer is open. */
  readonly openSid: TaskQueueSid | null;
  readonly onSort: (column: SortColumn) => void;
  /** Asked to show the queues of a group. */
  readonly onGroup: (key: string) => void;
  readonly onOpen: (sid: TaskQueueSid) => void;
  readonly onExplain: (place: FigurePlace) => void;
  /** Told of which queues rows are drawn, once a scroll has come to rest. */
  readonly onSeen: (sids: readonly TaskQueueSid[]) => void;
}

const HEADER_ROWS = 2;

/** Groups, each the sum of its queues, which unfold below it. Its name leads to them alone. */
export function GroupTable(props: GroupTableProps): React.JSX.Element {
  const { columns, rows, note, queues, sort, isStale, openSid, onSort, onGroup, onOpen, onExplain, onSeen } = props;
  const { collator } = useFormatters();
  const scroller = useRef<HTMLDivElement>(null);
  const isShort = useShortWindow();
  const { unfolded, onUnfold } = useUnfolded();
  const sorted = useMemo(
    () => sortGroups(rows, { formula: columnOf(sort.column).formula, direction: sort.direction }, collator),
    [rows, sort, collator],
  );
  const byKey = useMemo(() => new Map(sorted.map((row) => [row.group.key, row])), [sorted]);
  const bySid = useMemo(() => new Map(queues.map((queue) => [queue.sid, queue])), [queues]);
  const ids = useMemo(() => {
    const groups = sorted.map(({ group: { key }, order }) => ({ key, order }));
    return groupRowIds(groups, unfolded, (sid) => bySid.get(sid)?.item);
  }, [sorted, unfolded, bySid]);
  const { tabStop, ...body } = useRows({ ids, scroller, columns, onGroup, onOpen, onExplain, onSeen });
  return (
    <Box display="flex" flexDirection="column" flexGrow={1} flexShrink={isShort ? 0 : 1} minHeight="0">
      <TableStrip note={note} />
      <TableScroller ref={scroller} testId="group-scroller" stickyWidthPx={STICKY_WIDTH_PX}>
        <WindowedTable
          {...{ ...body, isStale, columns }}
          label={groupStrings.tableLabel}
          ariaRowCount={HEADER_ROWS + ids.length}
          groupHead={<TableGroupHeader {...{ sort, onSort, columns }} />}
          head={<TableHeader {...{ sort, onSort, columns }} />}
          renderRow={(index) => {
            const id = ids[index] ?? '';
            const { group, sid } = rowPlaceOf(id);
            const shown = { id, columns, unfolded, onUnfold, tabStop, ariaRowIndex: HEADER_ROWS + 1 + index };
            const queue = sid === null ? undefined : bySid.get(sid);
            if (queue !== undefined) return <BoardRow key={id} {...{ ...shown, queue, openSid, onOpen }} />;
            const row = byKey.get(group ?? '');
            return row === undefined ? null : <SumRow key={id} {...{ ...shown, row, onGroup }} />;
          }}
        />
      </TableScroller>
    </Box>
  );
}

interface SumRowProps
  extends Pick<GroupTableProps, 'columns' | 'onGroup'>, Pick<ReturnType<typeof useUnfolded>, 'unfolded' | 'onUnfold'> {
  readonly id: string;
  readonly row: GroupRow;
  readonly tabStop: string | undefined;
  readonly ariaRowIndex: number;
}

/** A group. A status is one queue's: its cell is empty. */
function SumRow(props: SumRowProps): React.JSX.Element {
  const { id, row, columns, tabStop, ariaRowIndex, unfolded, onUnfold, onGroup } = props;
  const { group, totals } = row;
  const isTabStop = id === tabStop;
  return (
    <TableRow
      heightPx={ROW_HEIGHT_PX}
      {...{ ariaRowIndex, isTabStop }}
      attributes={{ 'data-testid': 'group-row', [ROW_ATTRIBUTE]: id }}
    >
      <GroupName
        {...{ row, isTabStop }}
        isUnfolded={unfolded.has(id)}
        onUnfold={() => {
          onUnfold(id);
        }}
        onClick={() => {
          onGroup(group.key);
        }}
      />
      <TableCell stays={STICKY.status} />
      <TotalCells columns={columns.filter(isFigure)} totals={totals} unknown={groupStrings.agentsNotCounted} />
    </TableRow>
  );
}

interface GroupNameProps {
  readonly row: GroupRow;
  readonly isTabStop: boolean;
  readonly isUnfolded: boolean;
  readonly onUnfold: () => void;
  readonly onClick: () => void;
}

/** The group's name, which leads to its queues, and how many they are. */
function GroupName({ row, isTabStop, isUnfolded, onUnfold, onClick }: GroupNameProps): React.JSX.Element {
  const { count } = useFormatters();
  const { name } = row.group;
  const { queueCount } = row.totals;
  return (
    <TableCell isRowHeader stays={STICKY.name} title={name}>
      <Box as="span" display="flex" alignItems="center">
        <UnfoldButton label={groupStrings.unfoldNamed(name)} {...{ isUnfolded, isTabStop }} onClick={onUnfold} />
        <span style={NAME}>
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
          <Box as="span" display="block" fontSize="fontSize20" fontWeight="fontWeightNormal">
            {groupStrings.ofQueues(queueCount, count(queueCount))}
          </Box>
        </span>
      </Box>
    </TableCell>
  );
}

/** A name that does not fit ends in an ellipsis, as text in a cell does. */
const NAME = { minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis' } as const;
