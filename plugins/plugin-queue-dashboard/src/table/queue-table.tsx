import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import {
  TableScroller,
  type UrlState,
  usePlaceInUrl,
  useShortWindow,
  WindowedTable,
} from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import React, { memo, useMemo, type ReactNode } from 'react';
import type { BoardQueue } from '../data/use-board-queues';
import type { RollUp } from '../model/figures/roll-up';
import { rowIds, rowPlaceOf } from '../model/order/row-ids';
import type { Sort, SortColumn } from '../model/order/sort-queues';
import { strings } from '../strings/strings';
import { BoardRow } from './board-row';
import { type Column, ROW_HEIGHT_PX, STICKY_WIDTH_PX } from './columns';
import type { FigurePlace } from './figure-place';
import { TableGroupHeader, TableHeader } from './table-header';
import { TotalsRow } from './totals-row';
import { TableStrip } from './table-strip';
import { useFrozenOrder } from './use-frozen-order';
import { useRows } from './use-rows';
import { useUnfolded } from '../parts/use-unfolded';

export interface QueueTableProps {
  readonly url: UrlState;
  /** Those that are shown, in their order; the same array until others are chosen. */
  readonly columns: readonly Column[];
  readonly queues: readonly BoardQueue[];
  /** Rows to show, in their live order. */
  readonly order: readonly TaskQueueSid[];
  readonly totals: RollUp;
  /** Said of the queues as a whole, above them; the same element until it says something else. */
  readonly note: ReactNode;
  readonly sort: Sort;
  /** Names the sort and the filter: a change of it takes the live order at once. */
  readonly orderKey: string;
  readonly isStale: boolean;
  readonly onSort: (column: SortColumn) => void;
  /** Asked for by a click on a figure, or by `?` on a row. */
  readonly onExplain: (place: FigurePlace) => void;
  /** The queue whose drawer is open. */
  readonly openSid: TaskQueueSid | null;
  readonly onOpen: (sid: TaskQueueSid) => void;
  /** Told which rows are drawn, once a scroll has come to rest. */
  readonly onSeen: (sids: readonly TaskQueueSid[]) => void;
}

const HEADER_ROWS = 2;
const TOTAL_ROWS = 1;

/** The table of queues. Renders when the order, the totals or a queue change; of its rows those render that changed. */
export const QueueTable = memo(function QueueTable(props: QueueTableProps) {
  const { url, columns, queues, totals, note, sort, orderKey, isStale, onSort, onExplain, openSid, onOpen, onSeen } =
    props;
  const { scroller, onScroll } = usePlaceInUrl(url, ROW_HEIGHT_PX);
  const bySid = useMemo(() => new Map(queues.map((queue) => [queue.sid, queue])), [queues]);
  const { order, movedCount, refresh, bodyProps } = useFrozenOrder(props.order, orderKey);
  const { unfolded, onUnfold } = useUnfolded();
  const ids = useMemo(() => rowIds(order, unfolded, (sid) => bySid.get(sid)?.item), [order, unfolded, bySid]);
  const rows = useRows({ ids, scroller, columns, onExplain, onOpen, onSeen });
  const isShort = useShortWindow();
  const rowCount = HEADER_ROWS + ids.length + TOTAL_ROWS;

  return (
    <Box display="flex" flexDirection="column" flexGrow={1} flexShrink={isShort ? 0 : 1} minHeight="0">
      <TableStrip note={note} movedCount={movedCount} onRefresh={refresh} />
      <TableScroller ref={scroller} testId="queue-scroller" stickyWidthPx={STICKY_WIDTH_PX} onScroll={onScroll}>
        <WindowedTable
          label={strings.tableLabel}
          columns={columns}
          ariaRowCount={rowCount}
          groupHead={<TableGroupHeader {...{ columns, sort, onSort }} />}
          head={<TableHeader {...{ columns, sort, onSort }} />}
          foot={<TotalsRow columns={columns} totals={totals} ariaRowIndex={rowCount} onExplain={onExplain} />}
          parts={rows.parts}
          body={rows.body}
          bodyProps={{ ...bodyProps, ...rows.bodyProps }}
          isStale={isStale}
          renderRow={(index) => {
            const id = ids[index] ?? '';
            const { sid } = rowPlaceOf(id);
            const queue = sid === null ? undefined : bySid.get(sid);
            return queue === undefined ? null : (
              <BoardRow
                key={id}
                {...{ id, columns, queue, openSid, onOpen, unfolded, onUnfold }}
                tabStop={rows.tabStop}
                ariaRowIndex={HEADER_ROWS + 1 + index}
              />
            );
          }}
        />
      </TableScroller>
    </Box>
  );
}, haveSameOrder);

function haveSameOrder(before: QueueTableProps, after: QueueTableProps): boolean {
  const isSameOrder =
    before.order.length === after.order.length && before.order.every((sid, index) => sid === after.order[index]);
  return (
    isSameOrder &&
    before.columns === after.columns &&
    before.queues === after.queues &&
    before.totals === after.totals &&
    before.note === after.note &&
    before.sort === after.sort &&
    before.orderKey === after.orderKey &&
    before.isStale === after.isStale &&
    before.onSort === after.onSort &&
    before.onExplain === after.onExplain &&
    before.openSid === after.openSid &&
    before.onOpen === after.onOpen &&
    before.onSeen === after.onSeen
  );
}
