import { LiveViewMessage, type LiveViewState, outageWords, ViewBanner, ViewPage } from '@flex-sync-suite/shared/views';
import React from 'react';
import { MESSAGES, OUTAGE } from '../strings/strings';
import { useFormatters } from '../parts/formatters-context';

interface BoardMessageProps {
  readonly state: LiveViewState;
  /** Offered when a filter hides everything. */
  readonly onClearFilter?: () => void;
}

/** What stands in place of the table. */
export const BoardMessage = (props: BoardMessageProps): React.JSX.Element => (
  <LiveViewMessage {...props} messages={MESSAGES} size="page" testId="board-message" />
);

/** Says above the table why its figures are not live. */
export function BoardBanner({ state }: { readonly state: LiveViewState }): React.JSX.Element {
  return (
    <ViewBanner
      words={outageWords(state, OUTAGE, useFormatters().timeOfDay)}
      variant={state.kind === 'lost' ? 'error' : 'warning'}
      size="page"
      testId="board-banner"
    />
  );
}

/** A board that has nothing but a message, because it cannot even begin to read. */
export const BoardNotice = ({ state }: { readonly state: LiveViewState }): React.JSX.Element => (
  <ViewPage testId="queue-board" state={state.kind}>
    <BoardMessage state={state} />
  </ViewPage>
);
