import { FlexPlugin } from '@twilio/flex-plugin';
import type * as Flex from '@twilio/flex-ui';
import { CannedResponsesPlugin } from 'plugin-canned-responses/src/mount/canned-responses-plugin';
import { CustomerActivityPlugin } from 'plugin-customer-activity/src/mount/customer-activity-plugin';
import { QueueDashboardPlugin } from 'plugin-queue-dashboard/src/mount/queue-dashboard-plugin';
import { RecentCallsPlugin } from 'plugin-recent-calls/src/mount/recent-calls-plugin';
import { SyncExplorerPlugin } from 'plugin-sync-explorer/src/mount/sync-explorer-plugin';

/** In the order in which they stand beside a conversation. */
const PARTS = [
  QueueDashboardPlugin,
  RecentCallsPlugin,
  CannedResponsesPlugin,
  CustomerActivityPlugin,
  SyncExplorerPlugin,
];

/**
 * All plugins of the suite in one bundle, for a page that loads them all: Paste, the Sync SDK and the shared layers come once
 * instead of five times.
 */
export class SyncSuitePlugin extends FlexPlugin {
  constructor() {
    super('SyncSuitePlugin');
  }

  /** Starts each, whatever becomes of the others. @throws the first failure, so that Flex tells of it as of any plugin's */
  override init(flex: typeof Flex, manager: Flex.Manager): void {
    const failures = PARTS.flatMap((Part) => {
      const part = new Part();
      try {
        part.init(flex, manager);
        return [];
      } catch (error) {
        console.error(`${part.name} was not started`, error);
        return [error];
      }
    });
    if (failures.length > 0) throw failures[0];
  }
}
