import { ALWAYS, type PanelFrame, type PanelTab } from '@flex-sync-suite/shared/flex';
import type { ValueSource } from '@flex-sync-suite/shared/observable';
import React, { useLayoutEffect, useState } from 'react';
import { strings } from '../parts/strings';
import { CallsView } from './calls-view';
import { PanelMessage } from '../parts/panel-message';
import { PanelRoot, type OpenWorld } from '../parts/panel-root';

interface RecentCallsTab {
  readonly expansion: ValueSource<boolean>;
  /** Asked for when the tab is opened, not before. */
  readonly openWorld: OpenWorld;
}

/** The list in the panel beside the conversation. Closed, it asks Sync for nothing. */
export const recentCallsTab = ({ expansion, openWorld }: RecentCallsTab): PanelTab => ({
  name: 'recent-calls',
  title: strings.title,
  sortOrder: 2,
  isOpen: expansion,
  isOffered: ALWAYS,
  openMinHeight: '70%',
  testId: 'recent-calls',
  render: (frame) => <PanelContent openWorld={openWorld} {...frame} />,
});

function PanelContent({
  openWorld,
  panel,
  onState,
}: PanelFrame & Pick<RecentCallsTab, 'openWorld'>): React.JSX.Element {
  const [world] = useState(openWorld);
  const isConfigured = !('reason' in world);
  useLayoutEffect(() => {
    if (!isConfigured) onState('unconfigured');
  }, [isConfigured, onState]);
  if ('reason' in world) return <PanelMessage state={{ kind: 'unconfigured', reason: world.reason }} />;
  return (
    <PanelRoot world={world}>
      <CallsView workerSid={world.workerSid} panel={panel} onState={onState} />
    </PanelRoot>
  );
}
