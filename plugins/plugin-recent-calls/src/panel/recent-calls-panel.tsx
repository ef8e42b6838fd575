import { CollapsiblePanel } from '@flex-sync-suite/shared/flex';
import type { LiveViewState, ValueStore } from '@flex-sync-suite/shared/hooks';
import React, { useLayoutEffect, useState, type RefObject } from 'react';
import { strings } from '../strings';
import { CallsView } from './calls-view';
import { PanelMessage } from './panel-message';
import { PanelRoot, type PanelWorld } from './panel-root';

/** The world, or why there is none. */
export type OpenWorld = () => PanelWorld | { readonly reason: string };

interface RecentCallsPanelProps {
  readonly expansion: ValueStore<boolean>;
  /** Asked for when the panel is opened, not before. */
  readonly openWorld: OpenWorld;
}

/** A bar in the agent desktop that opens into the list. Closed, it asks Sync for nothing. */
export function RecentCallsPanel({ expansion, openWorld }: RecentCallsPanelProps): React.JSX.Element {
  return (
    <CollapsiblePanel title={strings.title} expansion={expansion} openMinHeight="70%" testId="recent-calls">
      {(frame) => <PanelContent openWorld={openWorld} {...frame} />}
    </CollapsiblePanel>
  );
}

interface PanelContentProps {
  readonly openWorld: OpenWorld;
  readonly panel: RefObject<HTMLElement>;
  readonly onState: (kind: LiveViewState['kind']) => void;
}

function PanelContent({ openWorld, panel, onState }: PanelContentProps): React.JSX.Element {
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
