import type * as Flex from '@twilio/flex-ui';
import React from 'react';
import { createValueSource } from '../../observable';
import { createRememberedValue } from '../../views';
import { pageGlobal } from '../../sync';
import { PluginErrorBoundary } from '../plugin-error-boundary';
import { AGENT_PANEL_LABEL, AgentPanel } from './agent-panel';
import type { PanelTab, PanelTabs } from './panel-tab';

/**
 * Raise it with every incompatible change of {@link PanelTab} or {@link PanelTabs}: plugins are deployed one by one. Of
 * two versions on a page each has a panel of its own, one above the other.
 */
const PANEL_NAME = 'flex-sync-suite.agent-panel@2';
const STORAGE_KEY = 'flex-sync-suite.agent-panel.tab';

/**
 * Adds a tab to the panel beside the conversation. Whichever plugin comes first adds the panel to Flex, and draws it;
 * others come to it later. A crash in a tab stays in it. A tab of the same name takes the place of the one before.
 */
export function addPanelTab(flex: typeof Flex, tab: PanelTab): void {
  const { tabs } = pageGlobal(PANEL_NAME, () => addPanel(flex));
  const others = tabs.getSnapshot().filter(({ name }) => name !== tab.name);
  tabs.set([...others, tab].sort((a, b) => a.sortOrder - b.sortOrder));
}

function addPanel(flex: typeof Flex): PanelTabs {
  const tabs = createPanelTabs(window.sessionStorage);
  flex.AgentDesktopView.Panel2.Content.add(
    <PluginErrorBoundary key={PANEL_NAME} name={AGENT_PANEL_LABEL}>
      <AgentPanel tabs={tabs} />
    </PluginErrorBoundary>,
    { align: 'start', sortOrder: -2 },
  );
  return tabs;
}

/**
 * The tabs of a panel, and which of them is chosen.
 * @param storage remembers the choice for the browser tab's session
 */
export function createPanelTabs(storage: Pick<Storage, 'getItem' | 'setItem'>): PanelTabs {
  return {
    tabs: createValueSource<readonly PanelTab[]>([]),
    lastChosen: createRememberedValue({ storage, key: STORAGE_KEY, parse: (text) => text ?? '' }),
  };
}
