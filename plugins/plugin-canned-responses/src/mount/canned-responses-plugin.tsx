import type { FlexSettings } from '@flex-sync-suite/shared/contract';
import { addPanelTab, hasRole, PluginErrorBoundary, SuitePlugin } from '@flex-sync-suite/shared/flex';
import { createExpansion } from '@flex-sync-suite/shared/views';
import type * as Flex from '@twilio/flex-ui';
import React from 'react';
import { AgentRoot } from './agent-root';
import { createAgentServices } from './create-agent-services';
import { addManagerView } from './add-manager-view';
import { cannedTab } from '../panel/canned-panel';
import { EXPANSION } from '../panel/expansion';
import { ComposerCompanion } from '../composer-ui/composer-companion';
import { strings } from '../parts/strings';

/**
 * Adds prepared texts to Flex, and keeps messages with an unfilled placeholder from being sent. Everything is added,
 * never put in place of something: other plugins' panels stay.
 */
export class CannedResponsesPlugin extends SuitePlugin {
  constructor() {
    super('canned_responses');
  }

  protected override start(flex: typeof Flex, manager: Flex.Manager, { switches }: FlexSettings): void {
    if (switches['canned_responses.manager'].value) addManagerView(flex, manager);
    if (!hasRole(manager, ['agent', 'supervisor', 'admin'])) return;
    const services = createAgentServices(flex, manager);
    // Flex passes the conversation's SID to the added element itself: nothing may stand around it.
    // First of the buttons, so that Tab leads from the message to what is said about it.
    flex.MessageInputActions.Content.add(<ComposerCompanion key="canned-responses-composer" services={services} />, {
      sortOrder: -1,
    });
    flex.RootContainer.Content.add(
      <PluginErrorBoundary key="canned-responses-library" name={strings.title}>
        <AgentRoot services={services} />
      </PluginErrorBoundary>,
    );
    if (!switches['canned_responses.panel'].value) return;
    addPanelTab(flex, cannedTab(services, createExpansion({ storage: window.sessionStorage, ...EXPANSION })));
  }
}
