import { RECENT_CALLS_PATH, RecentCallsPage, type RecentCall } from '@flex-sync-suite/shared/contract';
import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
import React, { useState } from 'react';
import { strings } from '../strings';
import { errorWords } from './error-words';
import { usePorts } from './panel-context';

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
      const from = Date.parse(call.createdAt);
      const { calls } = await client.request({
        path: RECENT_CALLS_PATH,
        // The API has no single row; its instant finds it, and those of the same millisecond.
        query: { since: call.createdAt, until: new Date(from + 1).toISOString(), limit: 200 },
        schema: RecentCallsPage,
      });
      const whole = calls.find(({ reservationSid }) => reservationSid === call.reservationSid);
      setIsLoading(false);
      // Last: the row is whole then, and this loader goes.
      if (whole !== undefined) onLoaded(whole);
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
      <Button variant="link" loading={isLoading} onClick={() => void load()}>
        {strings.details.loadWhole}
      </Button>
    </div>
  );
}
