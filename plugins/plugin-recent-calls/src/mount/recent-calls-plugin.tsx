import { type FlexSettings, parseWithSchema, WorkerSid } from '@flex-sync-suite/shared/contract';
import {
  addPanelTab,
  createBackendClient,
  hasRole,
  NOT_A_WORKER,
  openOnce,
  PluginErrorBoundary,
  sharedSyncStore,
  SuitePlugin,
} from '@flex-sync-suite/shared/flex';
import { createExpansion } from '@flex-sync-suite/shared/views';
import type * as Flex from '@twilio/flex-ui';
import React from 'react';
import { createAgentPort } from '../data/agent-port';
import { CompactCalls } from '../compact/compact-calls';
import { EXPANSION } from './panel-expansion';
import { createPanelMemory } from '../data/panel-memory';
import { recentCallsTab } from '../panel/recent-calls-panel';
import type { OpenWorld } from '../parts/panel-root';
import { strings } from '../parts/strings';

/**
 * Adds the agent's recent calls to Flex: a panel beside the task, and the last calls where there is no task. Both are
 * added, never put in place of something: other plugins' panels stay.
 */
export class RecentCallsPlugin extends SuitePlugin {
  constructor() {
    super('recent_calls');
  }

  protected override start(flex: typeof Flex, manager: Flex.Manager, { switches }: FlexSettings): void {
    if (!hasRole(manager, ['agent'])) return;
    const expansion = createExpansion({ storage: window.sessionStorage, ...EXPANSION });
    const openWorld = worldOpener(flex, manager);
    if (switches['recent_calls.panel'].value) addPanelTab(flex, recentCallsTab({ expansion, openWorld }));
    if (!switches['recent_calls.desktop'].value) return;
    flex.NoTasksCanvas.Content.add(
      <PluginErrorBoundary key="recent-calls-compact" name={strings.title}>
        <CompactCalls expansion={expansion} openWorld={openWorld} />
      </PluginErrorBoundary>,
    );
  }
}

/** One world for both places. */
const worldOpener = (flex: typeof Flex, manager: Flex.Manager): OpenWorld =>
  openOnce(() => {
    const worker = parseWithSchema(WorkerSid, manager.workerClient?.sid);
    if (!worker.ok) return NOT_A_WORKER;
    return {
      store: sharedSyncStore(manager),
      client: createBackendClient(manager),
      agent: createAgentPort(flex, manager),
      memory: createPanelMemory(),
      workerSid: worker.value,
      locale: manager.localization.localeTag,
    };
  });
