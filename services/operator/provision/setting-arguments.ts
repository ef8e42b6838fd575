import { isSwitchName, SWITCH_NAMES } from '../../../src/contract/settings/setting-names';
import type { SettingChanges } from '../account/ui-attributes';
import { CannotProvision } from './step';

const VALUES: Readonly<Record<string, boolean | null>> = {
  on: true,
  true: true,
  off: false,
  false: false,
  default: null,
};

/**
 * Reads `queue_dashboard.board=off` of `--set`. `default` takes out whatever has that name, also what is no setting.
 * @throws CannotProvision with what would be right
 */
export function settingChanges(given: readonly string[]): SettingChanges {
  return Object.fromEntries(
    given.map((argument) => {
      const [, name = '', text = ''] = /^([\w.]+)=(\w+)$/.exec(argument) ?? [];
      const value = Object.hasOwn(VALUES, text) ? VALUES[text] : undefined;
      if (value === undefined) throw new CannotProvision(`--set ${argument} is not NAME=on, NAME=off or NAME=default.`);
      if (value !== null && !isSwitchName(name)) throw new CannotProvision(noSuchSwitch(name));
      return [name, value];
    }),
  );
}

function noSuchSwitch(name: string): string {
  if (name === 'backend_url') return 'The address of the backend is PUBLIC_BASE_URL in .env.';
  return `There is no switch ${name}. There are:\n  ${SWITCH_NAMES.join('\n  ')}`;
}
