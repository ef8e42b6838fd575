import { CustomizationProvider } from '@twilio-paste/core/customization';
import { FlexPlugin } from '@twilio/flex-plugin';
import type * as Flex from '@twilio/flex-ui';
import { pageGlobal } from '../sync';

/** The oldest Flex UI of its major version that has all that the plugins call, `manager.localization` among it. */
const LEAST_VERSION = [2, 7] as const;

const UNSUPPORTED = 'FlexSyncSuiteUnsupported';

/** Flex whose components stand in a theme of this bundle's copy of Paste. Another copy needs its own. */
const themed = new WeakSet<object>();

/**
 * A plugin of the suite. It starts once on a page, whether it came alone or as a part of the suite's one bundle, and only
 * on a Flex UI that has what it calls; on another, all of them together say so in one notice, and do nothing else.
 */
export abstract class SuitePlugin extends FlexPlugin {
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
    this.start(flex, manager);
  }

  /** Adds the plugin to Flex. */
  protected abstract start(flex: typeof Flex, manager: Flex.Manager): void;
}

/** @param version of Flex UI, such as `2.17.1` or `2.8.0-beta.1`; what cannot be read counts as supported */
function isSupported(version: string): boolean {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(version) ?? [];
  if (major === undefined || minor === undefined) return true;
  return Number(major) === LEAST_VERSION[0] && Number(minor) >= LEAST_VERSION[1];
}

/** @returns false where the page has that plugin already; bundles share no module, but the page */
function claim(name: string): boolean {
  const names = pageGlobal('flex-sync-suite.plugins@1', () => new Set<string>());
  if (names.has(name)) return false;
  names.add(name);
  return true;
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
