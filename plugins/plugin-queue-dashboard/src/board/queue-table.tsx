import type { QueueIndexItem, TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { useRowNavigation } from '@flex-sync-suite/shared/hooks';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import React, { memo, useRef } from 'react';
import type { RollUp } from '../model/roll-up';
import type { Sort, SortColumn } from '../model/sort-queues';
import { strings } from '../strings';
import { useFormatters } from './board-context';
import { COLUMNS, TABLE_WIDTH_PX } from './columns';
import { QueueRow } from './queue-row';
import { TableHeader } from './table-header';
import { TotalsRow } from './totals-row';
import { useFrozenOrder } from './use-frozen-order';
import { useRowWindow } from './use-row-window';

export interface QueueTableProps {
  readonly items: ReadonlyMap<string, QueueIndexItem>;
  /** Rows to show, in their live order. */
  readonly order: readonly TaskQueueSid[];
  readonly totals: RollUp;
  readonly sort: Sort;
  /** Names the sort and the filter: a change of it takes the live order at once. */
  readonly orderKey: string;
  readonly isStale: boolean;
  readonly onSort: (column: SortColumn) => void;
  readonly onRowRender?: ((sid: TaskQueueSid) => void) | undefined;
}

const HEADER_ROWS = 1;
const TOTAL_ROWS = 1;

/** The table of queues. Renders when the order, the totals or the list change; figures render in their rows. */
export const QueueTable = memo(function QueueTable(props: QueueTableProps) {
  const { items, totals, sort, orderKey, isStale, onSort, onRowRender } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const { count } = useFormatters();
  const { order, movedCount, refresh, bodyProps } = useFrozenOrder(props.order, orderKey);
  const { tabStop, containerProps } = useRowNavigation({ order, container: body, idAttribute: 'data-queue-sid' });
  const parts = useRowWindow(order, tabStop, scroller);

  const textColor = isStale ? 'colorTextWeak' : 'colorText';

  return (
    <Box display="flex" flexDirection="column" flexGrow={1} minHeight="0">
      <Box height="32px" flexShrink={0} textAlign="end">
        {movedCount === 0 ? null : (
          <Button variant="link" size="reset" onClick={refresh} data-testid="refresh-order">
            {strings.movedRows(movedCount, count(movedCount))}
          </Button>
        )}
      </Box>
      <Box
        ref={scroller}
        flexGrow={1}
        minHeight="0"
        overflow="auto"
        style={SCROLL_PADDING}
        data-testid="queue-scroller"
      >
        <table
          aria-label={strings.tableLabel}
          aria-rowcount={HEADER_ROWS + order.length + TOTAL_ROWS}
          style={TABLE_STYLE}
        >
          <colgroup>
            {COLUMNS.map(({ id, widthPx }) => (
              <col key={id} style={{ width: widthPx }} />
            ))}
          </colgroup>
          <TableHeader sort={sort} onSort={onSort} />
          <Box as="tbody" ref={body} color={isStale ? 'colorTextWeak' : 'colorText'} {...bodyProps} {...containerProps}>
            {parts.map((part) => {
              if (part.kind === 'gap') return <Gap key={part.key} heightPx={part.heightPx} />;
              const sid = order[part.index];
              const item = sid === undefined ? undefined : items.get(sid);
              if (sid === undefined || item === undefined) return null;
              return (
                <QueueRow
                  key={sid}
                  sid={sid}
                  item={item}
                  ariaRowIndex={HEADER_ROWS + 1 + part.index}
                  isTabStop={sid === tabStop}
                  onRender={onRowRender}
                />
              );
            })}
          </Box>
          <Box as="tfoot" position="sticky" bottom={0} zIndex="zIndex20" color={textColor}>
            <TotalsRow totals={totals} ariaRowIndex={HEADER_ROWS + order.length + TOTAL_ROWS} />
          </Box>
        </table>
      </Box>
    </Box>
  );
}, haveSameOrder);

// Keeps a row that the keyboard reaches clear of the sticky header and totals.
const SCROLL_PADDING = { scrollPaddingBlock: '64px' };
// Paste's Table cannot give its columns a width; a windowed table needs fixed ones, or they jump while scrolling.
const TABLE_STYLE = {
  tableLayout: 'fixed',
  width: '100%',
  minWidth: TABLE_WIDTH_PX,
  borderCollapse: 'separate',
  borderSpacing: 0,
} as const;

function Gap({ heightPx }: { readonly heightPx: number }): React.JSX.Element {
  return (
    <tr aria-hidden="true" style={{ height: heightPx }}>
      <td colSpan={COLUMNS.length} />
    </tr>
  );
}

function haveSameOrder(before: QueueTableProps, after: QueueTableProps): boolean {
  const isSameOrder =
    before.order.length === after.order.length && before.order.every((sid, index) => sid === after.order[index]);
  return (
    isSameOrder &&
    before.items === after.items &&
    before.totals === after.totals &&
    before.sort === after.sort &&
    before.orderKey === after.orderKey &&
    before.isStale === after.isStale &&
    before.onSort === after.onSort
  );
}
