import type { Formatters } from '../model/formatters';
import type { SettingInForce } from '../model/settings-in-force';
import { SERVICE_LEVEL_NAMES } from './explanation-strings';

/** How a queue is judged, in its drawer. */
export const settingsStrings = {
  title: 'Settings',
  table: 'How this queue is judged, and which rule says so',
  setting: 'Setting',
  value: 'In force',
  setBy: 'Set by',
  default: 'default',
  someRule: 'a rule',
  notKnown: 'not known',
  note: 'For each setting, the first rule that is for the queue and sets it counts.',
  names: {
    targetPercent: 'Target',
    thresholdSeconds: 'Answer within',
    shortAbandonSeconds: 'Short abandon below',
    formula: 'Formula',
    countsFlowOuts: 'Flow-outs',
    reset: 'Day begins',
  },
  otherChannels: 'other channels',
} as const;

/** What holds for a setting. `reportingZone` is that of the backend; null while it is not known. */
export function settingWords(setting: SettingInForce, format: Formatters, reportingZone: string | null): string {
  switch (setting.id) {
    case 'targetPercent':
      return format.percent(setting.value / 100);
    case 'thresholdSeconds':
    case 'shortAbandonSeconds':
      return `${format.count(setting.value)} s`;
    case 'formula':
      return `${setting.value}, ${SERVICE_LEVEL_NAMES[setting.value]}`;
    case 'countsFlowOuts':
      return setting.value ? 'count against the service level' : 'do not count';
    case 'reset':
      return `${setting.value?.time ?? '00:00'} ${setting.value?.zone ?? reportingZone ?? '(reporting zone)'}`;
  }
}
