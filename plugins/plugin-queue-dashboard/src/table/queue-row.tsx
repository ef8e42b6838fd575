import type { QueueDocument, QueueIndexItem, TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { TableCell, TableRow } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import React, { memo } from 'react';
import { queueFigures } from '../model/queue-row-model';
import { STATUS_WORDS } from '../parts/strings';
import { COLUMNS, ROW_HEIGHT_PX, STICKY } from './columns';
import { ActiveCell, AgentsCell, ServiceLevelCell, TodayCells, WaitingCell } from './figure-cells';
import { NoValue } from '../parts/figure';
import { AgeCell, LongestWaitCell, StatusCell } from './ticking-cells';
import type { BoardQueue } from '../data/use-board-queues';

interface QueueRowProps {
  /** The same object until something of it changes. */
  readonly queue: BoardQueue;
  /** Position in the whole table, the header being 1. */
  readonly ariaRowIndex: number;
  readonly isTabStop: boolean;
  /** Whether its drawer is open. */
  readonly isOpen: boolean;
  readonly onOpen: (sid: TaskQueueSid) => void;
}

/** One queue. Renders when its own Document changes, and at no other queue's. */
export const QueueRow = memo(function QueueRow(props: QueueRowProps) {
  const { queue, ariaRowIndex, isTabStop, isOpen, onOpen } = props;
  const { sid, item, document } = queue;
  return (
    <TableRow
      heightPx={ROW_HEIGHT_PX}
      ariaRowIndex={ariaRowIndex}
      isTabStop={isTabStop}
      cursor="pointer"
      attributes={{ 'data-testid': 'queue-row', 'data-queue-sid': sid }}
    >
      <TableCell isRowHeader stays={STICKY.name} title={item.name}>
        <NameButton
          name={item.name}
          isTabStop={isTabStop}
          isOpen={isOpen}
          onClick={() => {
            onOpen(sid);
          }}
        />
      </TableCell>
      <StatusCell sid={sid} />
      {document === undefined ? <EmptyCells /> : <FigureCells item={item} document={document} />}
    </TableRow>
  );
});

interface NameButtonProps extends Pick<QueueRowProps, 'isTabStop' | 'isOpen'> {
  readonly name: string;
  readonly onClick: () => void;
}

/** The queue's name, which opens its drawer. */
const NameButton = ({ name, isTabStop, isOpen, onClick }: NameButtonProps): React.JSX.Element => (
  <Box
    as="button"
    type="button"
    tabIndex={isTabStop ? 0 : -1}
    aria-haspopup="dialog"
    aria-expanded={isOpen}
    paddingX="space0"
    paddingY="space20"
    color="inherit"
    fontSize="fontSize30"
    fontWeight="fontWeightSemibold"
    lineHeight="lineHeight20"
    cursor="pointer"
    _hover={{ textDecoration: 'underline' }}
    _focusVisible={{ outline: 'none', boxShadow: 'shadowFocusInset' }}
    style={NAME_BUTTON}
    onClick={onClick}
  >
    <bdi data-cell="name" dir="auto">
      {name}
    </bdi>
  </Box>
);

/** A name that does not fit ends in an ellipsis, as text in a cell does. */
const NAME_BUTTON = {
  display: 'block',
  maxWidth: '100%',
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
  textAlign: 'start',
  fontFamily: 'inherit',
  appearance: 'none',
  background: 'none',
  border: 0,
} as const;

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
