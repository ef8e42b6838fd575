import { addSideNavView, createBackendClient, renderOpened, sharedSyncStore } from '@flex-sync-suite/shared/flex';
import { createUrlState } from '@flex-sync-suite/shared/views';
import { DataLineChartIcon } from '@twilio-paste/icons/cjs/DataLineChartIcon';
import type * as Flex from '@twilio/flex-ui';
import React from 'react';
import { createSupervisorServices } from '../supervisor/data/supervisor-services';
import { words } from '../supervisor/parts/supervisor-strings';
import { SupervisorNotice } from '../supervisor/supervisor-message';
import { SupervisorView } from '../supervisor/supervisor-view';

/** Adds the view of what all customers do: a link in the side navigation, for supervisors and administrators. */
export function addSupervisorView(flex: typeof Flex, manager: Flex.Manager): void {
  const name = 'customer-activity';
  const url = createUrlState(name);
  addSideNavView({
    flex,
    manager,
    name,
    url,
    label: words.title,
    icon: <DataLineChartIcon decorative />,
    roles: ['supervisor', 'admin'],
    render: renderOpened({
      open() {
        const locale = manager.localization.localeTag;
        const services = createSupervisorServices(createBackendClient(manager), { url, locale });
        return { services, store: sharedSyncStore(manager) };
      },
      render: (opened) => <SupervisorView {...opened} />,
      renderUnconfigured: (reason) => <SupervisorNotice state={{ kind: 'unconfigured', reason }} />,
    }),
    renderForbidden: () => <SupervisorNotice state={{ kind: 'forbidden' }} />,
  });
}
