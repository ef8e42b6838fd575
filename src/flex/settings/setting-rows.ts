import { BACKEND_URL, type FlexSettings, type SettingInForce, type SettingsPlugin, SWITCH_NAMES } from '../../contract';
import { PLUGIN_TITLES, SETTING_WORDS, settingsWords } from './settings-words';

/** One setting, in words. */
export interface SettingRow {
  readonly name: string;
  readonly value: string;
  /** Where the value came from, and what else there is to know of it. */
  readonly why: string;
  readonly does: string;
}

/** A plugin, or the backend, and what is set of it. */
export interface SettingSection {
  readonly title: string;
  /** What is to be known before its settings; null for nothing. */
  readonly note: string | null;
  readonly rows: readonly SettingRow[];
}

/**
 * The settings in force, as they are listed.
 * @param builtIn the address that the bundle was built with
 * @param isOnPage whether this page has loaded the plugin
 */
export function settingSections(
  settings: FlexSettings,
  builtIn: string | null,
  isOnPage: (plugin: SettingsPlugin) => boolean,
): readonly SettingSection[] {
  const plugins = Object.keys(PLUGIN_TITLES) as SettingsPlugin[];
  return [
    { title: settingsWords.backend, note: null, rows: [backendRow(settings, builtIn)] },
    ...plugins.map((plugin) => ({
      title: PLUGIN_TITLES[plugin],
      note: isOnPage(plugin) ? null : settingsWords.absent,
      rows: switchRows(settings, plugin),
    })),
  ];
}

function backendRow({ backendUrl }: FlexSettings, builtIn: string | null): SettingRow {
  const isFromBuild = backendUrl.value === null && builtIn !== null;
  return {
    name: BACKEND_URL,
    value: backendUrl.value ?? builtIn ?? 'none: the plugins find no backend',
    why: isFromBuild ? `${originOf(backendUrl)}, which the plugins were built with` : originOf(backendUrl),
    does: SETTING_WORDS[BACKEND_URL],
  };
}

function switchRows({ switches }: FlexSettings, plugin: SettingsPlugin): readonly SettingRow[] {
  const isOff = !switches[`${plugin}.enabled`].value;
  return SWITCH_NAMES.filter((name) => name.startsWith(`${plugin}.`)).map((name) => {
    const hasNoEffect = isOff && name !== `${plugin}.enabled`;
    const why = originOf(switches[name]);
    return {
      name,
      value: switches[name].value ? 'on' : 'off',
      why: hasNoEffect ? `${why}; ${settingsWords.pluginIsOff}` : why,
      does: SETTING_WORDS[name],
    };
  });
}

function originOf({ from }: SettingInForce<unknown>): string {
  switch (from) {
    case 'configuration':
      return 'from the Flex configuration';
    case 'default':
      return 'the default';
    case 'refused':
      return 'the default: what the Flex configuration has is refused';
  }
}

/** Whether the configuration says nothing of the suite. */
export const isEmpty = ({ switches, backendUrl, problems }: FlexSettings): boolean =>
  problems.length === 0 && [backendUrl, ...Object.values(switches)].every(({ from }) => from === 'default');
