import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import twilio from 'twilio';
import { account } from '../base/account';
import { eventually } from '../testing/sync-host';
import { createBench, type Bench } from '../testing/task-router-bench';
import { TASK_ROUTER_CALLBACKS } from './callback-config';
import { createCallbacks, type Callbacks } from './callbacks';
import { taskRouterEvents } from './task-router-events';

interface Received {
  readonly url: string;
  readonly fields: Record<string, string>;
  readonly headers: IncomingMessage['headers'];
}

let server: Server;
let url: string;
let received: Received[];
let answers: number[];
let bench: Bench;
let callbacks: Callbacks;
let logged: string[];

beforeEach(async () => {
  received = [];
  answers = [];
  logged = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const fields = Object.fromEntries(new URLSearchParams(body));
      received.push({ url: `http://localhost${request.url ?? ''}`, fields, headers: request.headers });
      const status = answers.shift() ?? 204;
      response.writeHead(status, status === 429 ? { 'retry-after': '0' } : {}).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  url = `http://localhost:${(server.address() as AddressInfo).port}/webhooks/taskrouter?shop=a&b=%C3%A9`;
  bench = createBench();
  bench.router.state.workspace.eventCallbackUrl = url;
  callbacks = createCallbacks(taskRouterEvents(bench.router), {
    config: TASK_ROUTER_CALLBACKS,
    log: (line) => logged.push(line),
  });
});

afterEach(async () => {
  await callbacks.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const settled = () =>
  eventually(() => {
    expect(callbacks.counts().pending).toBe(0);
  });

test("[TR21] every event is posted once, with a signature that Twilio's own helper accepts", async () => {
  bench.queue('Español & Söhne');
  bench.worker('ana', ['Español & Söhne']);
  bench.task('Español & Söhne');
  await settled();
  expect(received.map(({ fields }) => fields['Sid']).sort()).toEqual(bench.events.map(({ sid }) => sid).sort());
  for (const { fields, headers } of received) {
    const signature = String(headers['x-twilio-signature']);
    expect(twilio.validateRequest(account.authToken, signature, url, fields)).toBe(true);
    expect(twilio.validateRequest(account.authToken, signature, url, { ...fields, TimestampMs: '1' })).toBe(false);
    expect(headers['i-twilio-idempotency-token']).toMatch(/^[0-9a-f-]{36}$/u);
  }
  expect(callbacks.counts()).toMatchObject({ acknowledged: bench.events.length, failed: 0, dropped: 0, pending: 0 });
});

test('[TR22] duplicated events are sent twice, byte for byte, under one idempotency token', async () => {
  callbacks.configure({ duplicate: 1 });
  bench.queue('Sales');
  await settled();
  expect(received).toHaveLength(2 * bench.events.length);
  expect(received[0]?.fields).toEqual(received[1]?.fields);
  expect(received[0]?.headers['i-twilio-idempotency-token']).toBe(received[1]?.headers['i-twilio-idempotency-token']);
  expect(callbacks.counts()).toMatchObject({ sent: 2 * bench.events.length });
});

test('[TR22] dropped events are counted and never sent', async () => {
  callbacks.configure({ drop: 1 });
  bench.queue('Sales');
  callbacks.configure({ drop: 0 });
  bench.queue('Support');
  await settled();
  expect(received.map(({ fields }) => fields['TaskQueueName'])).toEqual(['Support']);
  expect(callbacks.counts()).toMatchObject({ sent: 1, dropped: 1 });
});

test('[TR22] shuffled callbacks overtake each other and all arrive', async () => {
  callbacks.configure({ shuffleMs: 60 });
  for (let index = 0; index < 40; index += 1) bench.queue(`Q${index}`);
  await settled();
  const order = received.map(({ fields }) => fields['TaskQueueName']);
  expect(new Set(order).size).toBe(40);
  expect(order).not.toEqual(Array.from({ length: 40 }, (_, index) => `Q${index}`));
});

test('[TR23] a 503 and a 429 are repeated until the receiver takes the callback', async () => {
  answers = [503, 429];
  bench.queue('Sales');
  await settled();
  expect(received.map(({ fields }) => fields['Sid'])).toEqual(Array(3).fill(bench.events[0]?.sid));
  expect(callbacks.counts()).toMatchObject({ acknowledged: 1, failed: 0 });
});

test('[TR23] a refused callback is not repeated; it is counted and logged once', async () => {
  answers = [403, 403];
  bench.queue('Sales');
  bench.queue('Support');
  await settled();
  expect(received).toHaveLength(2);
  expect(callbacks.counts()).toMatchObject({ failed: 2, lastFailure: 'HTTP 403' });
  expect(logged).toEqual([expect.stringContaining('HTTP 403')]);
});

test('[TR23] an unreachable receiver is given up after retryForMs', async () => {
  callbacks.configure({ retryForMs: 0 });
  bench.router.state.workspace.eventCallbackUrl = 'http://127.0.0.1:1/nobody';
  bench.queue('Sales');
  await settled();
  expect(callbacks.counts()).toMatchObject({ failed: 1, acknowledged: 0 });
});

test('[TR24] no URL means no callbacks, and EventsFilter chooses types', async () => {
  bench.router.state.workspace.eventCallbackUrl = '';
  bench.queue('Sales');
  bench.router.state.workspace.eventCallbackUrl = url;
  bench.router.state.workspace.eventsFilter = 'task.created, task-queue.deleted';
  bench.queue('Support');
  bench.task('Support');
  await settled();
  expect(received.map(({ fields }) => fields['EventType'])).toEqual(['task.created']);
});
