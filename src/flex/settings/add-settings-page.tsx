import { ProductSettingsIcon } from '@twilio-paste/icons/cjs/ProductSettingsIcon';
import type * as Flex from '@twilio/flex-ui';
import React from 'react';
import { ViewMessage, ViewPage } from '../../views';
import { addSideNavView } from '../add-side-nav-view';
import { builtInUrl } from '../backend/backend-url';
import { claim, isClaimed } from '../page-claims';
import { flexSettings } from './flex-settings';
import { PLUGIN_NAMES } from './plugin-names';
import { SettingsPage } from './settings-page';
import { settingsWords } from './settings-words';

const NAME = 'sync-suite-settings';

/** Adds the page of the settings, once, whichever plugin comes first: a link for administrators and the view behind it. */
export function addSettingsPage(flex: typeof Flex, manager: Flex.Manager): void {
  if (!claim('FlexSyncSuiteSettings')) return;
  addSideNavView({
    flex,
    manager,
    name: NAME,
    label: settingsWords.title,
    icon: <ProductSettingsIcon decorative />,
    roles: ['admin'],
    render: () => (
      <SettingsPage
        settings={flexSettings(manager)}
        builtIn={builtInUrl()}
        isOnPage={(plugin) => isClaimed(PLUGIN_NAMES[plugin])}
        goTo={(viewName) => void flex.Actions.invokeAction('NavigateToView', { viewName })}
      />
    ),
    renderForbidden: () => (
      <ViewPage testId="suite-settings" state="forbidden">
        <ViewMessage words={settingsWords.forbidden} size="page" testId="suite-settings-message" />
      </ViewPage>
    ),
  });
}
