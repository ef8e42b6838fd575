import { RECENT_CALLS_PATH, RecentCall } from '@flex-sync-suite/shared/contract';
import { errorWords } from '@flex-sync-suite/shared/flex';
import { ActionButton } from '@flex-sync-suite/shared/views';
import { Text } from '@twilio-paste/core/text';
import React, { useState } from 'react';
import { strings } from '../parts/strings';
import { usePorts } from '../data/panel-ports';

interface WholeCallLoaderProps {
  readonly call: RecentCall;
  readonly onLoaded: (call: RecentCall) => void;
}

/** Says that the row was shortened to fit into Sync, and asks the backend for the whole of it. */
export function WholeCallLoader({ call, onLoaded }: WholeCallLoaderProps): React.JSX.Element {
  const { client } = usePorts();
  const [isLoading, setIsLoading] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function load(): Promise<void> {
    setIsLoading(true);
    setFailure(null);
    try {
      const whole = await client.request({ path: `${RECENT_CALLS_PATH}/${call.reservationSid}`, schema: RecentCall });
      setIsLoading(false);
      // Last: the row is whole then, and this loader goes.
      onLoaded(whole);
    } catch (error) {
      setFailure(errorWords(error));
      setIsLoading(false);
    }
  }

  return (
    <div data-testid="whole-call">
      <Text as="p" fontSize="fontSize20" role="status">
        {isLoading ? strings.details.loadingWhole : (failure ?? strings.details.cut)}
      </Text>
      <ActionButton variant="link" isBusy={isLoading} onClick={() => void load()}>
        {strings.details.loadWhole}
      </ActionButton>
    </div>
  );
}
