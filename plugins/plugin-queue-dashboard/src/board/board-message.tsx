import { viewMessage } from '@flex-sync-suite/shared/flex';
import type { LiveViewState } from '@flex-sync-suite/shared/hooks';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Callout, CalloutHeading, CalloutText } from '@twilio-paste/core/callout';
import { Heading } from '@twilio-paste/core/heading';
import { Paragraph } from '@twilio-paste/core/paragraph';
import { Spinner } from '@twilio-paste/core/spinner';
import React from 'react';
import { boardBanner, MESSAGES, strings } from '../strings';
import { useFormatters } from './board-context';

/** What stands in place of the table. */
export function BoardMessage({
  state,
  onClearFilter,
}: {
  readonly state: LiveViewState;
  /** Offered when a filter hides everything. */
  readonly onClearFilter?: (() => void) | undefined;
}): React.JSX.Element | null {
  const message = viewMessage(state, MESSAGES);
  if (message === null) return null;
  return (
    <Box padding="space100" textAlign="center" role="status" data-testid="board-message">
      {state.kind === 'loading' ? <Spinner decorative size="sizeIcon60" /> : null}
      <Heading as="h2" variant="heading30">
        {message.title}
      </Heading>
      <Paragraph marginBottom="space0">{message.text}</Paragraph>
      {state.kind === 'no-match' && onClearFilter !== undefined ? (
        <Button variant="secondary" onClick={onClearFilter}>
          {strings.clearFilter}
        </Button>
      ) : null}
    </Box>
  );
}

/** Says above the table why its figures are not live. Its region is always there, so that its text is announced. */
export function BoardBanner({ state }: { readonly state: LiveViewState }): React.JSX.Element {
  const banner = boardBanner(state, useFormatters());
  return (
    <div role="alert" data-testid="board-banner">
      {banner === null ? null : (
        <Callout variant={state.kind === 'lost' ? 'error' : 'warning'} marginY="space40">
          <CalloutHeading as="h2">{banner.title}</CalloutHeading>
          <CalloutText>{banner.text}</CalloutText>
        </Callout>
      )}
    </div>
  );
}
