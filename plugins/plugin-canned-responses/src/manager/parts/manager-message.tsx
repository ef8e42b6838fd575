import { type MessageWords, ViewMessage, type ViewMessageProps, ViewPage } from '@flex-sync-suite/shared/views';
import { Button } from '@twilio-paste/core/button';
import React from 'react';
import { managerStrings } from './manager-strings';

/** What stands in place of the view, or of a part of it. */
export const ManagerMessage = (props: Pick<ViewMessageProps, 'words' | 'isLoading' | 'action'>): React.JSX.Element => (
  <ViewMessage {...props} size="page" testId="manager-message" />
);

/** The action of a message that something could not be read. */
export const RetryButton = ({ onRetry }: { readonly onRetry: () => void }): React.JSX.Element => (
  <Button variant="secondary" onClick={onRetry} data-testid="manager-retry">
    {managerStrings.retry}
  </Button>
);

/** A view that has nothing but a message, because it cannot even begin. */
export const ManagerNotice = ({
  state,
  message,
}: {
  readonly state: 'unconfigured' | 'forbidden';
  readonly message: MessageWords;
}): React.JSX.Element => (
  <ViewPage testId="canned-manager" state={state}>
    <ManagerMessage words={message} />
  </ViewPage>
);
