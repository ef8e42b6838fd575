import type { RecentCall } from '@flex-sync-suite/shared/contract';
import { useBackendNow } from '@flex-sync-suite/shared/hooks';
import { ActionButton, Dialog } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React, { useRef } from 'react';
import { useAgentState } from '../data/panel-ports';
import { callBackObstacle, type CallBackObstacle, callerIdFor, recentAttempts } from '../model/call-back';
import { shownNumber } from '../model/shown-number';
import { useFormatters } from './formatters-context';
import { addressText, partyName } from './party-words';
import { OBSTACLES, strings } from './strings';
import { usePlaceCall } from './use-place-call';

interface CallBackDialogProps {
  readonly call: RecentCall;
  /** All calls that are known: to the same customer there may have been one just now. */
  readonly calls: readonly RecentCall[];
  readonly onClose: () => void;
}

/** Asks before it calls: whom, and with which number of ours. */
export function CallBackDialog({ call, calls, onClose }: CallBackDialogProps): React.JSX.Element {
  const callButton = useRef<HTMLButtonElement>(null);
  const obstacle = callBackObstacle(call, useAgentState());
  const { isCalling, failure, placeCall } = usePlaceCall(call, onClose);
  return (
    // Shift+Enter, look, Enter: the focus begins on the answer, unless that answer cannot be given.
    <Dialog
      title={strings.confirm.title}
      closeLabel={strings.confirm.cancel}
      onClose={onClose}
      testId="call-back-dialog"
      {...(obstacle === null ? { initialFocusRef: callButton } : {})}
      actions={
        <ActionButton
          ref={callButton}
          variant="primary"
          isBusy={isCalling}
          isOff={obstacle !== null}
          data-testid="call-back-confirm"
          onClick={placeCall}
        >
          {strings.confirm.call}
        </ActionButton>
      }
    >
      <WhomAndFrom call={call} />
      <Notes call={call} calls={calls} obstacle={obstacle} failure={failure} />
    </Dialog>
  );
}

function WhomAndFrom({ call }: Pick<CallBackDialogProps, 'call'>): React.JSX.Element {
  const callerId = callerIdFor(call, useAgentState());
  return (
    <Box as="dl" margin="space0">
      <Term name={strings.confirm.customer}>
        <bdi dir="auto">{partyName(call)}</bdi>
      </Term>
      <Term name={strings.confirm.number}>
        <bdi dir="ltr" data-testid="call-back-number">
          {addressText(call.party.address) ?? ''}
        </bdi>
      </Term>
      <Term name={strings.confirm.callerId}>
        <bdi dir="ltr" data-testid="call-back-caller-id">
          {callerId === null ? strings.confirm.accountDefault : shownNumber(callerId)}
        </bdi>
      </Term>
    </Box>
  );
}

function Term({ name, children }: { readonly name: string; readonly children: React.ReactNode }): React.JSX.Element {
  return (
    <Box display="flex" columnGap="space40" marginBottom="space30">
      <Box as="dt" color="colorTextWeak">
        {name}
      </Box>
      <Box as="dd" margin="space0" color="colorText" fontWeight="fontWeightSemibold">
        {children}
      </Box>
    </Box>
  );
}

interface NotesProps extends Pick<CallBackDialogProps, 'call' | 'calls'> {
  readonly obstacle: CallBackObstacle | null;
  readonly failure: string | null;
}

/** What to know before the answer, and what became of it. */
function Notes({ call, calls, obstacle, failure }: NotesProps): React.JSX.Element {
  const { count } = useFormatters();
  const attempts = recentAttempts(call, calls, useBackendNow(1000));
  return (
    <div role="alert" data-testid="call-back-notes">
      {call.party.isMasked ? <Text as="p">{strings.confirm.masked}</Text> : null}
      {attempts > 0 ? (
        <Text as="p" color="colorTextWarningStrong" data-testid="call-back-repeated">
          {strings.confirm.repeated(count(attempts))}
        </Text>
      ) : null}
      {obstacle === null ? null : <Problem>{OBSTACLES[obstacle]}</Problem>}
      {failure === null ? null : <Problem>{failure}</Problem>}
    </div>
  );
}

const Problem = ({ children }: { readonly children: string }): React.JSX.Element => (
  <Text as="p" color="colorTextError">
    {children}
  </Text>
);
