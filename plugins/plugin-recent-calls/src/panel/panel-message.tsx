import { viewMessage } from '@flex-sync-suite/shared/flex';
import type { LiveViewState } from '@flex-sync-suite/shared/hooks';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Callout, CalloutText } from '@twilio-paste/core/callout';
import { Heading } from '@twilio-paste/core/heading';
import { Paragraph } from '@twilio-paste/core/paragraph';
import { Spinner } from '@twilio-paste/core/spinner';
import React from 'react';
import { MESSAGES, panelBanner, strings } from '../strings';
import { useFormatters } from './panel-context';

interface PanelMessageProps {
  readonly state: LiveViewState;
  /** Offered when a filter hides everything. */
  readonly onClearFilter?: (() => void) | undefined;
  readonly footer?: React.ReactNode;
}

/** What stands in place of the list. */
export function PanelMessage({ state, onClearFilter, footer }: PanelMessageProps): React.JSX.Element | null {
  const message = viewMessage(state, MESSAGES);
  if (message === null) return null;
  return (
    <Box padding="space60" textAlign="center">
      <div role="status" data-testid="recent-calls-message">
        {state.kind === 'loading' ? (
          <Box display="flex" justifyContent="center">
            <Spinner decorative size="sizeIcon40" />
          </Box>
        ) : null}
        <Heading as="h3" variant="heading40">
          {message.title}
        </Heading>
        <Paragraph marginBottom="space0">{message.text}</Paragraph>
      </div>
      {state.kind === 'no-match' && onClearFilter !== undefined ? (
        <Button variant="secondary" size="small" onClick={onClearFilter}>
          {strings.clearFilter}
        </Button>
      ) : null}
      {footer}
    </Box>
  );
}

/** Says above the list why it is not live. Its region is always there, so that its text is announced. */
export function PanelBanner({ state }: { readonly state: LiveViewState }): React.JSX.Element {
  const banner = panelBanner(state, useFormatters());
  return (
    <div role="alert" data-testid="recent-calls-banner">
      {banner === null ? null : (
        <Callout variant={state.kind === 'lost' ? 'error' : 'warning'}>
          <CalloutText>{banner}</CalloutText>
        </Callout>
      )}
    </div>
  );
}
