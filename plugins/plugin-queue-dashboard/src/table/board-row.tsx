import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import React from 'react';
import type { BoardQueue } from '../data/use-board-queues';
import { rowPlaceOf } from '../model/order/row-ids';
import { ChannelRow } from './channel-row';
import type { Column } from './columns';
import { QueueRow } from './queue-row';
import type { Rows } from './use-rows';
import type { Unfolded } from '../parts/use-unfolded';

interface BoardRowProps extends Pick<Rows, 'tabStop'>, Unfolded {
  /** As `rowIdOf` makes it. */
  readonly id: string;
  readonly columns: readonly Column[];
  readonly queue: BoardQueue;
  readonly ariaRowIndex: number;
  /** The queue whose drawer is open. */
  readonly openSid: TaskQueueSid | null;
  readonly onOpen: (sid: TaskQueueSid) => void;
}

/** The row of a queue, or of one of its channels, in any table. */
export function BoardRow(props: BoardRowProps): React.JSX.Element {
  const { id, columns, queue, ariaRowIndex, tabStop, openSid, onOpen, unfolded, onUnfold } = props;
  const { group, channel } = rowPlaceOf(id);
  const row = { id, columns, queue, ariaRowIndex, isTabStop: id === tabStop, isInGroup: group !== null };
  return channel === null ? (
    <QueueRow {...row} {...{ onOpen, onUnfold }} isOpen={queue.sid === openSid} isUnfolded={unfolded.has(id)} />
  ) : (
    <ChannelRow {...row} channel={channel} />
  );
}
