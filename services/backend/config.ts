import { isTimeZone } from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import type { Doers } from './commands/caller';
import type { RecentCallsPolicy } from './domain/calls/recent-calls-policy';
import type { TwilioConfig } from './twilio/twilio-config';

/** Everything the backend takes from its environment, checked. */
export interface Config {
  /** Port of the HTTP server; 0 takes a free one. */
  readonly port: number;
  /** Address to listen on; undefined = both loopbacks. */
  readonly host: string | undefined;
  /** A PostgreSQL URL; undefined = the embedded store in `dataDir`. */
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  /** What Twilio and browsers call this backend, without a trailing slash. Webhook signatures are checked against it. */
  readonly publicBaseUrl: string;
  /** False when the above is a guess that holds on this machine only. */
  readonly isPublicBaseUrlSet: boolean;
  /** Origins whose pages may call the routes for browsers. */
  readonly flexOrigins: readonly string[];
  /** IANA name of the zone whose midnight begins "today". */
  readonly reportingTimeZone: string;
  readonly recentCalls: RecentCallsPolicy;
  /** How long the events of closed tasks are kept as they were received. */
  readonly eventRetentionDays: number;
  /** The category of consent without which nothing of a shop's visitor is stored, as the shop's banner calls it. */
  readonly activityConsentCategory: string;
  /** Products of shops in Sync at most, and pages likewise: the busiest. */
  readonly activityObjectsInSync: number;
  /** How long the timeline of what is written to Sync is kept; 0 = there is none. */
  readonly syncActivityHours: number;
  /** Who may put agents into another activity from the queue dashboard. Supervisors are admins, too. */
  readonly agentActivityChangers: Doers;
  readonly taskGivers: Doers;
  /** Sync services besides the suite's own that the Sync explorer may look at. */
  readonly syncExplorerServices: readonly string[];
  /** Flex roles besides `admin` that may use it. */
  readonly syncExplorerRoles: readonly string[];
  /** Whether a database without libraries is filled with those of the demo. */
  readonly demoContent: boolean;
  readonly twilio: TwilioConfig;
}

export type ParsedConfig =
  { readonly ok: true; readonly config: Config } | { readonly ok: false; readonly problems: readonly string[] };

const DEFAULT_PORT = '4100';

const sid = (prefix: string) =>
  v.pipe(v.string(), v.regex(new RegExp(`^${prefix}[0-9a-f]{32}$`), `expected ${prefix} followed by 32 hex digits`));

const port = v.pipe(
  v.string(),
  v.regex(/^\d{1,5}$/, 'expected a port number'),
  v.transform(Number),
  v.maxValue(65_535, 'expected a port of at most 65535'),
);

function days(most: number) {
  const expected = `expected a number of days from 1 to ${String(most)}`;
  return v.pipe(
    v.string(),
    v.regex(/^\d{1,4}$/, expected),
    v.transform(Number),
    v.minValue(1, expected),
    v.maxValue(most, expected),
  );
}

const doers = v.optional(
  v.picklist(['supervisors', 'admins', 'nobody'], 'expected supervisors, admins or nobody'),
  'supervisors',
);

const flag = v.pipe(
  v.string(),
  v.picklist(['true', 'false'], 'expected true or false'),
  v.transform((text) => text === 'true'),
);

const httpUrl = v.pipe(
  v.string(),
  v.check((text) => isHttpUrl(text), 'expected an http:// or https:// URL without query, fragment or credentials'),
  v.transform((text) => text.replace(/\/+$/, '')),
);

const origin = v.pipe(
  v.string(),
  v.check(
    (text) => isHttpUrl(text) && new URL(text).origin === text,
    'expected origins such as https://flex.twilio.com',
  ),
);

/** Names separated by commas; blank ones are left out. */
const listOf = (name: v.GenericSchema<string, string>) =>
  v.optional(
    v.pipe(
      v.string(),
      v.transform((text) => text.split(',').map((part) => part.trim())),
      v.transform((names) => names.filter((part) => part !== '')),
      v.array(name),
    ),
    '',
  );

const Environment = v.object({
  BACKEND_PORT: v.optional(port, DEFAULT_PORT),
  HOST: v.optional(v.string()),
  DATABASE_URL: v.optional(
    v.pipe(v.string(), v.regex(/^postgres(ql)?:\/\//, 'expected a URL that begins with postgres:// or postgresql://')),
  ),
  DATA_DIR: v.optional(v.string(), '.data'),
  PUBLIC_BASE_URL: v.optional(httpUrl),
  FLEX_ORIGINS: v.optional(
    v.pipe(
      v.string(),
      v.transform((text) => text.split(',').map((part) => part.trim())),
      v.array(origin),
    ),
    'http://localhost:4000,https://flex.twilio.com',
  ),
  REPORTING_TIME_ZONE: v.optional(
    v.pipe(v.string(), v.check(isTimeZone, 'expected an IANA time zone such as Europe/Berlin')),
    'UTC',
  ),
  RECENT_CALLS_RETENTION_DAYS: v.optional(days(365), '14'),
  EVENT_RETENTION_DAYS: v.optional(days(3_650), '90'),
  ACTIVITY_CONSENT_CATEGORY: v.optional(v.string(), 'Analytics'),
  ACTIVITY_OBJECTS_IN_SYNC: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,4}$/, 'expected a number from 0 to 2000'),
      v.transform(Number),
      v.maxValue(2_000, 'expected a number from 0 to 2000'),
    ),
    '200',
  ),
  SYNC_ACTIVITY_HOURS: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,3}$/, 'expected a number of hours from 0 to 720'),
      v.transform(Number),
      v.maxValue(720, 'expected a number of hours from 0 to 720'),
    ),
    '24',
  ),
  AGENT_ACTIVITY_CHANGERS: doers,
  TASK_GIVERS: doers,
  SYNC_EXPLORER_SERVICES: listOf(sid('IS')),
  SYNC_EXPLORER_ROLES: listOf(
    v.pipe(v.string(), v.regex(/^[\w.-]{1,100}$/, 'expected Flex roles such as supervisor, separated by commas')),
  ),
  MASK_PHONE_NUMBERS: v.optional(flag, 'false'),
  DEMO_CONTENT: v.optional(flag, 'false'),
  TWILIO_ACCOUNT_SID: sid('AC'),
  TWILIO_AUTH_TOKEN: v.string(),
  TWILIO_AUTH_TOKEN_SECONDARY: v.optional(v.string()),
  TWILIO_API_KEY: sid('SK'),
  TWILIO_API_SECRET: v.string(),
  TWILIO_WORKSPACE_SID: sid('WS'),
  TWILIO_SYNC_SERVICE_SID: sid('IS'),
  TWILIO_BASE_URL: v.optional(v.pipe(httpUrl, v.transform(withEmulatedHostsPath))),
});

