import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CONFIG_NAMES, parseConfig, type Config } from './config';

const complete = {
  TWILIO_ACCOUNT_SID: `AC${'1'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'auth-token',
  TWILIO_API_KEY: `SK${'2'.repeat(32)}`,
  TWILIO_API_SECRET: 'api-secret',
  TWILIO_WORKSPACE_SID: `WS${'3'.repeat(32)}`,
  TWILIO_SYNC_SERVICE_SID: `IS${'4'.repeat(32)}`,
};

function configOf(overrides: Record<string, string>): Config {
  const parsed = parseConfig({ ...complete, ...overrides });
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
  return parsed.config;
}

function problemsOf(overrides: Record<string, string>): readonly string[] {
  const parsed = parseConfig({ ...complete, ...overrides });
  return parsed.ok ? [] : parsed.problems;
}

test('takes the documented defaults when only the account is set', () => {
  expect(configOf({})).toMatchObject({
    port: 4100,
    host: undefined,
    databaseUrl: undefined,
    dataDir: '.data',
    publicBaseUrl: 'http://localhost:4100',
    flexOrigins: ['http://localhost:4000', 'https://flex.twilio.com'],
    reportingTimeZone: 'UTC',
    recentCalls: { retentionDays: 14, maskPhoneNumbers: false },
    eventRetentionDays: 90,
    twilio: { baseUrl: undefined, secondaryAuthToken: undefined },
  });
});

test('keeps stored events for 1 to 3650 days', () => {
  expect(configOf({ EVENT_RETENTION_DAYS: '3650' }).eventRetentionDays).toBe(3_650);
  for (const wrong of ['0', '3651', '10000', '1.5']) {
    expect(problemsOf({ EVENT_RETENTION_DAYS: wrong })).toEqual([
      'EVENT_RETENTION_DAYS: expected a number of days from 1 to 3650',
    ]);
  }
});

test('keeps the timeline of Sync for up to 720 hours, a day when it is not told, and not at all with 0', () => {
  expect(configOf({}).syncActivityHours).toBe(24);
  expect(configOf({ SYNC_ACTIVITY_HOURS: '0' }).syncActivityHours).toBe(0);
  expect(configOf({ SYNC_ACTIVITY_HOURS: '720' }).syncActivityHours).toBe(720);
  for (const wrong of ['721', '-1', '1.5']) {
    expect(problemsOf({ SYNC_ACTIVITY_HOURS: wrong })).toEqual([
      'SYNC_ACTIVITY_HOURS: expected a number of hours from 0 to 720',
    ]);
  }
});

test('takes a retention of 1 to 365 days, and true or false for the mask', () => {
  expect(configOf({ RECENT_CALLS_RETENTION_DAYS: '30', MASK_PHONE_NUMBERS: 'true' }).recentCalls).toEqual({
    retentionDays: 30,
    maskPhoneNumbers: true,
  });
  expect(problemsOf({ RECENT_CALLS_RETENTION_DAYS: '0', MASK_PHONE_NUMBERS: 'yes' })).toEqual([
    'RECENT_CALLS_RETENTION_DAYS: expected a number of days from 1 to 365',
    'MASK_PHONE_NUMBERS: expected true or false',
  ]);
});

test('adds the responses of the demo only when asked to', () => {
  expect(configOf({}).demoContent).toBe(false);
  expect(configOf({ DEMO_CONTENT: 'true' }).demoContent).toBe(true);
  expect(problemsOf({ DEMO_CONTENT: 'yes' })).toEqual(['DEMO_CONTENT: expected true or false']);
});

test('lets admins look at the own Sync service only, unless further ones and further roles are named', () => {
  expect(configOf({})).toMatchObject({ syncExplorerServices: [], syncExplorerRoles: [] });
  const other = `IS${'5'.repeat(32)}`;
  expect(
    configOf({ SYNC_EXPLORER_SERVICES: ` ${other} ,`, SYNC_EXPLORER_ROLES: 'supervisor, wfo.full_access' }),
  ).toMatchObject({ syncExplorerServices: [other], syncExplorerRoles: ['supervisor', 'wfo.full_access'] });
  expect(problemsOf({ SYNC_EXPLORER_SERVICES: `${other},default`, SYNC_EXPLORER_ROLES: 'super visor' })).toEqual([
    'SYNC_EXPLORER_SERVICES: expected IS followed by 32 hex digits',
    'SYNC_EXPLORER_ROLES: expected Flex roles such as supervisor, separated by commas',
  ]);
});

test('counts a blank value as not set', () => {
  expect(configOf({ DATABASE_URL: '  ', BACKEND_PORT: '' })).toMatchObject({ port: 4100, databaseUrl: undefined });
});

test('knows a public URL that was set from one that is a guess', () => {
  expect(configOf({}).isPublicBaseUrlSet).toBe(false);
  expect(configOf({ PUBLIC_BASE_URL: 'http://localhost:4100' }).isPublicBaseUrlSet).toBe(true);
});

test('derives the public URL from the port', () => {
  expect(configOf({ BACKEND_PORT: '4321' }).publicBaseUrl).toBe('http://localhost:4321');
});

test('drops the trailing slash of the public URL, because paths are appended to it', () => {
  expect(configOf({ PUBLIC_BASE_URL: 'https://backend.example/base/' }).publicBaseUrl).toBe(
    'https://backend.example/base',
  );
});

test.each([
  ['http://127.0.0.1:4000', 'http://127.0.0.1:4000/__twilio'],
  ['http://127.0.0.1:4000/', 'http://127.0.0.1:4000/__twilio'],
  ['http://127.0.0.1:4000/__twilio', 'http://127.0.0.1:4000/__twilio'],
  ['http://proxy.example/twilio/', 'http://proxy.example/twilio'],
])('reads TWILIO_BASE_URL %s as %s', (given, expected) => {
  expect(configOf({ TWILIO_BASE_URL: given }).twilio.baseUrl).toBe(expected);
});

test('names every missing variable at once', () => {
  const parsed = parseConfig({});
  expect(parsed.ok ? [] : parsed.problems).toEqual(
    Object.keys(complete).map((name) => `${name}: is not set, but required`),
  );
});

test.each([
  ['BACKEND_PORT', '70000'],
  ['BACKEND_PORT', 'http'],
  ['DATABASE_URL', 'mysql://localhost/flex'],
  ['PUBLIC_BASE_URL', 'backend.example'],
  ['PUBLIC_BASE_URL', 'https://backend.example/?a=b'],
  ['FLEX_ORIGINS', 'https://flex.twilio.com/agent-desktop'],
  ['FLEX_ORIGINS', '*'],
  ['REPORTING_TIME_ZONE', 'Mars/Olympus'],
  ['TWILIO_ACCOUNT_SID', 'AC123'],
  ['TWILIO_API_KEY', `AC${'2'.repeat(32)}`],
  ['TWILIO_BASE_URL', 'ftp://127.0.0.1'],
])('refuses %s=%s with one line that names the variable', (name, value) => {
  expect(problemsOf({ [name]: value })).toEqual([expect.stringMatching(`^${name}: expected `)]);
});

test('never repeats a value in a problem, because it may be a secret in the wrong place', () => {
  expect(problemsOf({ TWILIO_API_KEY: 'a-very-secret-value' }).join()).not.toContain('a-very-secret-value');
});

test('.env.example lists exactly the variables that are read', () => {
  const example = readFileSync(path.join(__dirname, '../../.env.example'), 'utf8');
  const names = [...example.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
  const ofDemoShop = ['CHAT_ADDRESS_SID', 'CHAT_CONTEXT', 'CHAT_SERVICE_SID', 'PORT', 'SECRET', 'WRITE_KEY'];
  const ofOthers = [
    ...['LOCAL_TWILIO_HOSTS', 'LOCAL_TWILIO_PLUGINS', 'LOCAL_TWILIO_PORT', 'BACKEND_URL'],
    ...ofDemoShop.map((name) => `DEMO_SHOP_${name}`),
  ];
  expect(names.sort()).toEqual([...CONFIG_NAMES, ...ofOthers].sort());
});
