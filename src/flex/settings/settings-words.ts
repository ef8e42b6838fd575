import type { SettingName, SettingsPlugin, SwitchName } from '../../contract';

/** What the page of the settings says; titles of plugins and views are those that they have themselves. */
export const settingsWords = {
  title: 'Sync suite settings',
  intro:
    'The switches of the suite in the Flex configuration, as they were when this page was loaded. Reload it after a change.',
  empty: 'The Flex configuration sets nothing of the suite: each setting has its default.',
  forbidden: {
    title: 'You may not see the settings',
    text: 'They are for administrators. If you need them, ask your Flex administrator for that role.',
  },
  backend: 'Backend',
  absent: 'Not on this page: the plugin is not released, or could not start.',
  pluginIsOff: 'no effect while the plugin is off',
  change: 'To change a setting',
  changeSteps: [
    'In the checkout with the .env of this account, run:',
    'The address of the backend is set by npm run provision, from PUBLIC_BASE_URL in .env.',
    'Over the Flex Configuration API instead: read ui_attributes first and send all of it back, because Twilio replaces it as a whole. Settings stand in it below flex_sync_suite.',
    'Desktops take a change when they are loaded anew.',
  ],
  command: 'npm run provision -- --set queue_dashboard.board=off',
  commandNote: '=on and =off set a switch, =default takes it out of the configuration.',
  elsewhere: 'What is set elsewhere',
  elsewhereNote: 'Thresholds, rules and texts are kept by the backend and changed in the views themselves.',
} as const;

export const PLUGIN_TITLES: Readonly<Record<SettingsPlugin, string>> = {
  queue_dashboard: 'Queue dashboard',
  recent_calls: 'Recent calls',
  canned_responses: 'Canned responses',
  customer_activity: 'Customer activity',
  sync_explorer: 'Sync explorer',
};

/** What each setting does. */
export const SETTING_WORDS: Readonly<Record<SettingName, string>> = {
  backend_url: 'Where the plugins find the backend.',
  'queue_dashboard.enabled': 'The whole plugin.',
  'queue_dashboard.board': 'The board of all queues, for supervisors and administrators.',
  'queue_dashboard.my_queues': 'An agent’s own queues, beside the conversation.',
  'recent_calls.enabled': 'The whole plugin.',
  'recent_calls.panel': 'Recent calls beside the task.',
  'recent_calls.desktop': 'The last calls where there is no task.',
  'canned_responses.enabled': 'The whole plugin.',
  'canned_responses.panel':
    'The list beside the conversation. Without it, / in the message field still finds responses.',
  'canned_responses.manager': 'The view in which responses are written.',
  'canned_responses.insert_and_send': 'Inserting and sending in one step.',
  'customer_activity.enabled': 'The whole plugin.',
  'customer_activity.panel': 'What the customer does, beside the task.',
  'customer_activity.incoming': 'Lines about the customer on a task that is offered.',
  'customer_activity.supervisor_view': 'The view of all customers, for supervisors and administrators.',
  'sync_explorer.enabled': 'The whole plugin: what Sync holds, for administrators.',
};

/** Where what is no switch is changed. */
export const EDITORS: readonly {
  readonly text: string;
  /** Under which the view is there. */
  readonly needs: SwitchName;
  readonly view: string;
  readonly where: string;
}[] = [
  {
    text: 'Service level rules with their thresholds, alert rules, webhooks of alerts, and groups of queues',
    needs: 'queue_dashboard.board',
    view: 'queue-dashboard',
    where: 'in the menu Settings of the queue dashboard',
  },
  {
    text: 'Libraries, responses and the rules that rank them',
    needs: 'canned_responses.manager',
    view: 'canned-responses',
    where: 'in canned responses',
  },
];

/** Headline of what is wrong. */
export const problemsTitle = (count: number): string =>
  count === 1
    ? 'A setting in the Flex configuration is wrong'
    : `${count} settings in the Flex configuration are wrong`;
