import { isWithheld, RevealedParty, RECENT_CALLS_PATH, type RecentCall } from '@flex-sync-suite/shared/contract';
import { errorWords } from '@flex-sync-suite/shared/flex';
import { ActionButton } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
import React, { useState } from 'react';
import { shownNumber } from '../model/shown-number';
import { strings } from '../parts/strings';
import { usePorts } from '../data/panel-ports';

/** The customer's number or address: shown, revealed on demand when it is masked, and copied. Key it by reservation. */
export function CustomerNumber({ call }: { readonly call: RecentCall }): React.JSX.Element | null {
  const { client } = usePorts();
  const [revealed, setRevealed] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [message, setMessage] = useState('');
  const { address, isMasked } = call.party;
  if (address === null || isWithheld(address)) return null;
  const isHidden = isMasked && revealed === null;
  const shown = revealed ?? address;

  async function reveal(): Promise<void> {
    setIsBusy(true);
    setMessage('');
    try {
      const path = `${RECENT_CALLS_PATH}/${call.reservationSid}/reveal`;
      setRevealed((await client.request({ method: 'POST', path, schema: RevealedParty })).address);
    } catch (error) {
      setMessage(strings.details.revealFailed(errorWords(error)));
    } finally {
      setIsBusy(false);
    }
  }

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(shown);
      setMessage(strings.details.copied);
    } catch {
      setMessage(strings.details.copyFailed);
    }
  }

  return (
    <Box display="flex" flexWrap="wrap" alignItems="center" columnGap="space40">
      <bdi dir="ltr" data-testid="customer-number">
        {shownNumber(shown)}
      </bdi>
      {isHidden ? (
        <ActionButton variant="link" isBusy={isBusy} onClick={() => void reveal()} data-testid="reveal-number">
          {strings.details.reveal}
        </ActionButton>
      ) : (
        <Button variant="link" onClick={() => void copy()} data-testid="copy-number">
          {strings.details.copy}
        </Button>
      )}
      <div role="status">
        {message === '' ? null : (
          <Text as="span" fontSize="fontSize20">
            {message}
          </Text>
        )}
      </div>
    </Box>
  );
}
