import { type FlexSettings, readFlexSettings } from '../../../src/contract/settings/flex-settings';
import { SETTINGS_ROOT } from '../../../src/contract/settings/setting-names';

/** `ui_attributes` of the Flex configuration: of every plugin and of whoever set up the account. */
export type UiAttributes = Readonly<Record<string, unknown>>;

/** New values by their path below ours, such as `queue_dashboard.board`; null takes one out. */
export type SettingChanges = Readonly<Record<string, string | boolean | null>>;

/** What the plugins make of them. */
export const settingsOf = (attributes: UiAttributes): FlexSettings => readFlexSettings(attributes);

/** Where the plugins find the backend, as the configuration says; null where it says nothing. */
export function backendUrlOf(attributes: UiAttributes): string | null {
  const url = valueAt(attributes, 'backend_url');
  return typeof url === 'string' ? url : null;
}

/** What stands there, below ours, whatever it is. */
export const valueAt = (attributes: UiAttributes, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => recordOf(value)[name], attributes[SETTINGS_ROOT]);

/**
 * All attributes as they were, with the changes in ours. The REST API replaces them as a whole: what is left out here is lost
 * to whoever set it.
 */
export function withSettings(attributes: UiAttributes, changes: SettingChanges): UiAttributes {
  return Object.entries(changes).reduce<UiAttributes>(
    (changed, [path, value]) => withValue(changed, [SETTINGS_ROOT, ...path.split('.')], value),
    attributes,
  );
}

function withValue(record: UiAttributes, [name = '', ...rest]: readonly string[], value: unknown): UiAttributes {
  const { [name]: before, ...others } = record;
  if (rest.length > 0) return { ...record, [name]: withValue(recordOf(before), rest, value) };
  return value === null ? others : { ...record, [name]: value };
}

const recordOf = (value: unknown): UiAttributes =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as UiAttributes) : {};
