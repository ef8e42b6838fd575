import type { PanelFrame, PanelTab } from '@flex-sync-suite/shared/flex';
import { SyncProvider } from '@flex-sync-suite/shared/hooks';
import type { ValueSource } from '@flex-sync-suite/shared/observable';
import React, { useEffect, useLayoutEffect, useMemo } from 'react';
import type { AgentServices } from '../insert/agent-services';
import { composerObstacle } from '../model/composer-state';
import { strings } from '../parts/strings';
import { createPanelFormatters, PanelContext } from '../parts/panel-context';
import { createPanelMemory, type PanelMemory } from './panel-memory';
import { PanelMessage } from './panel-message';
import { ResponsesView } from './responses-view';

/**
 * The list of responses in the panel beside the conversation. For a call it is not there. While the Teams view hides the
 * Agent Desktop it stays as it is, so that nothing is lost, and opens nothing that was not open.
 */
export function cannedTab(services: AgentServices, expansion: ValueSource<boolean>): PanelTab {
  const memory = createPanelMemory();
  return {
    name: 'canned-responses',
    title: strings.title,
    sortOrder: 1,
    isOpen: expansion,
    isOffered: { getSnapshot: () => isWritten(services), subscribe: services.task.subscribe },
    openMinHeight: 'min(80%, 640px)',
    testId: 'canned',
    render: (frame) => <PanelContent services={services} memory={memory} {...frame} />,
  };
}

function isWritten({ task }: AgentServices): boolean {
  const obstacle = composerObstacle({ ...task.getSnapshot(), isMonitoring: false });
  return obstacle !== 'no-task' && obstacle !== 'not-written';
}

interface PanelContentProps extends PanelFrame {
  readonly services: AgentServices;
  readonly memory: PanelMemory;
}

function PanelContent({ services, memory, panel, onState }: PanelContentProps): React.JSX.Element {
  const access = services.responses();
  const value = useMemo(
    () => ('reason' in access ? null : { services, access, format: createPanelFormatters(services.locale) }),
    [services, access],
  );
  useEffect(() => {
    if (!('reason' in access)) access.library.request();
  }, [access]);
  useLayoutEffect(() => {
    if (value === null) onState('unconfigured');
  }, [value, onState]);
  if ('reason' in access || value === null) {
    const reason = 'reason' in access ? access.reason : '';
    return <PanelMessage state={{ kind: 'unconfigured', reason }} />;
  }
  return (
    <SyncProvider store={access.store}>
      <PanelContext.Provider value={value}>
        <ResponsesView panel={panel} memory={memory} onState={onState} />
      </PanelContext.Provider>
    </SyncProvider>
  );
}
