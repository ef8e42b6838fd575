import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { useRowNavigation, useRowWindow, type WindowedTableProps } from '@flex-sync-suite/shared/views';
import { useRef, type RefObject } from 'react';
import { rowPlaceOf } from '../model/order/row-ids';
import { ROW_HEIGHT_PX } from './columns';
import { ROW_ATTRIBUTE, rowProps, type RowActions } from './figure-place';
import { useRestingQueues } from './use-resting-queues';

export interface RowsOptions extends RowActions {
  /** Of all rows, as `rowIdOf` makes them. */
  readonly ids: readonly string[];
  readonly scroller: RefObject<HTMLElement>;
  /** Enter on a group. Default: there is none. */
  readonly onGroup?: (key: string) => void;
  /** Told of which queues rows are drawn, once a scroll has come to rest. */
  readonly onSeen: (sids: readonly TaskQueueSid[]) => void;
}

export interface Rows extends Pick<WindowedTableProps, 'parts' | 'body' | 'bodyProps'> {
  /** The row that Tab reaches. */
  readonly tabStop: string | undefined;
}

/** What the rows of queues have in common in every table: which are drawn, and what pointer and keyboard do to them. */
export function useRows({ ids, scroller, onGroup, onSeen, ...actions }: RowsOptions): Rows {
  const body = useRef<HTMLTableSectionElement>(null);
  const { tabStop, containerProps } = useRowNavigation({
    ...{ order: ids, container: body, idAttribute: ROW_ATTRIBUTE },
    onEnter: (id) => {
      const { group, sid } = rowPlaceOf(id);
      if (sid !== null) actions.onOpen(sid);
      else if (group !== null) onGroup?.(group);
    },
  });
  const parts = useRowWindow({ order: ids, tabStop, scroller, rowHeightPx: ROW_HEIGHT_PX });
  useRestingQueues(
    parts.flatMap((part) => (part.kind === 'row' ? (rowPlaceOf(ids[part.index] ?? '').sid ?? []) : [])),
    onSeen,
  );
  const asked = rowProps(ids, actions);
  const bodyProps: Rows['bodyProps'] = {
    ...containerProps,
    onClick: asked.onClick,
    onKeyDown: (event) => {
      containerProps.onKeyDown(event);
      asked.onKeyDown(event);
    },
  };
  return { tabStop, parts, body, bodyProps };
}
