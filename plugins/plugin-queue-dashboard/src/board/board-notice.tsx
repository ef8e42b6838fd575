import type { LiveViewState } from '@flex-sync-suite/shared/hooks';
import { Box } from '@twilio-paste/core/box';
import React from 'react';
import { BoardMessage } from './board-message';

/** A board that has nothing but a message, because it cannot even begin to read. */
export function BoardNotice({ state }: { readonly state: LiveViewState }): React.JSX.Element {
  return (
    <Box width="100%" padding="space60" color="colorText" data-testid="queue-board" data-state={state.kind}>
      <BoardMessage state={state} />
    </Box>
  );
}
