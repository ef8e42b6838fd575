import type { ViewMessage } from '@flex-sync-suite/shared/flex';
import { Box } from '@twilio-paste/core/box';
import { Heading } from '@twilio-paste/core/heading';
import { Paragraph } from '@twilio-paste/core/paragraph';
import { Spinner } from '@twilio-paste/core/spinner';
import React, { type ReactNode } from 'react';

/** What stands in place of the view, or of a part of it. */
export function ManagerMessage({
  message,
  isLoading = false,
  children,
}: {
  readonly message: ViewMessage;
  readonly isLoading?: boolean;
  /** What can be done about it. */
  readonly children?: ReactNode;
}): React.JSX.Element {
  return (
    <Box padding="space100" textAlign="center" role="status" data-testid="manager-message">
      {isLoading ? <Spinner decorative size="sizeIcon60" /> : null}
      <Heading as="h2" variant="heading30">
        {message.title}
      </Heading>
      <Paragraph>{message.text}</Paragraph>
      {children}
    </Box>
  );
}

/** A view that has nothing but a message, because it cannot even begin. */
export function ManagerNotice({
  state,
  message,
}: {
  readonly state: 'unconfigured' | 'forbidden';
  readonly message: ViewMessage;
}): React.JSX.Element {
  return (
    <Box width="100%" padding="space60" color="colorText" data-testid="canned-manager" data-state={state}>
      <ManagerMessage message={message} />
    </Box>
  );
}
