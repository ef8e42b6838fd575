import type { RecentCall } from '@flex-sync-suite/shared/contract';
import { useLiveNow } from '@flex-sync-suite/shared/hooks';
import React, { memo } from 'react';
import type { CallBackObstacle } from '../model/call-back';
import { isInProgress, rowDurationMs } from '../model/call-times';
import { ROW_HEIGHT_PX, type CallEntry } from '../model/list-items';
import { isOpenMissed } from '../model/today-counters';
import { ObstacleButton } from '../parts/call-back-button';
import { CallIcon } from '../parts/call-icon';
import { Duration } from '../parts/duration';
import { useFormatters } from '../parts/formatters-context';
import { partyName } from '../parts/party-words';
import { channelWord, DIRECTION_WORDS, outcomeWord, strings } from '../parts/strings';

interface CallRowProps {
  readonly entry: CallEntry;
  readonly isTabStop: boolean;
  readonly isOpen: boolean;
  /** Position in the whole list, from 1. */
  readonly ariaRowIndex: number;
  /** Distance from the top of the list, in pixels. */
  readonly top: number;
  /** How long ago the call was offered, in words. */
  readonly ago: string;
  /** Why the party cannot be called now. */
  readonly obstacle: CallBackObstacle | null;
  readonly onOpen: (call: RecentCall) => void;
  readonly onCallBack: (call: RecentCall) => void;
}

/**
 * One call: 48 pixels, two lines, and the button to call back. Age and obstacle come from the list: a clock and a
 * subscription in each row would be most of what a new row costs.
 */
export function CallRow(props: CallRowProps): React.JSX.Element {
  const { entry, isTabStop, isOpen, ariaRowIndex, top, ago, obstacle, onOpen, onCallBack } = props;
  const { call, count } = entry;
  return (
    // A search moves most rows that it keeps: their position is out here, so that what is inside need not render.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- the grid hears Enter for the row of the tab stop
    <div
      role="row"
      aria-rowindex={ariaRowIndex}
      aria-selected={isOpen}
      tabIndex={isTabStop ? 0 : -1}
      className="rc-row"
      style={{ height: ROW_HEIGHT_PX, top }}
      data-testid="recent-call"
      data-reservation-sid={call.reservationSid}
      data-outcome={call.outcome}
      data-direction={call.direction}
      onClick={() => {
        onOpen(call);
      }}
    >
      <CallCells
        call={call}
        count={count}
        ago={ago}
        obstacle={obstacle}
        isTabStop={isTabStop}
        onCallBack={onCallBack}
      />
    </div>
  );
}

interface CallCellsProps extends CallEntry, Pick<CallRowProps, 'ago' | 'obstacle' | 'isTabStop' | 'onCallBack'> {}

/** Plain elements: see {@link CallSheet}. */
const CallCells = memo(function CallCells(props: CallCellsProps) {
  const { call, count, ago, obstacle, isTabStop, onCallBack } = props;
  const format = useFormatters();
  const createdAt = Date.parse(call.createdAt);
  return (
    <>
      <div role="gridcell" className="rc-summary">
        <CallIcon call={call} />
        <div className="rc-lines">
          <div className="rc-line">
            <span className="rc-wide rc-party" title={partyName(call)}>
              <bdi dir="auto" data-cell="party">
                {partyName(call)}
              </bdi>
            </span>
            {count === 1 ? null : (
              <span className="rc-fixed" data-cell="count">
                {strings.grouped(format.count(count))}
              </span>
            )}
            <time
              className="rc-fixed"
              dateTime={call.createdAt}
              title={format.dateTime(createdAt)}
              dir="auto"
              data-cell="ago"
            >
              {ago}
            </time>
          </div>
          <div className="rc-line">
            <span className={isOpenMissed(call) ? 'rc-fixed rc-urgent' : 'rc-fixed'} data-cell="outcome">
              {DIRECTION_WORDS[call.direction]} · {outcomeWord(call)}
            </span>
            <span className="rc-wide" title={call.queueName ?? ''}>
              <bdi dir="auto" data-cell="queue">
                {call.queueName ?? ''}
              </bdi>
            </span>
            <span className="rc-fixed" data-cell="channel">
              {channelWord(call.channel)}
            </span>
            <span className="rc-fixed" data-cell="duration">
              {isInProgress(call) ? <RunningDuration call={call} /> : <Duration ms={rowDurationMs(call, createdAt)} />}
            </span>
          </div>
        </div>
      </div>
      <div role="gridcell" className="rc-fixed">
        <ObstacleButton call={call} obstacle={obstacle} isTabStop={isTabStop} onCallBack={onCallBack} />
      </div>
    </>
  );
});

function RunningDuration({ call }: { readonly call: RecentCall }): React.JSX.Element {
  return <Duration ms={rowDurationMs(call, useLiveNow())} />;
}
