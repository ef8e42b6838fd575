import { LiveViewMessage, type LiveViewState, outageWords, ViewBanner } from '@flex-sync-suite/shared/views';
import React from 'react';
import { MESSAGES, OUTAGE } from './strings';
import { useFormatters } from './formatters-context';

interface PanelMessageProps {
  readonly state: LiveViewState;
  /** Offered when a filter hides everything. */
  readonly onClearFilter?: () => void;
  readonly footer?: React.ReactNode;
}

/** What stands in place of the list. */
export const PanelMessage = (props: PanelMessageProps): React.JSX.Element => (
  <LiveViewMessage {...props} messages={MESSAGES} size="panel" testId="recent-calls-message" />
);

/** Says above the list why it is not live. */
export function PanelBanner({ state }: { readonly state: LiveViewState }): React.JSX.Element {
  return (
    <ViewBanner
      words={outageWords(state, OUTAGE, useFormatters().timeOfDay)}
      variant={state.kind === 'lost' ? 'error' : 'warning'}
      size="panel"
      testId="recent-calls-banner"
    />
  );
}
