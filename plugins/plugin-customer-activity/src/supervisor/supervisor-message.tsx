import { LiveViewMessage, type LiveViewState, outageWords, ViewBanner, ViewPage } from '@flex-sync-suite/shared/views';
import React from 'react';
import { useSupervisor } from './parts/supervisor-context';
import { SUPERVISOR_MESSAGES, SUPERVISOR_OUTAGE } from './parts/supervisor-strings';

const PLACE = { size: 'page', testId: 'activity-message' } as const;

/** What stands in place of the answers. */
export const SupervisorMessage = ({ state }: { readonly state: LiveViewState }): React.JSX.Element | null => (
  <LiveViewMessage {...PLACE} state={state} messages={SUPERVISOR_MESSAGES} />
);

/** Says above the answers why they are not live. */
export function SupervisorBanner({ state }: { readonly state: LiveViewState }): React.JSX.Element {
  const { format } = useSupervisor();
  return (
    <ViewBanner
      words={outageWords(state, SUPERVISOR_OUTAGE, format.timeOfDay)}
      variant={state.kind === 'lost' ? 'error' : 'warning'}
      size="page"
      testId="activity-banner"
    />
  );
}

/** A view that has nothing but a message, because it cannot even begin to read. */
export const SupervisorNotice = ({ state }: { readonly state: LiveViewState }): React.JSX.Element => (
  <ViewPage testId="activity-view" state={state.kind}>
    <SupervisorMessage state={state} />
  </ViewPage>
);
