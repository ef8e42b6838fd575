import { ActionButton } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React, { memo } from 'react';
import { strings } from '../parts/strings';
import { useFormatters } from '../parts/formatters-context';
import type { OlderCalls } from '../data/use-older-calls';

/** Below the list: the next page from the backend, how far it is, and what went wrong. */
export const OlderCallsFooter = memo(function OlderCallsFooter({ older }: { readonly older: OlderCalls }) {
  const { count } = useFormatters();
  const { status, reason, load } = older;
  return (
    <Box padding="space40" textAlign="center" data-testid="older-calls-footer" data-state={status}>
      <div role="status">
        {status === 'loading' ? <Note>{strings.older.loading(count(older.count))}</Note> : null}
        {status === 'complete' ? <Note>{strings.older.complete(count(older.count))}</Note> : null}
        {reason === null ? null : <Note>{strings.older.failed(reason)}</Note>}
      </div>
      {status === 'complete' ? null : (
        <ActionButton variant="link" isBusy={status === 'loading'} onClick={load} data-testid="older-calls">
          {status === 'failed' ? strings.older.retry : strings.older.load}
        </ActionButton>
      )}
    </Box>
  );
});

function Note({ children }: { readonly children: string }): React.JSX.Element {
  return (
    <Text as="p" fontSize="fontSize20" color="colorTextWeak">
      {children}
    </Text>
  );
}
