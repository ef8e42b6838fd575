import type { RecentCall, ReservationSid } from '@flex-sync-suite/shared/contract';
import { useListWindow, useRowNavigation } from '@flex-sync-suite/shared/hooks';
import { Box } from '@twilio-paste/core/box';
import React, { memo, useMemo, useRef } from 'react';
import { itemHeight, itemOffsets, type ListItem } from '../model/list-items';
import { strings } from '../strings';
import { CallRow } from './call-row';

/** Up to this many items all are drawn: searching the page and printing then find everything. */
const MAX_UNWINDOWED_ITEMS = 40;

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
  const scroller = useRef<HTMLDivElement>(null);
  const calls = useMemo(
    () => new Map(items.flatMap((item) => (item.type === 'call' ? [[item.key, item.entry.call] as const] : []))),
    [items],
  );
  const order = useMemo(() => [...calls.keys()], [calls]);
  const offsets = useMemo(() => itemOffsets(items), [items]);
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

  return (
    <Box
      ref={scroller}
      flexGrow={1}
      flexBasis="0"
      minHeight="144px"
      overflow="auto"
      opacity={isStale ? 0.8 : undefined}
      data-testid="recent-calls-scroller"
    >
      <Box
        role="grid"
        aria-label={strings.listLabel}
        aria-rowcount={items.length}
        position="relative"
        height={`${offsets.at(-1) ?? 0}px`}
        {...containerProps}
      >
        {indexes.map((index) => {
          const item = items[index];
          if (item === undefined) return null;
          return (
            <div key={item.key} role="presentation" style={{ ...PLACED, top: offsets[index] }}>
              {item.type === 'day' ? (
                <DaySeparator label={item.label} ariaRowIndex={index + 1} />
              ) : (
                <CallRow
                  entry={item.entry}
                  ariaRowIndex={index + 1}
                  isTabStop={item.key === tabStop}
                  isOpen={item.key === openSid}
                  onOpen={onOpen}
                  onCallBack={onCallBack}
                />
              )}
            </div>
          );
        })}
      </Box>
      {footer}
    </Box>
  );
});

const itemKey = ({ key }: ListItem): string => key;
const PLACED = { position: 'absolute', insetInlineStart: 0, insetInlineEnd: 0 } as const;

function DaySeparator({
  label,
  ariaRowIndex,
}: {
  readonly label: string;
  readonly ariaRowIndex: number;
}): React.JSX.Element {
  return (
    <Box
      role="row"
      aria-rowindex={ariaRowIndex}
      display="flex"
      alignItems="center"
      height="32px"
      paddingX="space40"
      backgroundColor="colorBackground"
      color="colorTextWeak"
      fontSize="fontSize20"
      fontWeight="fontWeightSemibold"
      data-testid="day-separator"
    >
      <span role="rowheader">{label}</span>
    </Box>
  );
}
