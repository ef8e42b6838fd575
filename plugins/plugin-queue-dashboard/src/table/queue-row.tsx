import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { NameLine, TableCell, TableRow, useLooks } from '@flex-sync-suite/shared/views';
import React, { memo } from 'react';
import type { BoardQueue } from '../data/use-board-queues';
import { hasTraffic } from '../model/assess-queue';
import { strings } from '../strings/strings';
import { AlertMark } from './alert-mark';
import { type Column, GROUP_INDENT_PX, isFigure, ROW_HEIGHT_PX, STICKY } from './columns';
import { ROW_ATTRIBUTE } from './figure-place';
import { SeverityEdge } from './judged';
import { QueueCells } from './queue-cells';
import { StatusCell } from './ticking-cells';
import { UnfoldButton } from '../parts/unfold-button';

interface QueueRowProps {
  /** As `rowIdOf` makes it. */
  readonly id: string;
  /** Those of the table; the same array until others are chosen. */
  readonly columns: readonly Column[];
  /** The same object until something of it changes. */
  readonly queue: BoardQueue;
  /** Position in the whole table, the header being 1. */
  readonly ariaRowIndex: number;
  readonly isTabStop: boolean;
  /** Whether its drawer is open. */
  readonly isOpen: boolean;
  readonly onOpen: (sid: TaskQueueSid) => void;
  /** Whether its channels have rows below it. */
  readonly isUnfolded: boolean;
  readonly onUnfold: (id: string) => void;
  /** Whether it stands below a group. */
  readonly isInGroup: boolean;
}

/** One queue. Renders when its own Document changes, and at no other queue's. */
export const QueueRow = memo(function QueueRow(props: QueueRowProps) {
  const { id, columns, queue, ariaRowIndex, isTabStop, isOpen, onOpen, isUnfolded, onUnfold, isInGroup } = props;
  const { sid, item, document } = queue;
  const looks = useLooks(LOOKS);
  return (
    <TableRow
      heightPx={ROW_HEIGHT_PX}
      ariaRowIndex={ariaRowIndex}
      isTabStop={isTabStop}
      cursor="pointer"
      isQuiet={document !== undefined && !hasTraffic(document)}
      attributes={{
        'data-testid': 'queue-row',
        'data-queue-sid': sid,
        [ROW_ATTRIBUTE]: id,
      }}
    >
      <TableCell isRowHeader stays={STICKY.name} title={item.name}>
        <SeverityEdge sid={sid} />
        <span className={looks.line} style={isInGroup ? IN_GROUP : undefined}>
          {item.channels.length === 0 ? (
            <span style={NO_BUTTON} />
          ) : (
            <UnfoldButton
              label={strings.channels(item.name)}
              {...{ isUnfolded, isTabStop }}
              onClick={() => {
                onUnfold(id);
              }}
            />
          )}
          <NameButton
            name={item.name}
            isTabStop={isTabStop}
            isOpen={isOpen}
            onClick={() => {
              onOpen(sid);
            }}
          />
        </span>
        <AlertMark sid={sid} />
      </TableCell>
      <StatusCell sid={sid} />
      <QueueCells columns={columns.filter(isFigure)} sid={sid} source={queue} />
    </TableRow>
  );
});

const IN_GROUP = { paddingInlineStart: GROUP_INDENT_PX } as const;

/** The names stand below each other. */
const NO_BUTTON = { width: 24, flexShrink: 0 } as const;

interface NameButtonProps extends Pick<QueueRowProps, 'isTabStop' | 'isOpen'> {
  readonly name: string;
  readonly onClick: () => void;
}

/** The queue's name, which opens its drawer. */
const NameButton = ({ name, isTabStop, isOpen, onClick }: NameButtonProps): React.JSX.Element => (
  <button
    type="button"
    className={useLooks(LOOKS).name}
    tabIndex={isTabStop ? 0 : -1}
    aria-haspopup="dialog"
    aria-expanded={isOpen}
    onClick={onClick}
  >
    <NameLine cell="name">{name}</NameLine>
  </button>
);

const LOOKS = {
  line: { display: 'flex', alignItems: 'center' },
  name: {
    display: 'block',
    minWidth: '0',
    // A name that does not fit ends before the mark of an alert.
    marginInlineEnd: 12,
    paddingX: 'space0',
    paddingY: 'space20',
    border: 'none',
    appearance: 'none',
    background: 'none',
    color: 'inherit',
    fontFamily: 'inherit',
    fontSize: 'fontSize30',
    fontWeight: 'fontWeightSemibold',
    lineHeight: 'lineHeight20',
    cursor: 'pointer',
    _hover: { textDecoration: 'underline' },
    _focusVisible: { outline: 'none', boxShadow: 'shadowFocusInset' },
  },
} as const;
