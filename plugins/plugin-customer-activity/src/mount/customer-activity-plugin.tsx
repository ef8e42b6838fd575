import type { FlexSettings } from '@flex-sync-suite/shared/contract';
import {
  addPanelTab,
  createBackendClient,
  hasRole,
  NOT_A_WORKER,
  offerTaskContext,
  openOnce,
  PluginErrorBoundary,
  sharedSyncStore,
  SuitePlugin,
} from '@flex-sync-suite/shared/flex';
import { createExpansion } from '@flex-sync-suite/shared/views';
import type * as Flex from '@twilio/flex-ui';
import React from 'react';
import { createContextOffer } from '../data/context-offer';
import { createCustomerFinder } from '../data/customer-finder';
import { createTaskPort } from '../data/task-port';
import { IncomingSummary } from '../incoming/incoming-summary';
import { customerTab } from '../panel/customer-tab';
import type { OpenWorld } from '../parts/panel-root';
import { strings } from '../parts/strings';
import { addSupervisorView } from './add-supervisor-view';
import { ContextWatcher } from './context-watcher';
import { EXPANSION } from './panel-expansion';

/**
 * Adds what customers do in the shop to Flex: a panel beside the task, three lines on a task that is offered, and a view of
 * all customers for supervisors. All are added, never put in place of something: other plugins' panels stay.
 * Other plugins are offered what is known of the selected task's customer.
 */
export class CustomerActivityPlugin extends SuitePlugin {
  constructor() {
    super('customer_activity');
  }

  protected override start(flex: typeof Flex, manager: Flex.Manager, { switches }: FlexSettings): void {
    if (switches['customer_activity.supervisor_view'].value) addSupervisorView(flex, manager);
    if (!hasRole(manager, ['agent', 'supervisor', 'admin'])) return;
    const openWorld = worldOpener(manager);
    if (switches['customer_activity.panel'].value) {
      const expansion = createExpansion({ storage: window.sessionStorage, ...EXPANSION });
      addPanelTab(flex, customerTab({ expansion, openWorld }));
    }
    if (switches['customer_activity.incoming'].value) {
      flex.IncomingTaskCanvas.Content.add(
        <PluginErrorBoundary key="customer-activity-incoming" name={strings.title}>
          <IncomingSummary openWorld={openWorld} />
        </PluginErrorBoundary>,
        { sortOrder: -1 },
      );
    }
    const offer = createContextOffer(createTaskPort(manager).getSnapshot);
    offerTaskContext(offer.source);
    flex.RootContainer.Content.add(
      <PluginErrorBoundary key="customer-activity-context" name={strings.title}>
        <ContextWatcher offer={offer} openWorld={openWorld} />
      </PluginErrorBoundary>,
    );
  }
}

/** One world for all places, so that a customer is asked for once. */
const worldOpener = (manager: Flex.Manager): OpenWorld =>
  openOnce(() => {
    if (manager.workerClient === undefined) return NOT_A_WORKER;
    return {
      store: sharedSyncStore(manager),
      finder: createCustomerFinder(createBackendClient(manager)),
      task: createTaskPort(manager),
      locale: manager.localization.localeTag,
    };
  });
