import {
  ALERT_HOOKS_PATH,
  ALERT_RULES_PATH,
  alertActionPath,
  AlertHookMade,
  AlertHooks,
  AlertConflict,
  AlertRules,
  AlertRulesConflict,
  QUEUE_ALERTS_PATH,
  QueueAlert,
  queueAlertsMap,
  QueueAlertsPage,
} from '@flex-sync-suite/shared/contract';
import type { FastifyInstance } from 'fastify';
import { randomUUID } from 'node:crypto';
import type { lookup } from 'node:dns';
import { sql } from 'kysely';
import * as v from 'valibot';
import { createLog } from '../../base/log';
import { createAddressJudge } from '../../base/judged-addresses';
import { PostFailed, type PostRequest, type PublicPost } from '../../base/public-post';
import { createAlertCommands } from '../../commands/alerts/alert-commands';
import { createAlertHookCommands } from '../../commands/alerts/alert-hook-commands';
import { createAlertRuleCommands } from '../../commands/alerts/alert-rule-commands';
import { DEFAULT_ALERT_RULES } from '../../domain/alerts/alert-rules';
import { queueSid, T0, workerSid } from '../../testing/callbacks';
import { addWorkers } from '../../testing/canned-desk';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import { serveOperations } from '../operations/serve-operations';
import { createHttpServer } from '../server';
import { alertOperations } from './alert-operations';
import { alertHookOperations } from './alert-hook-operations';
import { alertRuleOperations } from './alert-rule-operations';

const USERS = {
  ana: { identity: 'ana', roles: ['supervisor'], workerSid: workerSid(1) },
  ben: { identity: 'ben', roles: ['admin'], workerSid: null },
  agent: { identity: 'agent', roles: ['agent'], workerSid: workerSid(2) },
} as const;
type User = keyof typeof USERS;

let db: TestDatabase;
let server: FastifyInstance;
let now: number;
let marked: string[];
let post: PublicPost;
/** No test asks a name service. */
const nowhere = ((_name: string, _options: unknown, callback: (error: Error) => void) => {
  callback(new Error('ENOTFOUND'));
}) as unknown as typeof lookup;
const judge = createAddressJudge({ lookup: nowhere });

const openFirst = ENGINES[1]?.[1];
beforeAll(async () => {
  if (openFirst === undefined) throw new Error('there is no engine');
  db = await openFirst();
});
afterAll(() => db.close());
beforeEach(async () => {
  await db.clear();
  await addWorkers(db.database, 1);
  [now, marked] = [T0, []];
  const { database } = db;
  server = createHttpServer(createLog('silent'));
  const checkFlexToken = (token: string) => Promise.resolve({ status: 'valid', user: USERS[token as User] } as const);
  await serveOperations(server, { flexOrigins: [], checkFlexToken, now: () => now }, [
    ...alertOperations(createAlertCommands({ database, now: () => now, onMarked: (keys) => marked.push(...keys) })),
    ...alertRuleOperations(createAlertRuleCommands({ database, now: () => now })),
    ...alertHookOperations(
      createAlertHookCommands({
        database,
        now: () => now,
        onChanged: () => undefined,
        post: (sent) => post(sent),
        judge,
      }),
    ),
  ]);
});
afterEach(() => server.close());

async function send(as: User, method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object) {
  // No test is about the limits.
  now += 10_000;
  const headers = { authorization: `Bearer ${as}` };
  const answer = await server.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
  return { status: answer.statusCode, body: answer.body === '' ? null : answer.json<unknown>() };
}

/** Alerts of one queue, raised a minute after each other. */
async function addAlerts(count: number, queue = 1): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  for (const [index, id] of ids.entries()) {
    await sql`
      INSERT INTO alert (id, rule_id, queue_sid, queue_name, metric, severity, value, bound, raised_at, severity_at, changed_at)
      VALUES (${id}, ${`rule-${index}`}, ${queueSid(queue)}, 'Sales', 'waiting', 'warning', 3, 1,
        ${T0 + index * 60_000}, ${T0}, ${T0})`.execute(db.database.kysely);
  }
  return ids;
}
const act = (as: User, id: string, action: object) => send(as, 'POST', alertActionPath(id), action);

