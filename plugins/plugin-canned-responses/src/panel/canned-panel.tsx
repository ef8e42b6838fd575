import type { PanelFrame, PanelTab } from '@flex-sync-suite/shared/flex';
import { SyncProvider } from '@flex-sync-suite/shared/hooks';
import type { ValueSource } from '@flex-sync-suite/shared/observable';
import React, { useEffect, useLayoutEffect, useMemo } from 'react';
import type { Desk } from '../insert/agent-services';
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
export function cannedTab(desk: Desk, expansion: ValueSource<boolean>): PanelTab {
  const memory = createPanelMemory();
  return {
    name: 'canned-responses',
    title: strings.title,
    sortOrder: 1,
    isOpen: expansion,
    isOffered: { getSnapshot: () => isWritten(desk), subscribe: desk.task.subscribe },
    openMinHeight: 'min(80%, 640px)',
    testId: 'canned',
    render: (frame) => <PanelContent desk={desk} memory={memory} {...frame} />,
  };
}

function isWritten({ task }: Desk): boolean {
  const obstacle = composerObstacle({ ...task.getSnapshot(), isMonitoring: false });
  return obstacle !== 'no-task' && obstacle !== 'not-written';
}

interface PanelContentProps extends PanelFrame {
  readonly desk: Desk;
  readonly memory: PanelMemory;
}

function PanelContent({ desk, memory, panel, onState }: PanelContentProps): React.JSX.Element {
  const source = desk.source();
  const world = useMemo(
    () => ('reason' in source ? null : { desk, source, format: createPanelFormatters(desk.locale) }),
    [desk, source],
  );
  useEffect(() => {
    if (!('reason' in source)) source.library.request();
  }, [source]);
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
        <ResponsesView panel={panel} memory={memory} onState={onState} />
      </PanelContext.Provider>
    </SyncProvider>
  );
}
