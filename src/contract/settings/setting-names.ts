import * as v from 'valibot';

/** Under this name all settings stand in `ui_attributes` of the Flex configuration. */
export const SETTINGS_ROOT = 'flex_sync_suite';

/** Where the backend is; without it, what the plugins were built with. */
export const BACKEND_URL = 'backend_url';

/** Every switch and what it is without the configuration. The part before the dot is the plugin. */
export const SWITCH_DEFAULTS = {
  'queue_dashboard.enabled': true,
  'queue_dashboard.board': true,
  'queue_dashboard.my_queues': true,
  'recent_calls.enabled': true,
  'recent_calls.panel': true,
  'recent_calls.desktop': true,
  'canned_responses.enabled': true,
  'canned_responses.panel': true,
  'canned_responses.manager': true,
  'canned_responses.insert_and_send': false,
  'customer_activity.enabled': true,
  'customer_activity.panel': true,
  'customer_activity.incoming': true,
  'customer_activity.supervisor_view': true,
  'sync_explorer.enabled': true,
} as const satisfies Readonly<Record<`${string}.${string}`, boolean>>;

export type SwitchName = keyof typeof SWITCH_DEFAULTS;
export type SettingName = SwitchName | typeof BACKEND_URL;

type PluginOf<Name> = Name extends `${infer Plugin}.enabled` ? Plugin : never;

/** A plugin, as the settings name it. */
export type SettingsPlugin = PluginOf<SwitchName>;

/** In the order in which they are listed. */
export const SWITCH_NAMES = Object.keys(SWITCH_DEFAULTS) as readonly SwitchName[];

export const isSwitchName = (name: string): name is SwitchName => Object.hasOwn(SWITCH_DEFAULTS, name);

/** An address to which paths are added: with a query, a fragment or a password it would not be the backend's. */
export const BackendAddress = v.pipe(
  v.string(),
  v.check((text) => isBareUrl(text)),
  v.transform((text) => text.replace(/\/+$/, '')),
);

function isBareUrl(text: string): boolean {
  try {
    const { protocol, username, password } = new URL(text);
    return /^https?:$/.test(protocol) && username + password === '' && !/[?#]/.test(text);
  } catch {
    return false;
  }
}