describe('the rules of alerts, over HTTP', () => {
  const rule = { ...DEFAULT_ALERT_RULES[0], id: 'mine', critical: 4 };

  test('are good ones at first, are read by supervisors, and replaced as a whole by admins', async () => {
    const first = await send('ana', 'GET', ALERT_RULES_PATH);
    expect(first).toEqual({ status: 200, body: { revision: 0, rules: DEFAULT_ALERT_RULES, canEdit: false } });
    expect((await send('agent', 'GET', ALERT_RULES_PATH)).status).toBe(403);
    expect((await send('ana', 'PUT', ALERT_RULES_PATH, { revision: 0, rules: [] })).status).toBe(403);
    const saved = await send('ben', 'PUT', ALERT_RULES_PATH, { revision: 0, rules: [rule] });
    expect(saved).toEqual({ status: 200, body: { revision: 1, rules: [rule], canEdit: true } });
    expect(v.parse(AlertRules, (await send('ana', 'GET', ALERT_RULES_PATH)).body).rules).toEqual([rule]);
    // None at all is a choice, too.
    expect((await send('ben', 'PUT', ALERT_RULES_PATH, { revision: 1, rules: [] })).body).toMatchObject({ rules: [] });
  });

  test('tell who changed others meanwhile what they are now, and refuse what no figure can come to', async () => {
    await send('ben', 'PUT', ALERT_RULES_PATH, { revision: 0, rules: [rule] });
    const late = await send('ben', 'PUT', ALERT_RULES_PATH, { revision: 0, rules: [] });
    expect([late.status, v.parse(AlertRulesConflict, late.body).current.rules]).toEqual([409, [rule]]);
    const refused = await send('ben', 'PUT', ALERT_RULES_PATH, { revision: 1, rules: [{ ...rule, critical: null }] });
    expect(refused).toMatchObject({
      status: 422,
      body: { message: expect.stringMatching(/^Rule 1 has no bound/) as string },
    });
  });
});

describe('alerts, over HTTP', () => {
  test("who says I'm on it is named to all; of two at once the second is told who was first", async () => {
    const [id = ''] = await addAlerts(1);
    const both = await Promise.all([
      act('ana', id, { action: 'take', from: null }),
      act('ben', id, { action: 'take', from: null }),
    ]);
    const first = v.parse(QueueAlert, both.find(({ status }) => status === 200)?.body);
    const second = v.parse(AlertConflict, both.find(({ status }) => status === 409)?.body);
    expect(second).toMatchObject({ code: 'conflict', current: { owner: first.owner } });
    expect(marked).toEqual([queueAlertsMap.uniqueName]);
    const { rows } = await sql`SELECT actor, action, resource FROM audit`.execute(db.database.kysely);
    expect(rows).toEqual([{ actor: first.owner?.id, action: 'queue-alert.take', resource: id }]);
    const { rows: dirty } = await sql`SELECT object_key AS key FROM sync_object WHERE version > synced`.execute(
      db.database.kysely,
    );
    expect(dirty).toEqual([{ key: queueAlertsMap.uniqueName }]);
  });

  test('name a worker by the directory, and who has none by the identity; agents may do nothing', async () => {
    const [id = ''] = await addAlerts(1);
    const taken = v.parse(QueueAlert, (await act('ana', id, { action: 'take', from: null })).body);
    expect(taken.owner).toMatchObject({ id: workerSid(1), name: 'Worker 1' });
    const over = v.parse(QueueAlert, (await act('ben', id, { action: 'take', from: workerSid(1) })).body);
    expect(over.owner).toMatchObject({ id: 'ben', name: null });
    expect((await act('agent', id, { action: 'take', from: null })).status).toBe(403);
    expect((await send('agent', 'GET', QUEUE_ALERTS_PATH)).status).toBe(403);
    expect((await act('ana', randomUUID(), { action: 'take', from: null })).status).toBe(404);
  });

  test('keep note and snooze beside the owner, and an ended one takes nothing but a note', async () => {
    const [id = ''] = await addAlerts(1);
    await act('ana', id, { action: 'take', from: null });
    await act('ben', id, { action: 'snooze', minutes: 15 });
    const noted = await act('ana', id, { action: 'note', text: ' Called\u0000 Tom ', replaces: null });
    expect(noted.body).toMatchObject({
      ...{ owner: { id: workerSid(1) }, note: { text: 'Called\ufffd Tom', by: { name: 'Worker 1' } } },
      snooze: { by: { id: 'ben' } },
    });
    await sql`UPDATE alert SET ended_at = ${now}, end_reason = 'recovered'`.execute(db.database.kysely);
    const late = await act('ben', id, { action: 'take', from: workerSid(1) });
    expect([late.status, v.parse(AlertConflict, late.body).code]).toEqual([409, 'ended']);
  });

  test('are paged through, the latest first, by queue and time', async () => {
    const ids = await addAlerts(5);
    await addAlerts(1, 2);
    const page = async (query: string) =>
      v.parse(
        QueueAlertsPage,
        (await send('ana', 'GET', `${QUEUE_ALERTS_PATH}?taskQueueSid=${queueSid(1)}&${query}`)).body,
      );
    const seen: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const { alerts, next: after } = await page(`limit=2${next === '' ? '' : `&before=${next}`}`);
      seen.push(...alerts.map(({ id }) => id));
      next = after;
    }
    expect(seen).toEqual([...ids].reverse());
    const from = new Date(T0 + 60_000).toISOString();
    const to = new Date(T0 + 180_000).toISOString();
    expect((await page(`since=${from}&until=${to}`)).alerts.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
    expect((await send('ana', 'GET', `${QUEUE_ALERTS_PATH}?before=junk`)).status).toBe(400);
  });
});

