import { LiveClockContext, useLiveNow } from '@flex-sync-suite/shared/hooks';
import { asSentence, HeardOnly, NameLine, TableCell, TableRow } from '@flex-sync-suite/shared/views';
import React, { memo, type ReactNode, useContext } from 'react';
import type { BoardQueue } from '../data/use-board-queues';
import { useChannel } from '../data/use-channel';
import { hasTraffic } from '../model/assess-queue';
import { queueHealth, type RowSource } from '../model/figures/queue-row-model';
import { HealthsContext } from '../parts/healths-context';
import { strings } from '../strings/strings';
import { type Column, GROUP_INDENT_PX, isFigure, ROW_HEIGHT_PX, STICKY } from './columns';
import { ROW_ATTRIBUTE } from './figure-place';
import { SeverityEdge } from './judged';
import { QueueCells } from './queue-cells';
import { StatusCell } from './ticking-cells';

interface ChannelRowProps {
  /** As `rowIdOf` makes it. */
  readonly id: string;
  /** Those of the table; the same array until others are chosen. */
  readonly columns: readonly Column[];
  /** The same object until something of it changes. */
  readonly queue: BoardQueue;
  readonly channel: string;
  /** Position in the whole table, the header being 1. */
  readonly ariaRowIndex: number;
  readonly isTabStop: boolean;
  /** Whether it stands below a group. */
  readonly isInGroup: boolean;
}

/** One channel of a queue, judged as the queue is. The backend is asked while the row is drawn. */
export const ChannelRow = memo(function ChannelRow(props: ChannelRowProps) {
  const { id, columns, queue, channel, ariaRowIndex, isTabStop, isInGroup } = props;
  const { sid, item } = queue;
  const { source, failure } = useChannel(queue, channel);
  const { document } = source;
  return (
    <ChannelHealth sid={sid} source={source}>
      <TableRow
        heightPx={ROW_HEIGHT_PX}
        ariaRowIndex={ariaRowIndex}
        isTabStop={isTabStop}
        cursor="pointer"
        isQuiet={document !== undefined && !hasTraffic(document)}
        attributes={{ 'data-testid': 'channel-row', [ROW_ATTRIBUTE]: id }}
      >
        <TableCell isRowHeader stays={STICKY.name} title={`${strings.ofQueue(item.name)}${channel}`}>
          <SeverityEdge sid={sid} />
          <HeardOnly>{strings.ofQueue(item.name)}</HeardOnly>
          <NameLine cell="channel" style={isInGroup ? IN_GROUP : INDENTED}>
            {channel}
          </NameLine>
        </TableCell>
        <StatusCell
          sid={sid}
          why={document === undefined && failure !== null ? asSentence(failure.message) : undefined}
        />
        <QueueCells columns={columns.filter(isFigure)} sid={sid} source={source} isChannel />
      </TableRow>
    </ChannelHealth>
  );
});

const INDENTED = { paddingLeft: 32 } as const;
const IN_GROUP = { paddingLeft: 32 + GROUP_INDENT_PX } as const;

/** Inside it the health of the queue is that of the channel. It alone renders with the clock, and the cells that show it. */
function ChannelHealth({
  sid,
  source,
  children,
}: {
  readonly sid: string;
  readonly source: RowSource;
  readonly children: ReactNode;
}): React.JSX.Element {
  const { frozenAt, offsetMs } = useContext(LiveClockContext);
  const clock = { nowMs: useLiveNow(), offsetMs, isBoardStale: frozenAt !== null };
  return (
    <HealthsContext.Provider value={new Map([[sid, queueHealth(source, clock)]])}>{children}</HealthsContext.Provider>
  );
}
