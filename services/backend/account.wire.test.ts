import { rm } from 'node:fs/promises';
import { SYNC_TOKENS_PATH } from '@flex-sync-suite/shared/contract';
import { account } from '../local-twilio/base/account';
import { startLocalTwilio } from '../local-twilio/start-local-twilio';
import { createBackend, type Backend } from './app';
import { systemClock, type Clock } from './base/clock';
import { makeDataDir } from './testing/embedded-template';
import { eventually, startLocalBackend, type LocalBackend } from './testing/local-backend';

/** The backend looks at the account after 5 minutes or 15 s; shorter waits of it are left as they are. */
const hasty: Clock = {
  now: () => systemClock.now(),
  schedule: (delayMs, action) => systemClock.schedule(delayMs / hasteOf(delayMs), action),
};
const hasteOf = (delayMs: number): number => (delayMs >= 300_000 ? 3_000 : delayMs >= 15_000 ? 150 : 1);

let suite: LocalBackend;
/** The address of the suite's own backend, which is set up as it should be. */
let url: string;
let workspace: ReturnType<LocalBackend['client']['taskrouter']['v1']['workspaces']>;
let service: ReturnType<LocalBackend['client']['sync']['v1']['services']>;
let dataDir: string;
/** The second backend of a test. */
let other: Backend | null;

beforeAll(async () => {
  suite = await startLocalBackend({ clock: hasty });
  url = suite.config.publicBaseUrl;
  workspace = suite.client.taskrouter.v1.workspaces(account.workspaceSid);
  service = suite.client.sync.v1.services(account.syncServiceSid);
});
afterAll(() => suite.close());
beforeEach(async () => {
  other = null;
  dataDir = await makeDataDir();
});
afterEach(async () => {
  await other?.close();
  await rm(dataDir, { recursive: true });
});

/** Starts a backend with some variables set otherwise; callbacks are those of the suite's. */
async function start(variables: Readonly<Record<string, string>>): Promise<string> {
  const config = suite.configOf({ DATA_DIR: dataDir, BACKEND_PORT: '0', ...variables });
  other = createBackend(config, { log: suite.log, clock: hasty });
  await other.start();
  return other.url;
}

async function problemsOf(backend: string): Promise<string[]> {
  const text = await (await fetch(`${backend}/metrics`)).text();
  return [...text.matchAll(/^account_problems\{problem="(\w+)"\} 1$/gm)].map(([, problem = '']) => problem);
}

async function eventsReceived(): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^events_received_total (\d+)$/m.exec(text)?.[1]);
}

const shows = (backend: string, problems: readonly string[]): Promise<true> =>
  eventually(async () => ((await problemsOf(backend)).join() === problems.join() ? true : null));

/** In whatever order. */
const showsAll = (backend: string, problems: readonly string[]): Promise<true> =>
  eventually(async () =>
    [...(await problemsOf(backend))].sort().join() === [...problems].sort().join() ? true : null,
  );

async function readinessOf(backend: string): Promise<string> {
  const response = await fetch(`${backend}/readyz`);
  return `${response.status} ${await response.text()}`;
}

const isReady = (backend: string): Promise<true> =>
  eventually(async () => ((await readinessOf(backend)).startsWith('200') ? true : null));

test('an account that is set up as it should be shows no problem', async () => {
  await isReady(url);
  expect(await problemsOf(url)).toEqual([]);
});

test.each([
  ['auth_token_refused', { TWILIO_AUTH_TOKEN: 'wrong' }, 'TWILIO_AUTH_TOKEN'],
  ['api_key_refused', { TWILIO_API_SECRET: 'wrong' }, 'TWILIO_API_KEY'],
  ['workspace_missing', { TWILIO_WORKSPACE_SID: `WS${'9'.repeat(32)}` }, 'TWILIO_WORKSPACE_SID'],
  ['sync_service_missing', { TWILIO_SYNC_SERVICE_SID: `IS${'9'.repeat(32)}` }, 'TWILIO_SYNC_SERVICE_SID'],
])('%s: the backend starts, says so and is not ready', async (problem, wrong, named) => {
  const backend = await start(wrong);
  await shows(backend, [problem]);
  const readiness = await readinessOf(backend);
  expect(readiness).toMatch(/^503 .*"code":"not_ready"/);
  expect(readiness).toContain(named);
  expect((await fetch(`${backend}/livez`)).status).toBe(200);
});

