import { viewMessage } from '@flex-sync-suite/shared/flex';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Callout, CalloutText } from '@twilio-paste/core/callout';
import { Heading } from '@twilio-paste/core/heading';
import { Paragraph } from '@twilio-paste/core/paragraph';
import { Spinner } from '@twilio-paste/core/spinner';
import { InformationIcon } from '@twilio-paste/icons/cjs/InformationIcon';
import React from 'react';
import { agentStrings } from '../desk/agent-strings';
import type { ComposerAvailability, ResponseListState } from '../model/library-view';
import { MESSAGES, NO_LISTS_MESSAGE, OBSTACLES } from '../strings';

interface PanelMessageProps {
  readonly state: ResponseListState;
  /** Offered when a filter hides everything. */
  readonly onClearFilter?: (() => void) | undefined;
}

/** What stands in place of the list. */
export function PanelMessage({ state, onClearFilter }: PanelMessageProps): React.JSX.Element | null {
  const message = state.kind === 'no-lists' ? NO_LISTS_MESSAGE : viewMessage(state, MESSAGES);
  if (message === null) return null;
  return (
    <Box padding="space60" textAlign="center">
      <div role="status" data-testid="canned-message">
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
          {agentStrings.clearFilter}
        </Button>
      ) : null}
    </Box>
  );
}

/** Says above the list why it is not live. Its region is always there, so that its text is announced. */
export function PanelBanner({ state }: { readonly state: ResponseListState }): React.JSX.Element {
  const isShown = state.kind === 'lost' || state.kind === 'stale';
  return (
    <div role="alert" data-testid="canned-banner">
      {isShown ? (
        <Callout variant={state.kind === 'lost' ? 'error' : 'warning'}>
          <CalloutText>{agentStrings.banner[state.kind]}</CalloutText>
        </Callout>
      ) : null}
    </div>
  );
}

/** Says why nothing can be inserted now; the list may still be read. */
export function ComposerNote({
  availability,
}: {
  readonly availability: ComposerAvailability;
}): React.JSX.Element | null {
  if (availability.kind === 'on') return null;
  return (
    <Box
      role="status"
      display="flex"
      alignItems="center"
      columnGap="space20"
      padding="space30"
      borderRadius="borderRadius20"
      backgroundColor="colorBackgroundNeutralWeakest"
      color="colorTextNeutral"
      fontSize="fontSize20"
      lineHeight="lineHeight20"
      data-testid="canned-off"
    >
      <InformationIcon decorative size="sizeIcon10" />
      {OBSTACLES[availability.reason]}
    </Box>
  );
}
