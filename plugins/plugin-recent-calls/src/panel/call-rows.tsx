import type { RecentCall, ReservationSid } from '@flex-sync-suite/shared/contract';
import { useBackendNow } from '@flex-sync-suite/shared/hooks';
import React from 'react';
import { useAgentState } from '../data/panel-ports';
import { callBackObstacle } from '../model/call-back';
import { DAY_HEIGHT_PX, type ListItem } from '../model/list-items';
import { useFormatters } from '../parts/formatters-context';
import { CallRow } from './call-row';

/** Ages are shown in minutes; the first one in seconds. */
const AGE_INTERVAL_MS = 10_000;

export interface CallRowsProps {
  readonly items: readonly ListItem[];
  /** Where each item begins, in pixels from the top. */
  readonly offsets: readonly number[];
  /** Of the items to draw. */
  readonly indexes: readonly number[];
  readonly tabStop: ReservationSid | undefined;
  readonly openSid: ReservationSid | null;
  readonly onOpen: (call: RecentCall) => void;
  readonly onCallBack: (call: RecentCall) => void;
}

/** The rows that are drawn, and the days between them. */
export function CallRows(props: CallRowsProps): React.JSX.Element {
  const { items, offsets, indexes, tabStop, openSid, onOpen, onCallBack } = props;
  const format = useFormatters();
  const now = useBackendNow(AGE_INTERVAL_MS);
  const agent = useAgentState();
  return (
    <>
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
    </>
  );
}

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
