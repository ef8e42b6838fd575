import type { SettingsPlugin } from '../../contract';

/** How Flex, the console and other plugins of the page know each. */
export const PLUGIN_NAMES: Readonly<Record<SettingsPlugin, string>> = {
  queue_dashboard: 'QueueDashboardPlugin',
  recent_calls: 'RecentCallsPlugin',
  canned_responses: 'CannedResponsesPlugin',
  customer_activity: 'CustomerActivityPlugin',
  sync_explorer: 'SyncExplorerPlugin',
};
