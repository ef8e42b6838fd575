import {
  CUSTOMERS_OF_TASK_PATH,
  CustomersOfTask,
  customerMap,
  SYNC_TOKENS_PATH,
  SyncTokensResponse,
} from '@flex-sync-suite/shared/contract';
import { SyncClient } from 'twilio-sync';
import * as v from 'valibot';
import { eventually, startLocalBackend, type LocalBackend } from './testing/local-backend';

const FORBIDDEN = 54007;

let suite: LocalBackend;
const clients: SyncClient[] = [];

beforeAll(async () => {
  suite = await startLocalBackend({}, { DEMO_CONTENT: 'true' });
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.shutdown()));
  await suite.close();
});

const post = (path: string, body: object, token?: string): Promise<Response> =>
  fetch(`${suite.config.publicBaseUrl}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });

/** An agent with the genuine SDK, under the worker's own identity. */
async function signedIn(worker: string): Promise<{ readonly flex: string; readonly sync: SyncClient }> {
  const flex = await suite.flexToken('agent', worker);
  const answer = await post(SYNC_TOKENS_PATH, { scopes: ['personal'] }, flex);
  const { token = '' } = v.parse(SyncTokensResponse, await answer.json()).scopes.personal ?? {};
  const uri = `${(suite.config.twilio.baseUrl ?? '').replace('http', 'ws')}/tsock.us1.twilio.com/v3/wsconnect`;
  const sync = new SyncClient(token, { logLevel: 'silent', Twilsock: { uri } } as never);
  clients.push(sync);
  return { flex, sync };
}

/** A chat that the worker took. */
async function taskOf(worker: string, more: object = {}): Promise<string> {
  const { taskSid } = await suite.control('/emulator/tasks', { channel: 'chat', queue: 'Sales', worker, ...more });
  await suite.control(`/emulator/tasks/${String(taskSid)}/accept`, { worker });
  return String(taskSid);
}

/** A visitor of the shop does something. */
async function tell(anonymousId: string, messageId: string): Promise<void> {
  const search = { type: 'track', event: 'Products Searched', properties: { query: 'boots' } };
  const message = { ...search, messageId, anonymousId, timestamp: new Date().toISOString() };
  const answer = await post('/v1/batch', {
    writeKey: 'demo-shop-write-key',
    batch: [message],
    sentAt: message.timestamp,
  });
  expect(answer.status).toBe(200);
}

/** The Map of the customer of a task, as soon as who asks may know of it. */
const customerOf = (flex: string, taskSid: string): Promise<string> =>
  eventually(async () => {
    const answer = await post(CUSTOMERS_OF_TASK_PATH, { taskSid }, flex);
    if (!answer.ok) return null;
    const [match] = v.parse(CustomersOfTask, await answer.json()).customers;
    return match === undefined ? null : customerMap(match.customerKey).uniqueName;
  });

/** `open`, or the code with which Sync refuses. */
const openedBy = (sync: SyncClient, id: string): Promise<unknown> =>
  sync.map({ id, mode: 'open_existing' }).then(
    (map) => {
      map.close();
      return 'open';
    },
    (error: unknown) => (error as { code?: unknown }).code,
  );

test('Sync opens a customer to the agent who holds the task alone, and not to her any more once it ended', async () => {
  const [alice, bob] = [await signedIn('alice'), await signedIn('bob')];
  await tell('visitor-1', 'm1');
  const ofVisitor = { attributes: { anonymousId: 'visitor-1' } };
  const taskSid = await taskOf('alice', ofVisitor);
  await taskOf('bob');
  const map = await customerOf(alice.flex, taskSid);
  await eventually(async () => ((await openedBy(alice.sync, map)) === 'open' ? true : null));
  // Bob holds a task, and not this one.
  expect(await openedBy(bob.sync, map)).toBe(FORBIDDEN);
  expect((await post(CUSTOMERS_OF_TASK_PATH, { taskSid }, bob.flex)).status).toBe(403);

  // Somebody else still reads of the customer, so that the Map stays.
  expect(await customerOf(bob.flex, await taskOf('bob', ofVisitor))).toBe(map);
  await suite.control(`/emulator/tasks/${taskSid}/complete`, {});
  await eventually(async () => ((await openedBy(alice.sync, map)) === FORBIDDEN ? true : null));
  expect(await openedBy(bob.sync, map)).toBe('open');
});
