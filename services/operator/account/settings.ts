import * as v from 'valibot';

/** One variable of the environment. */
export type Setting =
  | { readonly state: 'set'; readonly value: string }
  | { readonly state: 'unset' }
  /** `expected` says what would be right; the value may be a secret and is not repeated. */
  | { readonly state: 'malformed'; readonly expected: string };

const sid = (prefix: string) =>
  v.pipe(v.string(), v.regex(new RegExp(`^${prefix}[0-9a-f]{32}$`), `${prefix} followed by 32 hexadecimal digits`));

const httpUrl = v.pipe(
  v.string(),
  v.check((text) => isBareUrl(text), 'an http:// or https:// URL without query, fragment or credentials'),
  v.transform((text) => text.replace(/\/+$/, '')),
);

const SETTINGS = {
  TWILIO_ACCOUNT_SID: sid('AC'),
  TWILIO_AUTH_TOKEN: v.string(),
  TWILIO_AUTH_TOKEN_SECONDARY: v.string(),
  TWILIO_API_KEY: sid('SK'),
  TWILIO_API_SECRET: v.string(),
  TWILIO_WORKSPACE_SID: sid('WS'),
  TWILIO_SYNC_SERVICE_SID: sid('IS'),
  TWILIO_BASE_URL: v.pipe(httpUrl, v.transform(withHostsPath)),
  PUBLIC_BASE_URL: httpUrl,
  FLEX_ORIGINS: v.string(),
  DATABASE_URL: v.pipe(
    v.string(),
    v.regex(/^postgres(ql)?:\/\//, 'a URL that begins with postgres:// or postgresql://'),
  ),
  DATA_DIR: v.string(),
} as const;

export type SettingName = keyof typeof SETTINGS;

/** What an operator's commands take from the environment; each by itself, so that one fault hides no other. */
export type Settings = Readonly<Record<SettingName, Setting>>;

/** A blank value counts as not set, as it does for the backend. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const read = (name: SettingName): Setting => {
    const text = environment[name]?.trim() ?? '';
    if (text === '') return { state: 'unset' };
    const parsed = v.safeParse(SETTINGS[name], text);
    if (parsed.success) return { state: 'set', value: parsed.output };
    return { state: 'malformed', expected: parsed.issues[0].message };
  };
  return Object.fromEntries(
    (Object.keys(SETTINGS) as SettingName[]).map((name) => [name, read(name)]),
  ) as unknown as Settings;
}

/** The value, or null where there is none to work with. */
export const valueOf = (settings: Settings, name: SettingName): string | null => {
  const setting = settings[name];
  return setting.state === 'set' ? setting.value : null;
};

function isBareUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const isBare = url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  return isBare && (url.protocol === 'http:' || url.protocol === 'https:');
}

/** Local Twilio serves the hosts that it plays under this path, so that its bare origin is enough. */
function withHostsPath(url: string): string {
  return new URL(url).pathname === '/' ? `${url}/__twilio` : url;
}
