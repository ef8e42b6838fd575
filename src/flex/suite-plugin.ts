import { CustomizationProvider } from '@twilio-paste/core/customization';
import { FlexPlugin } from '@twilio/flex-plugin';
import type * as Flex from '@twilio/flex-ui';
import type { FlexSettings, SettingsPlugin } from '../contract';
import { claim } from './page-claims';
import { addSettingsPage } from './settings/add-settings-page';
import { flexSettings } from './settings/flex-settings';
import { PLUGIN_NAMES } from './settings/plugin-names';
import { tellProblems } from './settings/tell-problems';

/** The oldest Flex UI of its major version that has all that the plugins call, `manager.localization` among it. */
const LEAST_VERSION = [2, 7] as const;

const UNSUPPORTED = 'FlexSyncSuiteUnsupported';

/** Flex whose components stand in a theme of this bundle's copy of Paste. Another copy needs its own. */
const themed = new WeakSet<object>();

/**
 * A plugin of the suite. It starts once on a page, whether it came alone or as a part of the suite's one bundle, and only
 * on a Flex UI that has what it calls; on another, all of them together say so in one notice, and do nothing else.
 * A plugin that the Flex configuration switches off adds nothing but the page on which administrators see that.
 */
export abstract class SuitePlugin extends FlexPlugin {
  constructor(private readonly plugin: SettingsPlugin) {
    super(PLUGIN_NAMES[plugin]);
  }

  override init(flex: typeof Flex, manager: Flex.Manager): void {
    if (!isSupported(flex.VERSION)) {
      tellUnsupported(flex);
      return;
    }
    if (!claim(this.name)) {
      console.warn(`${this.name} is on this page twice: release it alone or with the suite, not both.`);
      return;
    }
    if (!themed.has(flex)) flex.setProviders({ PasteThemeProvider: CustomizationProvider });
    themed.add(flex);
    const settings = flexSettings(manager);
    tellProblems(settings);
    try {
      if (settings.switches[`${this.plugin}.enabled`].value) this.start(flex, manager, settings);
    } finally {
      addSettingsPage(flex, manager);
    }
  }

  /** Adds the plugin to Flex, as far as the switches of its parts are on. */
  protected abstract start(flex: typeof Flex, manager: Flex.Manager, settings: FlexSettings): void;
}

/** @param version of Flex UI, such as `2.17.1` or `2.8.0-beta.1`; what cannot be read counts as supported */
function isSupported(version: string): boolean {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(version) ?? [];
  if (major === undefined || minor === undefined) return true;
  return Number(major) === LEAST_VERSION[0] && Number(minor) >= LEAST_VERSION[1];
}

function tellUnsupported({ Notifications, NotificationType, VERSION }: typeof Flex): void {
  if (!claim(UNSUPPORTED)) return;
  Notifications.registerNotification({
    id: UNSUPPORTED,
    type: NotificationType.error,
    timeout: 0,
    content: `The Flex Sync Suite needs Flex UI ${LEAST_VERSION.join('.')} or newer of 2.x, and this is ${VERSION}. Ask your administrator to update Flex UI.`,
  });
  Notifications.showNotification(UNSUPPORTED);
}