describe('webhooks', () => {
  const URL_OF = 'https://receiver.example/hook';
  const create = (as: User, url = URL_OF) => send(as, 'POST', ALERT_HOOKS_PATH, { url });
  const listed = async () => v.parse(AlertHooks, (await send('ben', 'GET', ALERT_HOOKS_PATH)).body).hooks;

  test('are made and removed by admins alone, which is on record; the secret is told once', async () => {
    expect((await create('ana')).status).toBe(403);
    const { hook, secret } = v.parse(AlertHookMade, (await create('ben')).body);
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(await listed()).toEqual([hook]);
    expect(JSON.stringify(await listed())).not.toContain(secret);
    expect((await send('ana', 'DELETE', `${ALERT_HOOKS_PATH}/${hook.id}`)).status).toBe(403);
    expect((await send('ben', 'DELETE', `${ALERT_HOOKS_PATH}/${hook.id}`)).status).toBe(204);
    expect((await send('ben', 'DELETE', `${ALERT_HOOKS_PATH}/${hook.id}`)).status).toBe(404);
    const { rows } = await sql`SELECT actor, action, resource FROM audit ORDER BY at`.execute(db.database.kysely);
    const record = { actor: 'ben', resource: hook.id };
    expect(rows).toEqual([
      { ...record, action: 'alert-hook.create' },
      { ...record, action: 'alert-hook.delete' },
    ]);
  });

  test('rest and are put back as they were; supervisors see their names alone', async () => {
    const { hook } = v.parse(AlertHookMade, (await send('ben', 'POST', ALERT_HOOKS_PATH, { url: URL_OF })).body);
    expect(hook).toMatchObject({ name: 'receiver.example', state: 'on', attempts: [] });
    const path = `${ALERT_HOOKS_PATH}/${hook.id}`;
    expect((await send('ben', 'PATCH', path, { state: 'paused' })).body).toEqual({ ...hook, state: 'paused' });
    expect((await send('ana', 'PATCH', path, { state: 'on' })).status).toBe(403);
    const seen = (await send('ana', 'GET', ALERT_HOOKS_PATH)).body;
    expect(seen).toEqual({ mayEdit: false, names: ['receiver.example'], hooks: [] });
    expect((await send('ben', 'DELETE', path)).status).toBe(204);
    expect(await listed()).toEqual([]);
    expect((await send('ben', 'POST', `${path}/test`)).status).toBe(404);
    expect((await send('ben', 'PATCH', path, { state: 'on' })).body).toEqual(hook);
  });

  test('go to https and to public addresses alone, and there are ten at most', async () => {
    expect(await create('ben', 'http://receiver.example')).toMatchObject({
      status: 422,
      body: { code: 'bad_webhook_url' },
    });
    expect(await create('ben', 'https://192.168.0.7/alerts')).toMatchObject({
      status: 422,
      body: { code: 'bad_webhook_url', message: 'It leads to an address that is not of the public Internet.' },
    });
    for (let n = 0; n < 10; n += 1) expect((await create('ben')).status).toBe(200);
    expect(await create('ben')).toMatchObject({ status: 422, body: { code: 'too_many_webhooks' } });
  });

  test('are tried out: what the receiver said is shown, or why it said nothing', async () => {
    const { hook } = v.parse(AlertHookMade, (await create('ben')).body);
    const sent: PostRequest[] = [];
    post = (request) => {
      sent.push(request);
      return Promise.resolve({ status: 202, excerpt: 'thanks' });
    };
    const tried = () => send('ben', 'POST', `${ALERT_HOOKS_PATH}/${hook.id}/test`);
    expect((await tried()).body).toEqual({ isTaken: true, answer: '202 thanks' });
    expect(sent).toMatchObject([{ url: URL_OF, headers: { 'x-flex-sync-event': 'test' } }]);
    post = () => Promise.reject(new PostFailed('No answer within 10 s.'));
    expect((await tried()).body).toEqual({ isTaken: false, answer: 'No answer within 10 s.' });
  });

  test('are told who took an alert, when somebody did', async () => {
    await create('ben');
    const [id] = await addAlerts(1);
    await act('ana', id!, { action: 'take', from: null });
    await act('ana', id!, { action: 'take', from: null });
    const { rows } = await sql<{ event: string; body: string }>`
      SELECT event, body FROM alert_hook_delivery`.execute(db.database.kysely);
    expect(rows.map(({ event }) => event)).toEqual(['taken']);
    expect(JSON.parse(rows[0]?.body ?? '')).toMatchObject({
      event: 'taken',
      alert: { id, owner: { id: workerSid(1) } },
    });
  });
});
