import { addSideNavView, renderOpened, sharedSyncStore } from '@flex-sync-suite/shared/flex';
import { SyncProvider } from '@flex-sync-suite/shared/hooks';
import { FlexPlugin } from '@twilio/flex-plugin';
import type * as Flex from '@twilio/flex-ui';
import React from 'react';
import { Notices } from './notices';

export default class NoticesPlugin extends FlexPlugin {
  constructor() {
    super('NoticesPlugin');
  }

  override init(flex: typeof Flex, manager: Flex.Manager): void {
    addSideNavView({
      flex,
      manager,
      name: 'notices',
      label: 'Notices',
      icon: 'Message',
      roles: ['agent', 'supervisor', 'admin'],
      render: renderOpened({
        open: () => ({ store: sharedSyncStore(manager) }),
        render: ({ store }) => (
          <SyncProvider store={store}>
            <Notices />
          </SyncProvider>
        ),
        renderUnconfigured: (reason) => <p role="alert">{reason}</p>,
      }),
    });
  }
}