test.each([
  ['event_callback_elsewhere', { eventCallbackUrl: 'http://127.0.0.1:9/other' }],
  ['event_callback_unset', { eventCallbackUrl: '' }],
  ['event_types_missing', { eventsFilter: 'task.created,task.canceled' }],
])('%s is told until it is put right, and no reason against traffic', async (problem, wrong) => {
  await workspace.update(wrong);
  await shows(url, [problem]);
  await isReady(url);
  await workspace.update({ eventCallbackUrl: `${url}/webhooks/taskrouter`, eventsFilter: '' });
  await shows(url, []);
});

test('where the callback is somebody else’s, a subscription of Event Streams is as good, if it has every type', async () => {
  const { v1: streams } = suite.client.events;
  const sinkConfiguration = { destination: `${url}/webhooks/event-streams`, method: 'POST' };
  const sink = await streams.sinks.create({ description: 'ours', sinkConfiguration, sinkType: 'webhook' });
  const types = (await streams.eventTypes.list()).map(({ type }) => ({ type, schema_version: 4 }));
  const subscription = await streams.subscriptions.create({ description: 'ours', sinkSid: sink.sid, types });
  await workspace.update({ eventCallbackUrl: 'http://127.0.0.1:9/other' });
  const { sid } = await workspace.taskQueues.create({ friendlyName: 'By stream', targetWorkers: '1==1' });
  const before = await eventsReceived();
  await workspace.taskQueues(sid).update({ targetWorkers: '1==2' });
  await eventually(async () => ((await eventsReceived()) > before ? true : null));
  await streams.subscriptions(subscription.sid).subscribedEvents('com.twilio.taskrouter.task.created').remove();
  await shows(url, ['event_types_missing']);
  await streams.subscriptions(subscription.sid).remove();
  await streams.sinks(sink.sid).remove();
  await shows(url, ['event_callback_elsewhere']);
  await workspace.update({ eventCallbackUrl: `${url}/webhooks/taskrouter` });
  await shows(url, []);
});

test('webhooks of Sync that go astray, or tell of our own writes, are told until they are put right', async () => {
  await service.update({ webhookUrl: 'http://127.0.0.1:9/other', webhooksFromRestEnabled: true });
  await showsAll(url, ['sync_webhook_elsewhere', 'sync_webhooks_from_rest']);
  await service.update({ webhookUrl: '' });
  await showsAll(url, ['sync_webhook_unset', 'sync_webhooks_from_rest']);
  await isReady(url);
  await service.update({ webhookUrl: `${url}/webhooks/sync`, webhooksFromRestEnabled: false });
  await shows(url, []);
});

test('without ACL no token is issued, until it is on again', async () => {
  const ask = async () => {
    const token = await suite.flexToken('agent', 'alice');
    const response = await fetch(`${url}${SYNC_TOKENS_PATH}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ scopes: ['personal'] }),
    });
    const body: unknown = await response.json();
    return { status: response.status, body };
  };
  await service.update({ aclEnabled: false });
  await shows(url, ['sync_acl_disabled']);
  expect(await ask()).toMatchObject({ status: 503, body: { code: 'sync_acl_disabled' } });
  await isReady(url);
  await service.update({ aclEnabled: true });
  await shows(url, []);
  expect(await ask()).toMatchObject({ status: 200 });
});

test('a first start without Twilio listens, is not ready, and heals when Twilio is there', async () => {
  const addresses = { eventCallbackUrl: `${url}/webhooks/taskrouter`, syncWebhookUrl: `${url}/webhooks/sync` };
  const local = await startLocalTwilio({ port: 0, ...addresses });
  const { port } = new URL(local.url);
  await local.close();
  const backend = await start({ TWILIO_BASE_URL: `http://127.0.0.1:${port}` });
  expect(await problemsOf(backend)).toEqual(['twilio_unreachable']);
  expect(await readinessOf(backend)).toContain('the TaskRouter directory was not read yet');
  const back = await startLocalTwilio({ port: Number(port), ...addresses });
  await shows(backend, []);
  await isReady(backend);
  await other?.close();
  await back.close();
});
