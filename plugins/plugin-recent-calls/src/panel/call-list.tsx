import type { RecentCall, ReservationSid } from '@flex-sync-suite/shared/contract';
import { useBackendNow } from '@flex-sync-suite/shared/hooks';
import { keyedRows, useListWindow, usePlace, useRowNavigation } from '@flex-sync-suite/shared/views';
import React, { memo, useMemo } from 'react';
import { callBackObstacle } from '../model/call-back';
import { DAY_HEIGHT_PX, itemHeight, itemOffsets, type ListItem } from '../model/list-items';
import { strings } from '../parts/strings';
import { CallRow } from './call-row';
import { useAgentState, usePorts } from '../data/panel-ports';
import { useFormatters } from '../parts/formatters-context';

/**
 * Up to this many items all are drawn: searching the page and printing then find everything. No more: a keystroke that
 * brings 40 rows to the screen at once takes longer than a frame.
 */
const MAX_UNWINDOWED_ITEMS = 20;

/** Ages are shown in minutes; the first one in seconds. */
const AGE_INTERVAL_MS = 10_000;

interface CallListProps {
  readonly items: readonly ListItem[];
  readonly openSid: ReservationSid | null;
  readonly isStale: boolean;
  readonly onOpen: (call: RecentCall) => void;
  readonly onCallBack: (call: RecentCall) => void;
  /** Below the last row. */
  readonly footer?: React.ReactNode;
}

/** The list: day separators and rows, of which only those near the visible part are drawn. */
export const CallList = memo(function CallList(props: CallListProps) {
  const { items, openSid, isStale, onOpen, onCallBack, footer } = props;
  const calls = useMemo(
    () => new Map(items.flatMap((item) => (item.type === 'call' ? [[item.key, item.entry.call] as const] : []))),
    [items],
  );
  const order = useMemo(() => [...calls.keys()], [calls]);
  const offsets = useMemo(() => itemOffsets(items), [items]);
  const places = useMemo(() => keyedRows(items.map(itemKey), offsets), [items, offsets]);
  const { scroller, onScroll } = usePlace(usePorts().memory.place, places);
  const act = (sid: ReservationSid, action: (call: RecentCall) => void): void => {
    const call = calls.get(sid);
    if (call !== undefined) action(call);
  };
  const { tabStop, containerProps } = useRowNavigation({
    order,
    container: scroller,
    idAttribute: 'data-reservation-sid',
    onEnter: (sid) => {
      act(sid, onOpen);
    },
    onShiftEnter: (sid) => {
      act(sid, onCallBack);
    },
  });
  const indexes = useListWindow({
    items,
    keyOf: itemKey,
    heightOf: itemHeight,
    tabStop: items.findIndex(({ key }) => key === tabStop),
    scroller,
    maxUnwindowed: MAX_UNWINDOWED_ITEMS,
  });

  const format = useFormatters();
  const now = useBackendNow(AGE_INTERVAL_MS);
  const agent = useAgentState();

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
        {indexes.map((index) => {
          const item = items[index];
          if (item === undefined) return null;
          const top = offsets[index] ?? 0;
          if (item.type === 'day') return <DaySeparator key={item.key} label={item.label} index={index} top={top} />;
          const { call } = item.entry;
          return (
            <CallRow
              key={item.key}
              entry={item.entry}
              ariaRowIndex={index + 1}
              top={top}
              ago={format.ago(Date.parse(call.createdAt), now)}
              obstacle={callBackObstacle(call, agent)}
              isTabStop={item.key === tabStop}
              isOpen={item.key === openSid}
              onOpen={onOpen}
              onCallBack={onCallBack}
            />
          );
        })}
      </div>
      {footer}
    </div>
  );
});

const itemKey = ({ key }: ListItem): string => key;
const STALE = { opacity: 0.8 } as const;

interface DaySeparatorProps {
  readonly label: string;
  /** Position in the whole list, from 0. */
  readonly index: number;
  readonly top: number;
}

function DaySeparator({ label, index, top }: DaySeparatorProps): React.JSX.Element {
  return (
    <div
      role="row"
      aria-rowindex={index + 1}
      className="rc-day"
      style={{ height: DAY_HEIGHT_PX, top }}
      data-testid="day-separator"
    >
      <span role="rowheader">{label}</span>
    </div>
  );
}