/** Names of all variables that the backend reads. */
export const CONFIG_NAMES: readonly string[] = Object.keys(Environment.entries);

/**
 * Checks the environment and finds every problem at once, so that an operator fixes them in one go. A blank value counts
 * as not set.
 *
 * @returns the configuration, or one line for each wrong variable; a line names the variable and what was expected, but
 * never repeats the value, which may be a secret
 */
export function parseConfig(environment: RawEnvironment): ParsedConfig {
  const present = presentIn(environment, CONFIG_NAMES);
  const result = v.safeParse(Environment, present);
  if (!result.success) return { ok: false, problems: describe(result.issues, present) };
  const env = result.output;
  return {
    ok: true,
    config: {
      port: env.BACKEND_PORT,
      host: env.HOST,
      databaseUrl: env.DATABASE_URL,
      dataDir: env.DATA_DIR,
      publicBaseUrl: env.PUBLIC_BASE_URL ?? `http://localhost:${env.BACKEND_PORT}`,
      isPublicBaseUrlSet: env.PUBLIC_BASE_URL !== undefined,
      flexOrigins: env.FLEX_ORIGINS,
      reportingTimeZone: env.REPORTING_TIME_ZONE,
      recentCalls: { retentionDays: env.RECENT_CALLS_RETENTION_DAYS, maskPhoneNumbers: env.MASK_PHONE_NUMBERS },
      eventRetentionDays: env.EVENT_RETENTION_DAYS,
      activityConsentCategory: env.ACTIVITY_CONSENT_CATEGORY,
      activityObjectsInSync: env.ACTIVITY_OBJECTS_IN_SYNC,
      syncActivityHours: env.SYNC_ACTIVITY_HOURS,
      agentActivityChangers: env.AGENT_ACTIVITY_CHANGERS,
      taskGivers: env.TASK_GIVERS,
      syncExplorerServices: env.SYNC_EXPLORER_SERVICES,
      syncExplorerRoles: env.SYNC_EXPLORER_ROLES,
      demoContent: env.DEMO_CONTENT,
      twilio: {
        accountSid: env.TWILIO_ACCOUNT_SID,
        authToken: env.TWILIO_AUTH_TOKEN,
        secondaryAuthToken: env.TWILIO_AUTH_TOKEN_SECONDARY,
        apiKey: env.TWILIO_API_KEY,
        apiSecret: env.TWILIO_API_SECRET,
        workspaceSid: env.TWILIO_WORKSPACE_SID,
        syncServiceSid: env.TWILIO_SYNC_SERVICE_SID,
        baseUrl: env.TWILIO_BASE_URL,
      },
    },
  };
}

type RawEnvironment = Readonly<Record<string, string | undefined>>;

const presentIn = (environment: RawEnvironment, names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    names.map((name) => [name, environment[name]?.trim() ?? ''] as const).filter(([, value]) => value !== ''),
  );

const DatabaseEnvironment = v.pick(Environment, ['DATABASE_URL', 'DATA_DIR']);

/** What a command needs that works on the database alone; checked like {@link parseConfig}. */
export function parseDatabaseConfig(
  environment: RawEnvironment,
):
  | { readonly ok: true; readonly config: Pick<Config, 'databaseUrl' | 'dataDir'> }
  | { readonly ok: false; readonly problems: readonly string[] } {
  const present = presentIn(environment, Object.keys(DatabaseEnvironment.entries));
  const result = v.safeParse(DatabaseEnvironment, present);
  return result.success
    ? { ok: true, config: { databaseUrl: result.output.DATABASE_URL, dataDir: result.output.DATA_DIR } }
    : { ok: false, problems: describe(result.issues, present) };
}

function describe(issues: readonly v.BaseIssue<unknown>[], present: Readonly<Record<string, unknown>>): string[] {
  const firstByName = new Map<string, string>();
  for (const issue of issues) {
    const name = String(issue.path?.[0].key);
    if (!firstByName.has(name)) firstByName.set(name, name in present ? issue.message : 'is not set, but required');
  }
  return [...firstByName].map(([name, message]) => `${name}: ${message}`);
}

function isHttpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const isBare = url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  return isBare && (url.protocol === 'http:' || url.protocol === 'https:');
}

/** Local Twilio serves the emulated hosts under this path, so its bare origin is enough in the configuration. */
function withEmulatedHostsPath(url: string): string {
  return new URL(url).pathname === '/' ? `${url}/__twilio` : url;
}
