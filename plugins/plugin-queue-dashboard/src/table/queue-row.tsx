import {
  queueDocument,
  type QueueDocument,
  type QueueIndexItem,
  type TaskQueueSid,
} from '@flex-sync-suite/shared/contract';
import { useSyncDocument } from '@flex-sync-suite/shared/hooks';
import { TableCell, TableRow } from '@flex-sync-suite/shared/views';
import React, { memo, useMemo } from 'react';
import { queueFigures } from '../model/queue-row-model';
import { STATUS_WORDS } from '../parts/strings';
import { COLUMNS, ROW_HEIGHT_PX, STICKY } from './columns';
import { ActiveCell, AgentsCell, ServiceLevelCell, TodayCells, WaitingCell } from './figure-cells';
import { NoValue } from './figure';
import { AgeCell, LongestWaitCell, StatusCell } from './ticking-cells';
import { COMMIT_INTERVAL_MS, documentOf } from '../data/use-board-queues';

interface QueueRowProps {
  readonly sid: TaskQueueSid;
  readonly item: QueueIndexItem;
  /** Position in the whole table, the header being 1. */
  readonly ariaRowIndex: number;
  readonly isTabStop: boolean;
  /** Called on every render; tests count with it. */
  readonly onRender?: ((sid: TaskQueueSid) => void) | undefined;
}

/** One queue. Renders when its own Document changes, and at no other queue's. */
export const QueueRow = memo(function QueueRow({ sid, item, ariaRowIndex, isTabStop, onRender }: QueueRowProps) {
  onRender?.(sid);
  const ref = useMemo(() => queueDocument(sid), [sid]);
  const result = useSyncDocument(ref, { commitIntervalMs: COMMIT_INTERVAL_MS });
  const { document, failedSince } = documentOf(result);
  const source = useMemo(() => ({ item, document, failedSince }), [item, document, failedSince]);
  return (
    <TableRow
      heightPx={ROW_HEIGHT_PX}
      ariaRowIndex={ariaRowIndex}
      isTabStop={isTabStop}
      attributes={{ 'data-testid': 'queue-row', 'data-queue-sid': sid }}
    >
      <TableCell isRowHeader stays={STICKY.name} title={item.name}>
        <bdi data-cell="name" dir="auto">
          {item.name}
        </bdi>
      </TableCell>
      <StatusCell source={source} />
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
