import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { account } from '../../local-twilio/base/account';
import { startLocalBackend, type LocalBackend } from '../../backend/testing/local-backend';
import { readSettings } from '../account/settings';
import { accountOf } from '../deploy/account';
import { readArguments } from '../deploy/arguments';
import { deploy } from '../deploy/deploy';
import { installationOf } from '../provision/installation-of';
import { carryOut, planOf } from '../provision/provision';
import { checkSettings } from './checks/settings';
import { examine } from './doctor';
import { exitCodeOf, type Finding } from './finding';

let suite: LocalBackend;
let folder: string;
let environment: Readonly<Record<string, string>>;

beforeAll(async () => {
  suite = await startLocalBackend();
  folder = await mkdtemp(join(tmpdir(), 'operator-'));
  environment = {
    TWILIO_ACCOUNT_SID: account.accountSid,
    TWILIO_AUTH_TOKEN: account.authToken,
    TWILIO_API_KEY: account.apiKey,
    TWILIO_API_SECRET: account.apiSecret,
    TWILIO_WORKSPACE_SID: account.workspaceSid,
    TWILIO_SYNC_SERVICE_SID: account.syncServiceSid,
    TWILIO_BASE_URL: suite.config.twilio.baseUrl ?? '',
    PUBLIC_BASE_URL: suite.config.publicBaseUrl,
    DATA_DIR: folder,
  };
  await carryOut(await planOf(installationOf(readSettings(environment), { folder })), () => undefined);
  await build('loaded()');
  const release = readArguments(['plugin-a', '--minor', '--changelog', 'first', '--release']);
  await deploy(accountOf(readSettings(environment), folder), release, ['plugin-a'], () => undefined);
});
afterAll(async () => {
  await suite.close();
  await rm(folder, { recursive: true });
});

async function build(script: string): Promise<void> {
  await mkdir(join(folder, 'plugins/plugin-a/build'), { recursive: true });
  await writeFile(join(folder, 'plugins/plugin-a/build/plugin-a.js'), script);
}

const findingsWith = (changes: Readonly<Record<string, string>>): Promise<readonly Finding[]> =>
  examine(readSettings({ ...environment, ...changes }), join(folder, 'plugins'), folder);

const faults = (findings: readonly Finding[]): string[] =>
  findings.filter(({ state }) => state === 'wrong' || state === 'missing').map(({ check }) => check);

test('an installation that was provisioned is right in every line, and its exit code says so', async () => {
  const findings = await findingsWith({});
  expect(findings.filter(({ state }) => state !== 'right')).toEqual([]);
  expect(findings.length).toBeGreaterThan(20);
  expect(exitCodeOf(findings)).toBe(0);
});

