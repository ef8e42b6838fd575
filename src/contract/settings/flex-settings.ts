import * as v from 'valibot';
import {
  BACKEND_URL,
  BackendAddress,
  isSwitchName,
  SETTINGS_ROOT,
  SWITCH_DEFAULTS,
  SWITCH_NAMES,
  type SettingName,
  type SwitchName,
} from './setting-names';

/** A value in force. `refused`: the configuration has another, which is none; the default stands in for it. */
export interface SettingInForce<T> {
  readonly value: T;
  readonly from: 'configuration' | 'default' | 'refused';
}

/** What is wrong in the configuration, beside what counts instead; it never keeps a plugin from starting. */
export interface SettingProblem {
  /** Path below `flex_sync_suite`, or that name itself. */
  readonly name: string;
  /** What is there, as JSON, cut where it is long. */
  readonly found: string;
  /** What would be right; null where no setting has that name. */
  readonly expected: string | null;
  /** What is used instead, in words; empty where nothing has to be. */
  readonly used: string;
}

/** All settings of the suite. */
export interface FlexSettings {
  readonly switches: Readonly<Record<SwitchName, SettingInForce<boolean>>>;
  /** Null where the configuration has none: then what the plugins were built with counts. */
  readonly backendUrl: SettingInForce<string | null>;
  readonly problems: readonly SettingProblem[];
}

/**
 * Reads the settings from `ui_attributes` of the Flex configuration, whatever is in there; never throws.
 * Each is judged by itself, so that one wrong value takes no other along.
 */
export function readFlexSettings(uiAttributes: unknown): FlexSettings {
  const root = recordOf(uiAttributes)[SETTINGS_ROOT];
  const given = new Map<string, unknown>();
  const problems: SettingProblem[] = [];
  if (root !== undefined && !isRecord(root)) problems.push(wrongPlace(SETTINGS_ROOT, root));
  for (const [name, value] of Object.entries(recordOf(root))) {
    if (name === BACKEND_URL) given.set(name, value);
    else if (!PLUGINS.has(name)) problems.push(noSuchSetting(quoted(name), value));
    else if (!isRecord(value)) problems.push(wrongPlace(name, value));
    else for (const [part, each] of Object.entries(value)) given.set(`${name}.${quoted(part)}`, each);
  }
  for (const [name, value] of given) problems.push(...problemOf(name, value));
  return {
    switches: Object.fromEntries(
      SWITCH_NAMES.map((name) => [name, inForce(v.boolean(), given.get(name), SWITCH_DEFAULTS[name])]),
    ) as FlexSettings['switches'],
    backendUrl: inForce(BackendAddress, given.get(BACKEND_URL), null),
    problems,
  };
}

/** A problem as a sentence: the setting, its value, what would be right, and what is used instead. */
export function settingProblemWords({ name, found, expected, used }: SettingProblem): string {
  const place = name === SETTINGS_ROOT ? name : `${SETTINGS_ROOT}.${name}`;
  if (expected === null) return `${place} (${found}) is no setting of the suite: it does nothing.`;
  return `${place} is ${found}; expected ${expected}. ${used}`;
}

const PLUGINS: ReadonlySet<string> = new Set(SWITCH_NAMES.map((name) => name.split('.')[0] ?? ''));

function inForce<T, D extends T | null>(
  schema: v.GenericSchema<unknown, T>,
  given: unknown,
  byDefault: D,
): SettingInForce<T | D> {
  if (given === undefined) return { value: byDefault, from: 'default' };
  const parsed = v.safeParse(schema, given);
  return parsed.success ? { value: parsed.output, from: 'configuration' } : { value: byDefault, from: 'refused' };
}

function problemOf(name: string, value: unknown): readonly SettingProblem[] {
  if (name !== BACKEND_URL && !isSwitchName(name)) return [noSuchSetting(name, value)];
  if (value === undefined || v.is(name === BACKEND_URL ? BackendAddress : v.boolean(), value)) return [];
  return [{ name, found: shown(value), ...wordsOf(name) }];
}

const wordsOf = (name: SettingName): Pick<SettingProblem, 'expected' | 'used'> =>
  name === BACKEND_URL
    ? {
        expected: 'an http:// or https:// address without query, fragment or password',
        used: 'The address that the plugins were built with is used instead, if there is one.',
      }
    : { expected: 'true or false', used: `${String(SWITCH_DEFAULTS[name])} is used instead.` };

const wrongPlace = (name: string, value: unknown): SettingProblem => ({
  name,
  found: shown(value),
  expected: 'an object of settings',
  used: 'The default of each is used instead.',
});

const noSuchSetting = (name: string, value: unknown): SettingProblem => ({
  name,
  found: shown(value),
  expected: null,
  used: '',
});

/** A dot within a name is none between two: `"queue_dashboard.board"` is no switch. */
const quoted = (name: string): string => (/^\w+$/.test(name) ? name : JSON.stringify(name));

const SHOWN_LENGTH = 60;

/** Of JSON, as the configuration is, so that `"true"` is told from `true`. */
function shown(value: unknown): string {
  const text = (JSON.stringify(value) as string | undefined) ?? 'undefined';
  return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const recordOf = (value: unknown): Readonly<Record<string, unknown>> => (isRecord(value) ? value : {});
