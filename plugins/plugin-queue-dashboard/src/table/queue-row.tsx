import type { QueueDocument, QueueIndexItem } from '@flex-sync-suite/shared/contract';
import { TableCell, TableRow } from '@flex-sync-suite/shared/views';
import React, { memo } from 'react';
import { queueFigures } from '../model/queue-row-model';
import { STATUS_WORDS } from '../parts/strings';
import { COLUMNS, ROW_HEIGHT_PX, STICKY } from './columns';
import { ActiveCell, AgentsCell, ServiceLevelCell, TodayCells, WaitingCell } from './figure-cells';
import { NoValue } from './figure';
import { AgeCell, LongestWaitCell, StatusCell } from './ticking-cells';
import type { BoardQueue } from '../data/use-board-queues';

interface QueueRowProps {
  /** The same object until something of it changes. */
  readonly queue: BoardQueue;
  /** Position in the whole table, the header being 1. */
  readonly ariaRowIndex: number;
  readonly isTabStop: boolean;
}

/** One queue. Renders when its own Document changes, and at no other queue's. */
export const QueueRow = memo(function QueueRow({ queue, ariaRowIndex, isTabStop }: QueueRowProps) {
  const { sid, item, document } = queue;
  return (
    <TableRow
      heightPx={ROW_HEIGHT_PX}
      ariaRowIndex={ariaRowIndex}
      isTabStop={isTabStop}
      cursor="help"
      attributes={{ 'data-testid': 'queue-row', 'data-queue-sid': sid }}
    >
      <TableCell isRowHeader stays={STICKY.name} title={item.name}>
        <bdi data-cell="name" dir="auto">
          {item.name}
        </bdi>
      </TableCell>
      <StatusCell sid={sid} />
      {document === undefined ? <EmptyCells /> : <FigureCells item={item} document={document} />}
    </TableRow>
  );
});

function FigureCells({
  item,
  document,
}: {
  readonly item: QueueIndexItem;
  readonly document: QueueDocument;
}): React.JSX.Element {
  const figures = queueFigures(item, document);
  const { oldestWaitingSince, oldestWaitingCreatedAt } = document.now;
  return (
    <>
      <WaitingCell figures={figures} />
      <LongestWaitCell since={oldestWaitingSince} createdAt={oldestWaitingCreatedAt} />
      <ActiveCell figures={figures} />
      <AgentsCell figures={figures} />
      <ServiceLevelCell
        cell="serviceLevel"
        share={figures.last30Minutes.serviceLevel}
        targetPercent={figures.targetPercent}
      />
      <TodayCells today={figures.today} />
      <AgeCell asOf={document.asOf} />
    </>
  );
}

/** Before the first Document: a dash in every column after name and status. */
function EmptyCells(): React.JSX.Element {
  return (
    <>
      {COLUMNS.slice(2).map(({ id, align }) => (
        <TableCell key={id} align={align}>
          <NoValue cell={id} reason={STATUS_WORDS.loading} />
        </TableCell>
      ))}
    </>
  );
}
