import { addSideNavView, createBackendClient, errorWords, sharedSyncStore } from '@flex-sync-suite/shared/flex';
import type { SyncStore } from '@flex-sync-suite/shared/hooks';
import { createUrlState, type UrlState } from '@flex-sync-suite/shared/views';
import { DataLineChartIcon } from '@twilio-paste/icons/cjs/DataLineChartIcon';
import type * as Flex from '@twilio/flex-ui';
import React from 'react';
import { createSupervisorServices, type SupervisorServices } from '../supervisor/data/supervisor-services';
import { words } from '../supervisor/parts/supervisor-strings';
import { SupervisorNotice } from '../supervisor/supervisor-message';
import { SupervisorView } from '../supervisor/supervisor-view';

/** Adds the view of what all customers do: a link in the side navigation, for supervisors and administrators. */
export function addSupervisorView(flex: typeof Flex, manager: Flex.Manager): void {
  let opened: Opened | undefined;
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
    render() {
      // Kept when another view is shown, and with it what was asked. A failure is tried again.
      if (opened === undefined || 'reason' in opened) opened = open(manager, url);
      return 'reason' in opened ? (
        <SupervisorNotice state={{ kind: 'unconfigured', reason: opened.reason }} />
      ) : (
        <SupervisorView services={opened.services} store={opened.store} />
      );
    },
    renderForbidden: () => <SupervisorNotice state={{ kind: 'forbidden' }} />,
  });
}

type Opened = { readonly services: SupervisorServices; readonly store: SyncStore } | { readonly reason: string };

function open(manager: Flex.Manager, url: UrlState): Opened {
  try {
    const locale = manager.localization.localeTag;
    const services = createSupervisorServices(createBackendClient(manager), { url, locale });
    return { services, store: sharedSyncStore(manager) };
  } catch (error) {
    return { reason: errorWords(error) };
  }
}
