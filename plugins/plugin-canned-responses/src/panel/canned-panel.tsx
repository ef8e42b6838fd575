import { CollapsiblePanel } from '@flex-sync-suite/shared/flex';
import { SyncProvider, type ValueStore } from '@flex-sync-suite/shared/hooks';
import React, { useEffect, useLayoutEffect, useMemo } from 'react';
import type { Desk } from '../desk/desk';
import { availabilityOf, useTask } from '../desk/task-facts';
import { composerObstacle } from '../model/composer-state';
import { strings } from '../strings';
import { createPanelFormatters, PanelContext } from './desk-context';
import { PanelMessage } from './panel-message';
import { ResponsesView, type PanelStateKind } from './responses-view';

interface CannedPanelProps {
  readonly desk: Desk;
  readonly expansion: ValueStore<boolean>;
}

/**
 * The bar beside a written conversation that opens into the list of responses. For a call it is not there. While the Teams
 * view hides the Agent Desktop the panel stays as it is, so that nothing is lost, and opens nothing that was not open.
 */
export function CannedPanel({ desk, expansion }: CannedPanelProps): React.JSX.Element | null {
  const inputs = useTask(desk);
  const obstacle = composerObstacle({ ...inputs, isMonitoring: false });
  if (obstacle === 'no-task' || obstacle === 'not-written') return null;
  const availability = availabilityOf(inputs);
  const composer = availability.kind === 'on' ? 'on' : availability.reason;
  return (
    <CollapsiblePanel
      title={strings.title}
      expansion={expansion}
      openMinHeight="min(80%, 640px)"
      testId="canned"
      attributes={{ 'data-composer': composer }}
    >
      {(frame) => <PanelContent desk={desk} {...frame} />}
    </CollapsiblePanel>
  );
}

interface PanelContentProps {
  readonly desk: Desk;
  readonly panel: React.RefObject<HTMLElement>;
  readonly onState: (kind: PanelStateKind) => void;
}

function PanelContent({ desk, panel, onState }: PanelContentProps): React.JSX.Element {
  const source = desk.source();
  const world = useMemo(
    () => ('reason' in source ? null : { desk, source, format: createPanelFormatters(desk.locale) }),
    [desk, source],
  );
  useEffect(() => {
    desk.isAskedFor.set(true);
  }, [desk]);
  useLayoutEffect(() => {
    if (world === null) onState('unconfigured');
  }, [world, onState]);
  if ('reason' in source || world === null) {
    const reason = 'reason' in source ? source.reason : '';
    return <PanelMessage state={{ kind: 'unconfigured', reason }} />;
  }
  return (
    <SyncProvider store={source.store}>
      <PanelContext.Provider value={world}>
        <ResponsesView panel={panel} onState={onState} />
      </PanelContext.Provider>
    </SyncProvider>
  );
}
