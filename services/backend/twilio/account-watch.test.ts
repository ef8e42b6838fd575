import { createLog } from '../base/log';
import { createMetrics, type Metrics } from '../base/metrics';
import { createManualClock, type ManualClock } from '../outbox/testing/manual-clock';
import { watchAccount, type AccountWatch } from './account-watch';
import type { AccountReadings } from './read-account';

const CALLBACK = 'https://backend.example/webhooks/taskrouter';
const WEBHOOK = 'https://backend.example/webhooks/sync';
const healthy: AccountReadings = {
  workspace: { status: 'read', value: { eventCallbackUrl: CALLBACK, eventsFilter: null } },
  streamedTypes: { status: 'read', value: null },
  syncService: { status: 'read', value: { isAclEnabled: true, sendsWebhooksFromRest: false, webhookUrl: WEBHOOK } },
};

let clock: ManualClock;
let metrics: Metrics;
let lines: Record<string, unknown>[];
let readings: AccountReadings;
let looks: number;
let watch: AccountWatch;

beforeEach(() => {
  clock = createManualClock();
  metrics = createMetrics();
  lines = [];
  readings = healthy;
  looks = 0;
});
afterEach(() => {
  watch.close();
});

async function start(): Promise<void> {
  watch = watchAccount({
    facts: {
      isRealAccount: true,
      publicBaseUrl: 'https://backend.example',
      eventCallbackUrl: CALLBACK,
      syncWebhookUrl: WEBHOOK,
      neededEventTypes: [],
    },
    read: () => {
      looks += 1;
      return Promise.resolve(readings);
    },
    clock,
    log: createLog('info', { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) }),
    metrics,
  });
  await watch.checked;
}

async function after(ms: number): Promise<void> {
  clock.advance(ms);
  await new Promise(setImmediate);
}

const kinds = () => watch.problems().map(({ kind }) => kind);
const metricOf = async (problem: string) =>
  (await metrics.accountProblems.get()).values.find(({ labels }) => labels.problem === problem)?.value;

test('looks every five minutes while all is well, and every 15 s while something is wrong', async () => {
  await start();
  await after(299_999);
  expect(looks).toBe(1);
  readings = { ...healthy, syncService: { status: 'missing' } };
  await after(1);
  expect(looks).toBe(2);
  await after(15_000);
  expect(looks).toBe(3);
  readings = healthy;
  await after(15_000);
  await after(15_000);
  expect(looks).toBe(4);
});

test('tells each problem once, by line and by metric, and when it is gone', async () => {
  readings = { ...healthy, workspace: { status: 'refused' } };
  await start();
  await after(15_000);
  await after(15_000);
  expect(lines).toMatchObject([{ level: 50, problem: 'auth_token_refused' }]);
  expect(await metricOf('auth_token_refused')).toBe(1);
  expect(await metricOf('workspace_missing')).toBe(0);
  readings = healthy;
  await after(15_000);
  expect(lines.slice(1)).toMatchObject([{ level: 30, problem: 'auth_token_refused', msg: 'no longer wrong' }]);
  expect(await metricOf('auth_token_refused')).toBe(0);
  expect(kinds()).toEqual([]);
});

test('an outage of Twilio is told, but neither mends nor breaks what was found before', async () => {
  readings = { ...healthy, syncService: { status: 'missing' } };
  await start();
  const unknown = { status: 'unknown' } as const;
  readings = { workspace: unknown, streamedTypes: unknown, syncService: unknown };
  await after(15_000);
  expect(kinds()).toEqual(['sync_service_missing', 'twilio_unreachable']);
  readings = healthy;
  await after(15_000);
  expect(kinds()).toEqual([]);
});

test('looks no more once it is closed', async () => {
  await start();
  watch.close();
  await after(600_000);
  expect(looks).toBe(1);
});
