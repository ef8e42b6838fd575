import {
  addSideNavView,
  createBackendClient,
  renderOpened,
  sharedSyncStore,
  SuitePlugin,
} from '@flex-sync-suite/shared/flex';
import { createUrlState } from '@flex-sync-suite/shared/views';
import { ProductSyncIcon } from '@twilio-paste/icons/cjs/ProductSyncIcon';
import type * as Flex from '@twilio/flex-ui';
import React from 'react';
import { createExplorerStore } from '../data/explorer-store';
import { ExplorerNotice, ExplorerView } from '../page/explorer-view';
import { words } from '../parts/strings';

/** Adds a page that shows what Sync holds: a link in the side navigation, for administrators. */
export class SyncExplorerPlugin extends SuitePlugin {
  constructor() {
    super('sync_explorer');
  }

  protected override start(flex: typeof Flex, manager: Flex.Manager): void {
    const name = 'sync-explorer';
    const url = createUrlState(name);
    const render = renderOpened({
      open: () => ({
        store: createExplorerStore(createBackendClient(manager), {
          url,
          locale: manager.localization.localeTag,
          page: sharedSyncStore(manager),
        }),
      }),
      render: ({ store }) => <ExplorerView store={store} />,
      renderUnconfigured: (reason) => <ExplorerNotice reason={reason} />,
    });
    addSideNavView({
      flex,
      manager,
      name,
      url,
      label: words.title,
      icon: <ProductSyncIcon decorative />,
      roles: ['admin'],
      render,
      // The backend may have been told of a further role: it decides who sees anything.
      renderForbidden: render,
    });
  }
}
