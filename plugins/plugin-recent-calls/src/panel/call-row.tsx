import type { RecentCall } from '@flex-sync-suite/shared/contract';
import { useBackendNow, useLiveNow } from '@flex-sync-suite/shared/hooks';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Truncate } from '@twilio-paste/core/truncate';
import { CallIcon as PhoneIcon } from '@twilio-paste/icons/cjs/CallIcon';
import React, { memo } from 'react';
import { callBackObstacle } from '../model/call-back';
import { isInProgress, rowDurationMs } from '../model/call-times';
import { ROW_HEIGHT_PX, type CallEntry } from '../model/list-items';
import { isOpenMissed } from '../model/today-counters';
import { channelWord, DIRECTION_WORDS, OBSTACLES, outcomeWord, strings } from '../strings';
import { CallIcon } from './call-icon';
import { useAgentState, useFormatters } from './panel-context';

/** Ages are shown in minutes; the first one in seconds. */
const AGE_INTERVAL_MS = 10_000;

interface CallRowProps {
  readonly entry: CallEntry;
  readonly isTabStop: boolean;
  readonly isOpen: boolean;
  /** Position in the whole list, from 1. */
  readonly ariaRowIndex: number;
  readonly onOpen: (call: RecentCall) => void;
  readonly onCallBack: (call: RecentCall) => void;
}

/** Name or number of the customer, as text; what a mask hides stays hidden. */
export const partyName = ({ party }: RecentCall): string => party.name ?? party.address ?? strings.unknownParty;

/** One call: 48 pixels, two lines, and the button to call back. */
export const CallRow = memo(function CallRow(props: CallRowProps) {
  const { entry, isTabStop, isOpen, ariaRowIndex, onOpen, onCallBack } = props;
  const { call, count } = entry;
  const format = useFormatters();
  const createdAt = Date.parse(call.createdAt);
  return (
    <Box
      role="row"
      aria-rowindex={ariaRowIndex}
      aria-selected={isOpen}
      tabIndex={isTabStop ? 0 : -1}
      display="flex"
      alignItems="center"
      columnGap="space30"
      height={`${ROW_HEIGHT_PX}px`}
      paddingX="space40"
      cursor="pointer"
      backgroundColor={isOpen ? 'colorBackgroundPrimaryWeakest' : 'colorBackgroundBody'}
      _hover={{ backgroundColor: isOpen ? 'colorBackgroundPrimaryWeakest' : 'colorBackground' }}
      _focusVisible={{ outline: 'none', boxShadow: 'shadowFocusInset' }}
      data-testid="recent-call"
      data-reservation-sid={call.reservationSid}
      data-outcome={call.outcome}
      data-direction={call.direction}
      onClick={() => {
        onOpen(call);
      }}
    >
      <Box role="gridcell" display="flex" alignItems="center" columnGap="space30" flexGrow={1} minWidth="0">
        <CallIcon call={call} />
        <Box flexGrow={1} minWidth="0">
          <Line>
            <Box as="span" minWidth="0" fontWeight="fontWeightSemibold" color="colorText" flexGrow={1}>
              <Truncate title={partyName(call)}>
                <bdi dir="auto" data-cell="party">
                  {partyName(call)}
                </bdi>
              </Truncate>
            </Box>
            {count === 1 ? null : (
              <Box as="span" flexShrink={0} data-cell="count">
                {strings.grouped(format.count(count))}
              </Box>
            )}
            <time
              dateTime={call.createdAt}
              title={format.dateTime(createdAt)}
              dir="auto"
              data-cell="ago"
              style={NO_WRAP}
            >
              <Ago at={createdAt} />
            </time>
          </Line>
          <Line>
            <Box
              as="span"
              flexShrink={0}
              color={isOpenMissed(call) ? 'colorTextError' : 'colorTextWeak'}
              data-cell="outcome"
            >
              {DIRECTION_WORDS[call.direction]} · {outcomeWord(call)}
            </Box>
            <Box as="span" minWidth="0" flexGrow={1}>
              <Truncate title={call.queueName ?? ''}>
                <bdi dir="auto" data-cell="queue">
                  {call.queueName ?? ''}
                </bdi>
              </Truncate>
            </Box>
            <Box as="span" flexShrink={0} data-cell="channel">
              {channelWord(call.channel)}
            </Box>
            <Box as="span" flexShrink={0} data-cell="duration">
              {isInProgress(call) ? <RunningDuration call={call} /> : <Duration ms={rowDurationMs(call, createdAt)} />}
            </Box>
          </Line>
        </Box>
      </Box>
      <Box role="gridcell" flexShrink={0}>
        <CallBackButton call={call} isTabStop={isTabStop} onCallBack={onCallBack} />
      </Box>
    </Box>
  );
});

function Line({ children }: { readonly children: React.ReactNode }): React.JSX.Element {
  return (
    <Box display="flex" columnGap="space30" fontSize="fontSize20" lineHeight="lineHeight20" color="colorTextWeak">
      {children}
    </Box>
  );
}

const NO_WRAP = { whiteSpace: 'nowrap' } as const;

function Ago({ at }: { readonly at: number }): React.JSX.Element {
  return <>{useFormatters().ago(at, useBackendNow(AGE_INTERVAL_MS))}</>;
}

function RunningDuration({ call }: { readonly call: RecentCall }): React.JSX.Element {
  return <Duration ms={rowDurationMs(call, useLiveNow())} />;
}

/** A clock for the eye; the title spells it out. */
export function Duration({ ms }: { readonly ms: number }): React.JSX.Element {
  const { clock, spokenDuration } = useFormatters();
  return <span title={spokenDuration(ms)}>{clock(ms)}</span>;
}

interface CallBackButtonProps {
  readonly call: RecentCall;
  readonly isTabStop: boolean;
  readonly onCallBack: (call: RecentCall) => void;
}

/** Stays focusable when it cannot be used, so that its reason can be read. */
export function CallBackButton({ call, isTabStop, onCallBack }: CallBackButtonProps): React.JSX.Element {
  const obstacle = callBackObstacle(call, useAgentState());
  const label = strings.callBackParty(partyName(call));
  return (
    <Button
      variant="secondary_icon"
      size="icon_small"
      tabIndex={isTabStop ? 0 : -1}
      aria-disabled={obstacle !== null}
      aria-label={obstacle === null ? label : `${label}. ${OBSTACLES[obstacle]}`}
      title={obstacle === null ? strings.callBack : OBSTACLES[obstacle]}
      data-testid="call-back"
      data-obstacle={obstacle ?? undefined}
      onClick={(event) => {
        event.stopPropagation();
        if (obstacle === null) onCallBack(call);
      }}
    >
      <PhoneIcon decorative color={obstacle === null ? 'inherit' : 'colorTextWeaker'} />
    </Button>
  );
}
