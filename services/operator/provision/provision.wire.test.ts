import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { account } from '../../local-twilio/base/account';
import { startLocalTwilio, type LocalTwilio } from '../../local-twilio/start-local-twilio';
import { createClient } from '../account/client';
import { NEEDED_EVENT_TYPES } from '../account/event-types';
import { readSettings } from '../account/settings';
import { installationOf } from './installation-of';
import { settingSteps } from './flex-step';
import type { Installation } from './installation';
import { carryOut, lineOf, planOf } from './provision';
import { settingChanges } from './setting-arguments';
import { CannotProvision, type Step } from './step';

const PUBLIC = 'https://sync.example.com';

let local: LocalTwilio;
let folder: string;
let client: ReturnType<typeof createClient>;

beforeEach(async () => {
  local = await startLocalTwilio({ port: 0 });
  folder = await mkdtemp(join(tmpdir(), 'operator-'));
  await writeFile(join(folder, '.env'), '# ours\nTWILIO_API_KEY=\nLOG=1', { mode: 0o644 });
  client = createClient(
    { accountSid: account.accountSid, username: account.accountSid, password: account.authToken },
    `${local.url}/__twilio`,
  );
  await configuration().update({ account_sid: account.accountSid, ui_attributes: OTHERS });
});
afterEach(async () => {
  await local.close();
  await rm(folder, { recursive: true });
});

/** What a customer has there that is none of ours. */
const OTHERS = {
  custom_data: { serviceBaseUrl: 'https://functions.example', list: [1, { two: 'ä' }] },
  flex_sync_suite: { later: true },
};

const configuration = () => client.flexApi.v1.configuration();
const uiAttributes = async (): Promise<unknown> => (await configuration().fetch()).uiAttributes as unknown;
const workspace = () => client.taskrouter.v1.workspaces(account.workspaceSid);

/** As a new process would have it: what was written into `.env` counts. */
async function installation(
  changes: Readonly<Record<string, string>> = {},
  usesEventStreams = false,
): Promise<Installation> {
  const written = parseEnv(await readFile(join(folder, '.env'), 'utf8'));
  const environment = {
    ...written,
    TWILIO_ACCOUNT_SID: account.accountSid,
    TWILIO_AUTH_TOKEN: account.authToken,
    TWILIO_WORKSPACE_SID: account.workspaceSid,
    TWILIO_BASE_URL: local.url,
    PUBLIC_BASE_URL: PUBLIC,
    DATA_DIR: '.data',
    ...changes,
  };
  return installationOf(readSettings(environment), { folder, usesEventStreams });
}

const plan = async (...given: Parameters<typeof installation>): Promise<readonly Step[]> =>
  planOf(await installation(...given));

const kinds = (steps: readonly Step[]): string[] => steps.map(({ kind, name }) => `${kind} ${name}`);

const state = async (): Promise<unknown> => {
  const { eventCallbackUrl } = await workspace().fetch();
  const services = await client.sync.v1.services.list();
  const keys = (await client.api.v2010.account.keys.list()).map(({ sid }) => sid);
  const sinks = (await client.events.v1.sinks.list()).map(({ sid }) => sid);
  return { attributes: await uiAttributes(), eventCallbackUrl, services: services.map(({ sid }) => sid), keys, sinks };
};

test('a plan changes nothing', async () => {
  const before = await state();
  expect(kinds(await plan())).toEqual([
    'change Sync service',
    'change API key',
    'change event callback',
    'change Flex configuration',
  ]);
  expect(await state()).toEqual(before);
});

test('an account is set up, what others set stays, and a second time nothing is left to do', async () => {
  const told: string[] = [];
  expect(await carryOut(await plan(), (line) => told.push(line))).toBe(true);

  expect(await uiAttributes()).toEqual({
    ...OTHERS,
    flex_sync_suite: { later: true, backend_url: PUBLIC },
  });
  expect((await workspace().fetch()).eventCallbackUrl).toBe(`${PUBLIC}/webhooks/taskrouter`);
  const [service] = (await client.sync.v1.services.list()).filter(
    ({ friendlyName }) => friendlyName === 'Flex Sync Suite',
  );
  expect(service).toMatchObject({
    aclEnabled: true,
    webhooksFromRestEnabled: false,
    webhookUrl: `${PUBLIC}/webhooks/sync`,
  });

  const env = await readFile(join(folder, '.env'), 'utf8');
  const [, key = '', secret = ''] =
    /^# ours\nTWILIO_API_KEY=(SK\w{32})\nLOG=1\n[^]*TWILIO_API_SECRET=(\w+)\n$/.exec(env) ?? [];
  expect(env).toContain(`TWILIO_SYNC_SERVICE_SID=${service?.sid ?? ''}\n`);
  const byKey = createClient(
    { accountSid: account.accountSid, username: key, password: secret },
    `${local.url}/__twilio`,
  );
  expect((await byKey.sync.v1.services.list({ limit: 1 })).length).toBe(1);

  expect((await stat(join(folder, '.env'))).mode & 0o777).toBe(0o600);
  expect(told.join('\n')).not.toContain(secret);
  const [backup = ''] = await readdir(join(folder, '.data/operator'));
  expect(JSON.parse(await readFile(join(folder, '.data/operator', backup), 'utf8'))).toEqual(OTHERS);

  const setting = async (value: string) => {
    const steps = await settingSteps(await installation(), settingChanges([`recent_calls.panel=${value}`]));
    await carryOut(steps, () => undefined);
    return [kinds(steps), await uiAttributes()];
  };
  const settings = { later: true, backend_url: PUBLIC };
  const off = { ...OTHERS, flex_sync_suite: { ...settings, recent_calls: { panel: false } } };
  expect(await setting('off')).toEqual([['change Flex configuration'], off]);
  expect(await setting('off')).toEqual([['done Flex configuration'], off]);
  const byDefault = { ...OTHERS, flex_sync_suite: { ...settings, recent_calls: {} } };
  expect(await setting('default')).toEqual([['change Flex configuration'], byDefault]);

  const again = await plan();
  expect(new Set(again.map(({ kind }) => kind))).toEqual(new Set(['done']));
  const settled = await state();
  await carryOut(again, () => undefined);
  expect(await state()).toEqual(settled);
});

