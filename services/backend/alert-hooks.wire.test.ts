import { ALERT_HOOKS_PATH, ALERT_RULES_PATH, AlertHookMessage, AlertRules } from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import type { PostRequest } from './base/public-post';
import { eventually, startLocalBackend, type LocalBackend } from './testing/local-backend';

let suite: LocalBackend;
let admin: string;
const sent: PostRequest[] = [];

beforeAll(async () => {
  const post = (request: PostRequest) => {
    sent.push(request);
    return Promise.resolve({ status: 204, excerpt: '' });
  };
  suite = await startLocalBackend({ post, judge: () => Promise.resolve(null) });
  admin = await suite.flexToken('admin');
});
afterAll(() => suite.close());

async function ask(method: string, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${suite.config.publicBaseUrl}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${admin}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(answer.status).toBe(200);
  return answer.json();
}

test('a webhook is told of an alert as it is raised, not when the sender has rested', async () => {
  const { revision } = v.parse(AlertRules, await ask('GET', ALERT_RULES_PATH));
  const rule = {
    ...{ id: 'a', metric: 'waiting', scope: { kind: 'all' }, boundsAre: 'figure', warning: 1, critical: null },
    ...{ forSeconds: 0, clearMargin: null, isOn: true },
  };
  await ask('PUT', ALERT_RULES_PATH, { revision, rules: [rule] });
  await ask('POST', ALERT_HOOKS_PATH, { url: 'https://receiver.example/hook' });
  await suite.control('/emulator/tasks', { channel: 'voice', queue: 'Sales' });
  const first = await eventually(() => Promise.resolve(sent[0] ?? null));
  expect(v.parse(AlertHookMessage, JSON.parse(first.body))).toMatchObject({ event: 'raised' });
  const metrics = await eventually(async () => {
    const text = await (await fetch(`${suite.config.publicBaseUrl}/metrics`)).text();
    return /^alert_hook_deliveries_total\{outcome="taken"\} 1$/m.test(text) ? text : null;
  });
  expect(metrics).toMatch(/^alert_hook_waiting_seconds 0$/m);
  expect(metrics).toMatch(/^alert_hooks_paused 0$/m);
});
