import { valueOf, type SettingName, type Settings } from '../../account/settings';
import { missing, right, unknown, wrong, type Finding } from '../finding';

/** Where an operator finds what a variable wants. */
const NEEDED: readonly (readonly [SettingName, string])[] = [
  ['TWILIO_ACCOUNT_SID', 'take it from the Twilio Console, Account > API keys & tokens'],
  ['TWILIO_AUTH_TOKEN', 'take it from the Twilio Console, Account > API keys & tokens'],
  ['TWILIO_API_KEY', 'run `npm run provision`, which makes one'],
  ['TWILIO_API_SECRET', 'run `npm run provision`, which makes a key with its secret'],
  ['TWILIO_WORKSPACE_SID', 'take the workspace of Flex from the Twilio Console, TaskRouter > Workspaces'],
  ['TWILIO_SYNC_SERVICE_SID', 'run `npm run provision`, which makes a service of its own'],
  [
    'PUBLIC_BASE_URL',
    'set it to the address at which Twilio and browsers reach the backend, such as https://sync.example.com',
  ],
];

const OPTIONAL: readonly SettingName[] = ['TWILIO_BASE_URL', 'DATABASE_URL', 'FLEX_ORIGINS', 'DATA_DIR'];

/** What the environment and `.env` say. */
export function checkSettings(settings: Settings): Finding[] {
  const needed = NEEDED.map(([name, source]): Finding => {
    const check = `settings.${name}`;
    const setting = settings[name];
    if (setting.state === 'unset') return missing(check, `${name} is not set.`, `In .env, set ${name}: ${source}.`);
    if (setting.state === 'set') return right(check, `${name} is set.`);
    return wrong(check, `${name} has another form than ${setting.expected}.`, `In .env, correct ${name}: ${source}.`);
  });
  const optional = OPTIONAL.flatMap((name): Finding[] => {
    const setting = settings[name];
    if (setting.state !== 'malformed') return [];
    const mend = `In .env, correct ${name}, or leave it out.`;
    return [wrong(`settings.${name}`, `${name} has another form than ${setting.expected}.`, mend)];
  });
  return [...needed, ...optional];
}

/** The values of variables that a check needs, or what to say where one is not there. */
export function needing<Name extends SettingName>(
  settings: Settings,
  check: string,
  names: readonly Name[],
): Readonly<Record<Name, string>> | Finding {
  const absent = names.filter((name) => valueOf(settings, name) === null);
  if (absent.length > 0) return unknown(check, `Not looked at: it needs ${absent.join(' and ')}.`);
  return Object.fromEntries(names.map((name) => [name, valueOf(settings, name)])) as Record<Name, string>;
}

export const isFinding = (value: object): value is Finding => 'check' in value && 'state' in value;
