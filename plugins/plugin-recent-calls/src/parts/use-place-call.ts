import {
  dialableNumber,
  operatorCode,
  RECENT_CALLS_PATH,
  type RecentCall,
  RevealedParty,
} from '@flex-sync-suite/shared/contract';
import { type BackendClient, errorWords } from '@flex-sync-suite/shared/flex';
import { useState } from 'react';
import { useAgentState, usePorts } from '../data/panel-ports';
import { outboundCall } from '../model/call-back';
import { strings } from './strings';

interface PlaceCall {
  readonly isCalling: boolean;
  /** Why the call was not placed, in words; null before and while it is. */
  readonly failure: string | null;
  readonly placeCall: () => void;
}

/**
 * Calls the party back through Flex, with its whole number.
 *
 * @param onPlaced told when Flex has taken the call
 */
export function usePlaceCall(call: RecentCall, onPlaced: () => void): PlaceCall {
  const { client, agent: port } = usePorts();
  const agent = useAgentState();
  const [isCalling, setIsCalling] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  function fail(words: string): void {
    setFailure(words);
    setIsCalling(false);
  }

  async function placeCall(): Promise<void> {
    setIsCalling(true);
    setFailure(null);
    try {
      const destination = await wholeNumber(call, client);
      if (destination === null) fail(strings.confirm.failed(strings.confirm.noNumber));
      else await placeWithFlex(destination);
    } catch (error) {
      fail(strings.confirm.failed(errorWords(error)));
    }
  }

  async function placeWithFlex(destination: string): Promise<void> {
    try {
      await port.startOutboundCall(outboundCall(call, destination, agent));
      onPlaced();
    } catch (error) {
      fail(strings.confirm.refused(operatorCode(error)));
    }
  }

  return { isCalling, failure, placeCall: () => void placeCall() };
}

/** The backend has what is masked; null when the number cannot be dialled. */
async function wholeNumber({ party, reservationSid }: RecentCall, client: BackendClient): Promise<string | null> {
  if (!party.isMasked) return dialableNumber(party.address);
  const path = `${RECENT_CALLS_PATH}/${reservationSid}/reveal`;
  const { address } = await client.request({ method: 'POST', path, schema: RevealedParty });
  return dialableNumber(address);
}