test('what was made before a failure is found again: no second service, no second callback', async () => {
  const [service] = await plan();
  if (service?.kind !== 'change') throw new Error('no change');
  await service.apply();
  // As if the process had died before it wrote the SID down.
  await writeFile(join(folder, '.env'), '');
  await carryOut(await plan(), () => undefined);
  const ours = (await client.sync.v1.services.list()).filter(({ friendlyName }) => friendlyName === 'Flex Sync Suite');
  expect(ours).toHaveLength(1);
  expect(await readFile(join(folder, '.env'), 'utf8')).toContain(ours[0]?.sid ?? 'none');
});

const sharedService = () => client.sync.v1.services(account.syncServiceSid);
const NAMED = { TWILIO_SYNC_SERVICE_SID: account.syncServiceSid };

test.each([
  {
    what: 'event callback',
    set: () => workspace().update({ eventCallbackUrl: 'https://elsewhere.example/events' }),
    read: async () => (await workspace().fetch()).eventCallbackUrl,
    changes: {},
  },
  {
    what: 'Sync webhook',
    set: () => sharedService().update({ webhookUrl: 'https://elsewhere.example/sync' }),
    read: async () => (await sharedService().fetch()).webhookUrl,
    changes: NAMED,
  },
  {
    what: 'Sync service',
    set: () => sharedService().update({ aclEnabled: false }),
    read: async () => (await sharedService().fetch()).aclEnabled,
    changes: NAMED,
  },
])('the $what of somebody else stays as it is, and the rest is done', async ({ what, set, read, changes }) => {
  await set();
  const before = await read();
  const steps = await plan(changes);
  const foreign = steps.filter(({ kind }) => kind === 'foreign');
  expect(foreign.map(({ name }) => name)).toEqual([what]);
  expect(foreign.map(lineOf).join()).toMatch(/^STOP .*\n +→ /);

  expect(await carryOut(steps, () => undefined)).toBe(false);
  expect(await read()).toEqual(before);
  expect(await uiAttributes()).toMatchObject({ flex_sync_suite: { backend_url: PUBLIC } });
});

describe('with Event Streams, where the callback is somebody else’s', () => {
  const ELSEWHERE = 'https://elsewhere.example/events';
  const streamed = async () => {
    const [{ sid } = { sid: '' }] = await client.events.v1.subscriptions.list();
    return (await client.events.v1.subscriptions(sid).subscribedEvents.list()).map(({ type }) => type);
  };
  beforeEach(() => workspace().update({ eventCallbackUrl: ELSEWHERE }));

  test('a plan changes nothing, and nothing stops it', async () => {
    const before = await state();
    expect(kinds(await plan({}, true)).slice(2, 4)).toEqual(['done event callback', 'change Event Streams']);
    expect(await state()).toEqual(before);
  });

  test('a sink with every type that there is of those that are needed is made, once, and the callback stays', async () => {
    expect(await carryOut(await plan({}, true), () => undefined)).toBe(true);
    const [sink, ...others] = await client.events.v1.sinks.list();
    expect(others).toEqual([]);
    expect(sink).toMatchObject({
      description: 'Flex Sync Suite',
      sinkConfiguration: { destination: `${PUBLIC}/webhooks/event-streams`, method: 'POST', batch_events: true },
    });
    expect((await workspace().fetch()).eventCallbackUrl).toBe(ELSEWHERE);
    const needed = NEEDED_EVENT_TYPES.filter((type) => !type.startsWith('activity.'));
    expect(await streamed()).toHaveLength(needed.length);

    const settled = await state();
    for (const again of [await plan(), await plan({}, true)]) {
      expect(new Set(again.map(({ kind }) => kind))).toEqual(new Set(['done']));
      await carryOut(again, () => undefined);
    }
    expect(await state()).toEqual(settled);
  });

  test('what a failure left out, or somebody took away, is added to the sink that is there', async () => {
    await carryOut(await plan({}, true), () => undefined);
    const all = await streamed();
    const [{ sid } = { sid: '' }] = await client.events.v1.subscriptions.list();
    const subscription = client.events.v1.subscriptions(sid);
    await subscription.subscribedEvents('com.twilio.taskrouter.task.created').remove();
    expect(kinds(await plan())).toContain('change Event Streams');
    await carryOut(await plan(), () => undefined);
    expect((await streamed()).sort()).toEqual(all.sort());
    await subscription.remove();
    await carryOut(await plan(), () => undefined);
    expect((await streamed()).sort()).toEqual(all.sort());
    expect(await client.events.v1.sinks.list()).toHaveLength(1);
  });
});

test('what is missing, malformed or half a key is told at once, before Twilio is asked', async () => {
  const failed = plan({ TWILIO_ACCOUNT_SID: '', PUBLIC_BASE_URL: 'ftp://x', TWILIO_API_KEY: account.apiKey });
  await expect(failed).rejects.toBeInstanceOf(CannotProvision);
  await expect(failed).rejects.toThrow(/TWILIO_ACCOUNT_SID[^]*TWILIO_API_KEY is set without[^]*PUBLIC_BASE_URL/);
});
