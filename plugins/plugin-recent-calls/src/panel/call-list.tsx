import type { RecentCall, ReservationSid } from '@flex-sync-suite/shared/contract';
import { LiveClockContext } from '@flex-sync-suite/shared/hooks';
import { keyedRows, useListWindow, usePlace, useRowNavigation } from '@flex-sync-suite/shared/views';
import React, { memo, useContext, useMemo } from 'react';
import { usePorts } from '../data/panel-ports';
import { itemHeight, itemOffsets, type ListItem } from '../model/list-items';
import { strings } from '../parts/strings';
import { CallRows, type CallRowsProps } from './call-rows';

/**
 * Up to this many items all are drawn: searching the page and printing then find everything. No more: a keystroke that
 * brings 40 rows to the screen at once takes longer than a frame.
 */
const MAX_UNWINDOWED_ITEMS = 20;

export interface CallListProps extends Pick<CallRowsProps, 'items' | 'openSid' | 'onOpen' | 'onCallBack'> {
  /** Below the last row. */
  readonly footer?: React.ReactNode;
}

/** The list: day separators and rows, of which only those near the visible part are drawn. */
export const CallList = memo(function CallList({ items, openSid, onOpen, onCallBack, footer }: CallListProps) {
  const offsets = useMemo(() => itemOffsets(items), [items]);
  const places = useMemo(() => keyedRows(items.map(itemKey), offsets), [items, offsets]);
  const { scroller, onScroll } = usePlace(usePorts().memory.place, places);
  const calls = useMemo(() => callsOf(items), [items]);
  const { tabStop, containerProps } = useRowNavigation({
    order: useMemo(() => [...calls.keys()], [calls]),
    container: scroller,
    idAttribute: 'data-reservation-sid',
    onEnter: on(calls, onOpen),
    onShiftEnter: on(calls, onCallBack),
  });
  const indexes = useListWindow({
    items,
    keyOf: itemKey,
    heightOf: itemHeight,
    tabStop: items.findIndex(({ key }) => key === tabStop),
    scroller,
    maxUnwindowed: MAX_UNWINDOWED_ITEMS,
  });
  const isStale = useContext(LiveClockContext).frozenAt !== null;
  return (
    <div
      ref={scroller}
      className="rc-scroller"
      style={isStale ? STALE : undefined}
      data-testid="recent-calls-scroller"
      onScroll={onScroll}
    >
      <div
        role="grid"
        aria-label={strings.listLabel}
        aria-rowcount={items.length}
        className="rc-grid"
        style={{ height: offsets[items.length] }}
        {...containerProps}
      >
        <CallRows
          items={items}
          offsets={offsets}
          indexes={indexes}
          tabStop={tabStop}
          openSid={openSid}
          onOpen={onOpen}
          onCallBack={onCallBack}
        />
      </div>
      {footer}
    </div>
  );
});

const itemKey = ({ key }: ListItem): string => key;
const STALE = { opacity: 0.8 } as const;

const callsOf = (items: readonly ListItem[]): ReadonlyMap<ReservationSid, RecentCall> =>
  new Map(items.flatMap((item) => (item.type === 'call' ? [[item.key, item.entry.call] as const] : [])));

/** The action for the key of a row, which is heard with the SID of its call. */
const on =
  (calls: ReadonlyMap<ReservationSid, RecentCall>, action: (call: RecentCall) => void) =>
  (sid: ReservationSid): void => {
    const call = calls.get(sid);
    if (call !== undefined) action(call);
  };
