import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { layOutRows, TableScroller, useListWindow } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import React, { useMemo, useRef, type ReactNode } from 'react';
import type { BoardQueue } from '../data/use-board-queues';
import { TableStrip } from '../table/table-strip';
import { useFrozenOrder } from '../table/use-frozen-order';
import { useRestingQueues } from '../table/use-resting-queues';
import { cardGrid, GAP_PX, inRows, useRoom } from './card-grid';
import { glanceStrings as words } from './glance-strings';
import { QueueCard } from './queue-card';

interface QueueCardsProps {
  readonly queues: readonly BoardQueue[];
  /** Worst first. */
  readonly order: readonly TaskQueueSid[];
  /** Said of the queues as a whole, above them. */
  readonly note: ReactNode;
  /** Names the filter: a change of it takes the live order at once. */
  readonly orderKey: string;
  /** The queue whose drawer is open. */
  readonly openSid: TaskQueueSid | null;
  readonly onOpen: (sid: TaskQueueSid) => void;
  /** Told which cards are drawn, once a scroll has come to rest. */
  readonly onSeen: (sids: readonly TaskQueueSid[]) => void;
}

/** Up to this many rows all are drawn. */
const MAX_UNWINDOWED_ROWS = 12;

/** The queues as cards, the worst first: what a row says of a queue, large enough for a glance. */
export function QueueCards(props: QueueCardsProps): React.JSX.Element {
  const { queues, note, orderKey, openSid, onOpen, onSeen } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const { order, movedCount, refresh, bodyProps } = useFrozenOrder(props.order, orderKey);
  const bySid = useMemo(() => new Map(queues.map((queue) => [queue.sid, queue])), [queues]);
  const { columnCount, cardHeightPx } = cardGrid(useRoom(scroller), order.length);
  const rowHeightPx = cardHeightPx + GAP_PX;
  const rows = useMemo(() => inRows(order, columnCount), [order, columnCount]);
  const indexes = useListWindow({
    items: rows,
    keyOf: firstOf,
    heightOf: () => rowHeightPx,
    tabStop: -1,
    scroller,
    maxUnwindowed: MAX_UNWINDOWED_ROWS,
  });
  useRestingQueues(
    indexes.flatMap((index) => rows[index] ?? []),
    onSeen,
  );
  return (
    <Box display="flex" flexDirection="column" flexGrow={1} flexShrink={1} minHeight="0">
      <TableStrip note={note} movedCount={movedCount} onRefresh={refresh} />
      <TableScroller ref={scroller} testId="queue-cards-scroller">
        <Box
          as="ul"
          aria-label={words.label}
          display="grid"
          margin="space0"
          padding="space0"
          style={{ ...LIST, gridTemplateColumns: `repeat(${columnCount}, minmax(0, 1fr))` }}
          data-testid="queue-cards"
          {...bodyProps}
        >
          {layOutRows(indexes, rows.length, rowHeightPx).map((part) =>
            part.kind === 'gap' ? (
              <li key={part.key} aria-hidden="true" style={{ gridColumn: '1 / -1', height: part.heightPx - GAP_PX }} />
            ) : (
              rows[part.index]?.map((sid) => {
                const queue = bySid.get(sid);
                return queue === undefined ? null : (
                  <QueueCard key={sid} {...{ queue, onOpen }} heightPx={cardHeightPx} isOpen={sid === openSid} />
                );
              })
            ),
          )}
        </Box>
      </TableScroller>
    </Box>
  );
}

const firstOf = ([sid]: readonly TaskQueueSid[]): string => sid ?? '';
const LIST = { listStyle: 'none', gap: GAP_PX } as const;
