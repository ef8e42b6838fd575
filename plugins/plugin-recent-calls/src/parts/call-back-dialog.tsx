import {
  dialableNumber,
  operatorCode,
  RECENT_CALLS_PATH,
  type RecentCall,
  RevealedParty,
} from '@flex-sync-suite/shared/contract';
import { errorWords } from '@flex-sync-suite/shared/flex';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Modal, ModalBody, ModalFooter, ModalFooterActions, ModalHeader, ModalHeading } from '@twilio-paste/core/modal';
import { Text } from '@twilio-paste/core/text';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useRef, useState } from 'react';
import { callBackObstacle, callerIdFor, outboundCall } from '../model/call-back';
import { shownNumber } from '../model/shown-number';
import { OBSTACLES, strings } from './strings';
import { addressText, partyName } from './party-words';
import { useAgentState, usePorts } from '../data/panel-ports';
import { useFormatters } from './formatters-context';

interface CallBackDialogProps {
  readonly call: RecentCall;
  /** Calls to the same customer in the last ten minutes. */
  readonly attempts: number;
  readonly onClose: () => void;
}

/** Asks before it calls: whom, and with which number of ours. */
export function CallBackDialog({ call, attempts, onClose }: CallBackDialogProps): React.JSX.Element {
  const { client, agent: port } = usePorts();
  const agent = useAgentState();
  const { count } = useFormatters();
  const headingId = useUID();
  const callButton = useRef<HTMLButtonElement>(null);
  const [isCalling, setIsCalling] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const obstacle = callBackObstacle(call, agent);
  const callerId = callerIdFor(call, agent);

  async function placeCall(): Promise<void> {
    setIsCalling(true);
    setFailure(null);
    try {
      const destination = await wholeNumber();
      if (destination !== null) {
        await placeWithFlex(destination);
        return;
      }
      setFailure(strings.confirm.failed(strings.confirm.noNumber));
    } catch (error) {
      setFailure(strings.confirm.failed(errorWords(error)));
    }
    setIsCalling(false);
  }

  async function placeWithFlex(destination: string): Promise<void> {
    try {
      await port.startOutboundCall(outboundCall(call, destination, agent));
      onClose();
    } catch (error) {
      setFailure(strings.confirm.refused(operatorCode(error)));
      setIsCalling(false);
    }
  }

  async function wholeNumber(): Promise<string | null> {
    if (!call.party.isMasked) return dialableNumber(call.party.address);
    const path = `${RECENT_CALLS_PATH}/${call.reservationSid}/reveal`;
    const { address } = await client.request({ method: 'POST', path, schema: RevealedParty });
    return dialableNumber(address);
  }

  return (
    // Shift+Enter, look, Enter: the focus begins on the answer, unless that answer cannot be given.
    <Modal
      ariaLabelledby={headingId}
      isOpen
      onDismiss={onClose}
      size="default"
      {...(obstacle === null ? { initialFocusRef: callButton } : {})}
    >
      <ModalHeader>
        <ModalHeading as="h2" id={headingId}>
          {strings.confirm.title}
        </ModalHeading>
      </ModalHeader>
      <ModalBody>
        <Box as="dl" margin="space0" data-testid="call-back-dialog">
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
        <div role="alert" data-testid="call-back-notes">
          {call.party.isMasked ? <Text as="p">{strings.confirm.masked}</Text> : null}
          {attempts > 0 ? (
            <Text as="p" color="colorTextWarningStrong" data-testid="call-back-repeated">
              {strings.confirm.repeated(count(attempts))}
            </Text>
          ) : null}
          {obstacle === null ? null : (
            <Text as="p" color="colorTextError">
              {OBSTACLES[obstacle]}
            </Text>
          )}
          {failure === null ? null : (
            <Text as="p" color="colorTextError">
              {failure}
            </Text>
          )}
        </div>
      </ModalBody>
      <ModalFooter>
        <ModalFooterActions>
          <Button variant="secondary" onClick={onClose}>
            {strings.confirm.cancel}
          </Button>
          <Button
            ref={callButton}
            variant="primary"
            loading={isCalling}
            disabled={obstacle !== null}
            data-testid="call-back-confirm"
            onClick={() => void placeCall()}
          >
            {strings.confirm.call}
          </Button>
        </ModalFooterActions>
      </ModalFooter>
    </Modal>
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