test.each([
  ['no account', { TWILIO_ACCOUNT_SID: '' }, ['settings.TWILIO_ACCOUNT_SID']],
  ['an account SID of another form', { TWILIO_ACCOUNT_SID: 'AC1' }, ['settings.TWILIO_ACCOUNT_SID']],
  ['no auth token', { TWILIO_AUTH_TOKEN: ' ' }, ['settings.TWILIO_AUTH_TOKEN']],
  ['the auth token of somebody else', { TWILIO_AUTH_TOKEN: 'wrong' }, ['account.auth-token', 'backend.signature']],
  ['a second auth token that opens nothing', { TWILIO_AUTH_TOKEN_SECONDARY: 'old' }, ['account.auth-token-secondary']],
  ['no API key', { TWILIO_API_KEY: '' }, ['settings.TWILIO_API_KEY']],
  ['a key that is none of the account', { TWILIO_API_KEY: `SK${'9'.repeat(32)}` }, ['account.api-key']],
  ['no secret', { TWILIO_API_SECRET: '' }, ['settings.TWILIO_API_SECRET']],
  ['the secret of another key', { TWILIO_API_SECRET: 'wrong' }, ['account.api-key']],
  ['no workspace', { TWILIO_WORKSPACE_SID: '' }, ['settings.TWILIO_WORKSPACE_SID']],
  ['a workspace that is not there', { TWILIO_WORKSPACE_SID: `WS${'9'.repeat(32)}` }, ['flex.workspace', 'workspace']],
  ['no Sync service', { TWILIO_SYNC_SERVICE_SID: '' }, ['settings.TWILIO_SYNC_SERVICE_SID']],
  ['a Sync service that is not there', { TWILIO_SYNC_SERVICE_SID: `IS${'9'.repeat(32)}` }, ['sync-service']],
  ['no public address', { PUBLIC_BASE_URL: '' }, ['settings.PUBLIC_BASE_URL']],
  ['a public address with a query', { PUBLIC_BASE_URL: 'https://a.example/?b' }, ['settings.PUBLIC_BASE_URL']],
  [
    'an address where nobody answers',
    { PUBLIC_BASE_URL: 'http://127.0.0.1:9' },
    ['backend.answer', 'flex.backend-url', 'sync-service.webhook', 'workspace.event-callback'],
  ],
  ['a page that may not call', { FLEX_ORIGINS: 'https://elsewhere.example' }, ['backend.origins']],
  ['a database of another kind', { DATABASE_URL: 'mysql://a/b' }, ['settings.DATABASE_URL']],
  ['a database that is not there', { DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' }, ['database']],
  ['a directory that is a file', { DATA_DIR: '/dev/null/store' }, ['database']],
])('names %s, and what mends it', async (_name, changes, expected) => {
  const findings = await findingsWith(changes);
  expect(faults(findings).sort()).toEqual(expected);
  expect(exitCodeOf(findings)).toBe(1);
  expect(findings.filter(({ state, mend }) => (state === 'wrong' || state === 'missing') && mend === null)).toEqual([]);
});

describe('names what is set otherwise at Twilio', () => {
  const service = () => suite.client.sync.v1.services(account.syncServiceSid);
  const workspace = () => suite.client.taskrouter.v1.workspaces(account.workspaceSid);
  const setPanel = (panel: unknown) => {
    const settings = { backend_url: suite.config.publicBaseUrl, recent_calls: { panel } };
    const ui_attributes = { flex_sync_suite: settings };
    return suite.client.flexApi.v1.configuration().update({ account_sid: account.accountSid, ui_attributes });
  };

  test.each([
    ['sync-service.acl', () => service().update({ aclEnabled: false }), () => service().update({ aclEnabled: true })],
    [
      'sync-service.webhooks-from-rest',
      () => service().update({ webhooksFromRestEnabled: true }),
      () => service().update({ webhooksFromRestEnabled: false }),
    ],
    [
      'sync-service.webhook',
      () => service().update({ webhookUrl: 'https://elsewhere.example/sync' }),
      () => service().update({ webhookUrl: `${suite.config.publicBaseUrl}/webhooks/sync` }),
    ],
    [
      'workspace.event-callback',
      () => workspace().update({ eventCallbackUrl: 'https://elsewhere.example/events' }),
      () => workspace().update({ eventCallbackUrl: `${suite.config.publicBaseUrl}/webhooks/taskrouter` }),
    ],
    ['flex.plugins', () => build('another()'), () => build('loaded()')],
    ['flex.settings.recent_calls.panel', () => setPanel('no'), () => setPanel(true)],
    [
      'workspace.events',
      () => workspace().update({ eventsFilter: 'task.created,task.canceled' }),
      () => workspace().update({ eventsFilter: '' }),
    ],
  ])('%s', async (check, spoil, restore) => {
    await spoil();
    try {
      expect(faults(await findingsWith({}))).toEqual([check]);
    } finally {
      await restore();
    }
  });
});

test('where the callback is somebody else’s, Event Streams is as right, and is told what it leaves out', async () => {
  const workspace = suite.client.taskrouter.v1.workspaces(account.workspaceSid);
  await workspace.update({ eventCallbackUrl: 'https://elsewhere.example/events', eventsFilter: 'task.created' });
  const installation = installationOf(readSettings(environment), { folder, usesEventStreams: true });
  await carryOut(await planOf(installation), () => undefined);
  const findings = await findingsWith({});
  expect(findings.filter(({ state }) => state !== 'right')).toEqual([]);
  expect(findings.map(({ check }) => check)).toContain('workspace.event-streams');
  const { subscriptions } = suite.client.events.v1;
  const [{ sid } = { sid: '' }] = await subscriptions.list();
  await subscriptions(sid).subscribedEvents('com.twilio.taskrouter.task.created').remove();
  expect(faults(await findingsWith({}))).toEqual(['workspace.event-streams']);
  await subscriptions(sid).remove();
  for (const sink of await suite.client.events.v1.sinks.list()) await suite.client.events.v1.sinks(sink.sid).remove();
  await workspace.update({ eventCallbackUrl: `${suite.config.publicBaseUrl}/webhooks/taskrouter`, eventsFilter: '' });
});

test('names an emulator that is no address, without asking Twilio instead', () => {
  const settings = readSettings({ ...environment, TWILIO_BASE_URL: 'nowhere' });
  expect(faults(checkSettings(settings))).toEqual(['settings.TWILIO_BASE_URL']);
});

test('what cannot be looked at is said to be unknown, not wrong', async () => {
  const findings = await findingsWith({ TWILIO_AUTH_TOKEN: '' });
  const unknowns = findings.filter(({ state }) => state === 'unknown').map(({ check }) => check);
  expect(unknowns).toEqual(['account.auth-token', 'workspace', 'flex', 'flex.plugins', 'backend.signature']);
});

test('looking leaves nothing behind: neither an event nor a change of an object', async () => {
  const metric = async (name: string): Promise<string | undefined> =>
    new RegExp(`^${name}\\S* (\\d+)$`, 'm').exec(
      await (await fetch(`${suite.config.publicBaseUrl}/metrics`)).text(),
    )?.[1];
  const before = await metric('events_dead_total');
  await findingsWith({});
  expect(await metric('events_dead_total')).toBe(before);
});

test('tells how far a rotation of the auth token is', async () => {
  const { secondaryAuthToken, authTokenPromotion } = suite.client.accounts.v1;
  const tokens = async (first: string, second: string): Promise<readonly string[]> =>
    (await findingsWith({ TWILIO_AUTH_TOKEN: first, TWILIO_AUTH_TOKEN_SECONDARY: second }))
      .filter(({ check }) => check.startsWith('account.auth-token'))
      .map(({ state, mend }) => `${state}: ${mend ?? ''}`);
  const { secondaryAuthToken: next } = await secondaryAuthToken().create();
  expect(await tokens(account.authToken, next)).toEqual(['right: ', 'right: ']);
  expect(await tokens(next, account.authToken)).toEqual(['right: ', 'right: ']);

  await authTokenPromotion().update();
  expect(await tokens(account.authToken, next)).toEqual([
    expect.stringMatching(/^wrong: .*write the second one into TWILIO_AUTH_TOKEN/),
    'right: ',
  ]);
  expect(await tokens(next, account.authToken)).toEqual(['right: ', expect.stringMatching(/^wrong: Empty it/)]);
  expect(await tokens(next, '')).toEqual(['right: ']);
});
