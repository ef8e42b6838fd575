import {
  BackendHeartbeat,
  backendHeartbeatDocument,
  LIBRARIES_PATH,
  RECENT_CALLS_PATH,
} from '@flex-sync-suite/shared/contract';
import pg from 'pg';
import twilio from 'twilio';
import * as v from 'valibot';
import { callback, taskFields } from './testing/callbacks';
import { createBlackHole, type BlackHole } from './testing/black-hole';
import { eventually, startLocalBackend, type LocalBackend } from './testing/local-backend';
import { startRealPostgres, type RealPostgres } from './testing/real-postgres';

let postgres: RealPostgres;
let databaseUrl: string;
let network: BlackHole;
let suite: LocalBackend;
let token: string;

beforeAll(async () => {
  postgres = await startRealPostgres();
  databaseUrl = await postgres.createDatabase();
  network = await createBlackHole(databaseUrl);
  suite = await startLocalBackend({}, { DATABASE_URL: network.url });
  token = await suite.flexToken('agent', 'alice');
});
afterAll(async () => {
  await suite.close();
  await network.close();
  await postgres.stop();
});

const ask = async (path: string): Promise<{ status: number; retryAfter: string | null; body: unknown }> => {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${suite.config.publicBaseUrl}${path}`, { headers });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  const body: unknown = isJson ? JSON.parse(text) : text;
  return { status: response.status, retryAfter: response.headers.get('retry-after'), body };
};

let lastTask = 0;

/** Sends one signed callback of a task of its own. */
async function send(): Promise<{ sid: string; status: number; retryAfter: string | null }> {
  lastTask += 1;
  const sid = `EV${lastTask.toString(16).padStart(32, '0')}`;
  const form = { ...callback('task-queue.entered', lastTask % 60, taskFields(lastTask, 1)), Sid: sid };
  const url = `${suite.config.publicBaseUrl}/webhooks/taskrouter`;
  const signature = twilio.getExpectedTwilioSignature(suite.config.twilio.authToken, url, form);
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'x-twilio-signature': signature },
    body: new URLSearchParams(form),
  });
  await response.text();
  return { sid, status: response.status, retryAfter: response.headers.get('retry-after') };
}

async function untilReadyAgain(): Promise<void> {
  await eventually(async () => ((await ask('/readyz')).status === 200 ? true : null));
  await eventually(async () => ((await send()).status === 204 ? true : null));
}

/** Sends callbacks one after the other, a few at once, until told to stop. Returns the SIDs of the acknowledged. */
function sendOn(): { stop: () => Promise<string[]> } {
  const acknowledged: string[] = [];
  let isOver = false;
  const sender = async (): Promise<void> => {
    while (!isOver) {
      const { sid, status, retryAfter } = await send();
      if (status === 204) acknowledged.push(sid);
      else expect({ status, retryAfter }).toEqual({ status: 503, retryAfter: '1' });
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const senders = Promise.all([sender(), sender(), sender()]);
  return {
    stop: async () => {
      isOver = true;
      await senders;
      return acknowledged;
    },
  };
}

async function storedSids(): Promise<Set<string>> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ sid: string }>('SELECT event_sid AS sid FROM event');
  await client.end();
  return new Set(rows.map(({ sid }) => sid));
}

async function terminateAll(): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname IS NOT NULL',
  );
  await client.end();
}

/** Everything that asks the database says so, each in bounded time, and nothing else stops. */
async function expectRefusals(): Promise<void> {
  await eventually(async () => {
    const { status, body } = await ask('/readyz');
    const isExplained = JSON.stringify(body).includes('Not ready: the database does not answer: ');
    return status === 503 && isExplained ? true : null;
  });
  const refused = { status: 503, retryAfter: '1' };
  expect(await send()).toMatchObject(refused);
  expect(await ask(RECENT_CALLS_PATH)).toMatchObject({ ...refused, body: { code: 'store_unavailable' } });
  expect(await ask(LIBRARIES_PATH)).toMatchObject({ ...refused, body: { code: 'store_unavailable' } });
  expect(await ask('/livez')).toMatchObject({ status: 200 });
  const metrics = await ask('/metrics');
  expect(metrics.status).toBe(200);
  expect(metrics.body).toContain('projection_lag_seconds Nan');
}

const OUTAGES: readonly (readonly [name: string, during: () => Promise<void>])[] = [
  [
    'is restarted',
    async () => {
      await postgres.breakDown();
      await expectRefusals().finally(() => postgres.startAgain());
    },
  ],
  ['ends every connection', terminateAll],
  [
    'stands still',
    async () => {
      postgres.signalAll('SIGSTOP');
      await expectRefusals().finally(() => {
        postgres.signalAll('SIGCONT');
      });
    },
  ],
  [
    'is behind a network that swallows everything',
    async () => {
      network.swallow();
      await expectRefusals().finally(() => {
        network.heal();
      });
    },
  ],
];

describe.each(OUTAGES)('a database that %s', (_name, during) => {
  test.each([1, 2, 3])('loses no acknowledged event and ends nothing, time %i of 3', async () => {
    await untilReadyAgain();
    const sending = sendOn();
    await eventually(async () => ((await send()).status === 204 ? true : null));
    await during();
    await untilReadyAgain();
    const acknowledged = await sending.stop();
    const stored = await storedSids();
    expect(acknowledged.filter((sid) => !stored.has(sid))).toEqual([]);
    expect(await ask(RECENT_CALLS_PATH)).toMatchObject({ status: 200 });
  });
});

test('what runs by itself goes on after an outage: a change reaches Sync, and the heart beats', async () => {
  await postgres.breakDown();
  const wentAwayAt = Date.now();
  await expectRefusals().finally(() => postgres.startAgain());
  await untilReadyAgain();
  const documents = suite.client.sync.v1.services(suite.config.twilio.syncServiceSid).documents;
  await eventually(async () => {
    const { at } = v.parse(BackendHeartbeat, (await documents(backendHeartbeatDocument.uniqueName).fetch()).data);
    return Date.parse(at) > wentAwayAt ? true : null;
  });
});
