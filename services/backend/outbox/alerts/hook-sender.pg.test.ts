import { AlertHookMessage, type AlertRule } from '@flex-sync-suite/shared/contract';
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import * as v from 'valibot';
import { createLog } from '../../base/log';
import { createPublicPost } from '../../base/public-post';
import { actOnAlert } from '../../domain/alerts/act-on-alert';
import { hooksStanding, insertHook, listHooks, removeHook, setHookState } from '../../store/alerts/alert-hooks';
import { alertOf, editAlert, listAlerts } from '../../store/alerts/alert-rows';
import { tellHooks } from '../../store/alerts/hook-deliveries';
import { replaceRuleSet } from '../../store/rule-sets';
import { inTransaction } from '../../store/transaction';
import { queueSid } from '../../testing/callbacks';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import { createHarness, type Harness } from '../testing/projection-harness';
import { createAlertWatch } from './alert-watch';
import { startHookSender } from './hook-sender';
import type { Repeated } from '../../base/repeat';

const SECRET = 'a secret of this test';
const WAITING: AlertRule = {
  ...{ id: 'a', metric: 'waiting', scope: { kind: 'all' }, boundsAre: 'figure', warning: 1, critical: 3 },
  ...{ forSeconds: 0, clearMargin: null, isOn: true },
};

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A server of somebody else. */
async function startReceiver() {
  const received: Received[] = [];
  /** Undefined: says nothing. */
  const behaviour = { status: (message: Received): number | undefined => (message.body === '' ? 400 : 204) };
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const message = { headers: request.headers, body };
      received.push(message);
      const status = behaviour.status(message);
      if (status !== undefined) response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ...{ received, behaviour },
    url: `http://localhost:${(server.address() as AddressInfo).port}/hook`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
type Receiver = Awaited<ReturnType<typeof startReceiver>>;

describe.each(ENGINES)('webhooks of alerts on %s', (_name, open) => {
  let store: TestDatabase;
  let harness: Harness;
  let receivers: Receiver[];
  let senders: Repeated[];
  let outcomes: string[];
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    await store.clear();
    harness = await createHarness(store.database);
    await replaceRuleSet(store.database.kysely, 'alert_rules', { revision: 0, rules: [WAITING] });
    [receivers, senders, outcomes] = [[], [], []];
  });
  afterEach(async () => {
    await harness.runWhile(Promise.all(senders.map((sender) => sender.close())));
    for (const receiver of receivers) await receiver.close();
    await harness.close();
  });

  const db = () => store.database.kysely;
  async function addHook(id: string): Promise<Receiver> {
    const receiver = await startReceiver();
    receivers.push(receiver);
    // No command would take it: it is on this machine, and not encrypted.
    const hook = { id, name: id, url: receiver.url, secret: SECRET };
    await inTransaction(db(), (trx) => insertHook(trx, hook, 10, harness.clock.now()));
    return receiver;
  }
  const startSender = (): void => {
    const onOutcome = (outcome: string): void => {
      outcomes.push(outcome);
    };
    const post = createPublicPost({ protocol: 'http:', isAllowed: () => true });
    const { database } = store;
    senders.push(startHookSender({ database, clock: harness.clock, log: createLog('silent'), post, onOutcome }));
  };
  const look = async (): Promise<void> => {
    harness.clock.advance(2_000);
    await createAlertWatch({
      ...{ database: store.database, clock: harness.clock, zone: 'UTC' },
      ...{ onMarked: () => undefined, onLooked: () => undefined },
    })();
  };
  const alerts = () =>
    listAlerts(db(), {
      ...{ limit: 1_000, after: undefined, queueSid: undefined, sinceMs: undefined, untilMs: undefined },
    });
  const told = ({ received }: Receiver) =>
    received.map(({ body }) => {
      const { event, alert } = v.parse(AlertHookMessage, JSON.parse(body));
      return [event, alert?.queueName, alert?.severity, alert?.owner?.id ?? null];
    });
  const hookOf = async (id: string) => (await listHooks(db())).find((hook) => hook.id === id);
  const addQueueWithTasks = async (n: number, name: string): Promise<void> => {
    await harness.addQueue(queueSid(n), name);
    await harness.addTask(queueSid(n));
  };

  test('tell raised, worse, taken and over in this order, once by several processes, and signed', async () => {
    const receiver = await addHook('hook');
    await addQueueWithTasks(1, 'Sales');
    await look();
    await harness.addTask(queueSid(1));
    await harness.addTask(queueSid(1));
    await look();
    const [row] = await alerts();
    const ana = { id: 'WK1', name: 'Ana' };
    const acted = actOnAlert(alertOf(row!), { action: 'take', from: null }, ana, harness.clock.now());
    if (acted.outcome !== 'done') throw new Error(acted.message);
    const taken = await editAlert(db(), row!.id, acted.edits, harness.clock.now());
    await tellHooks(db(), [['taken', taken!]], harness.clock.now());
    await sql`UPDATE task SET is_open = false`.execute(db());
    await look();
    startSender();
    startSender();
    await harness.runUntil(() => receiver.received.length >= 4);
    await harness.run(3_000);
    expect(told(receiver)).toEqual([
      ['raised', 'Sales', 'warning', null],
      ['severity-changed', 'Sales', 'critical', null],
      ['taken', 'Sales', 'critical', 'WK1'],
      ['ended', 'Sales', 'critical', 'WK1'],
    ]);
    for (const { headers, body } of receiver.received) {
      const [, t, v1] = /^t=(\d+),v1=(\w+)$/.exec(String(headers['x-flex-sync-signature'])) ?? [];
      expect(v1).toBe(
        createHmac('sha256', SECRET)
          .update(`${t ?? ''}.${body}`)
          .digest('hex'),
      );
    }
    expect(await listHooks(db())).toMatchObject([{ waiting: 0, givenUp: 0, failure: null }]);
    expect((await hookOf('hook'))?.attempts.map(({ event, reason }) => [event, reason])).toEqual([
      ...[
        ['ended', null],
        ['taken', null],
        ['severity-changed', null],
        ['raised', null],
      ],
    ]);
    expect(outcomes).toEqual(['taken', 'taken', 'taken', 'taken']);
  });

  test('the sender rests while nothing is due, and is woken by who has something told', async () => {
    const receiver = await addHook('hook');
    receiver.behaviour.status = () => (receiver.received.length === 1 ? 500 : 200);
    startSender();
    await harness.run(3_000);
    await addQueueWithTasks(1, 'Sales');
    await look();
    await harness.run(20_000);
    expect(receiver.received).toEqual([]);
    senders[0]!.again();
    await harness.runUntil(async () => (await hookOf('hook'))?.waiting === 0);
    expect(outcomes).toEqual(['not-taken', 'taken']);
  });

  test('one that is paused or was removed is told nothing, and puts up with it later', async () => {
    const paused = await addHook('paused');
    const at = { most: 10, nowMs: harness.clock.now() };
    await inTransaction(db(), (trx) => setHookState(trx, { id: 'paused', state: 'paused', ...at }));
    await addHook('removed');
    await inTransaction(db(), (trx) => removeHook(trx, 'removed', at.nowMs));
    await addQueueWithTasks(1, 'Sales');
    await look();
    expect((await listHooks(db())).map(({ id, state, waiting }) => [id, state, waiting])).toEqual([
      ['paused', 'paused', 0],
    ]);
    expect(await hooksStanding(db())).toEqual({ oldestAt: null, paused: 1 });
    const late = { ...at, nowMs: at.nowMs + 25 * 3_600_000 };
    const putBack = (nowMs: number) =>
      inTransaction(db(), (trx) => setHookState(trx, { id: 'removed', state: 'on', ...at, nowMs }));
    expect(await putBack(late.nowMs)).toBe(false);
    expect(await putBack(at.nowMs + 1_000)).toBe(true);
    expect(paused.received).toEqual([]);
  });

  test('what is not taken comes again with the same id, before what is newer of its alert; others do not wait', async () => {
    const receiver = await addHook('hook');
    let refusals = 3;
    receiver.behaviour.status = ({ body }) => (body.includes('"Sales"') && (refusals -= 1) >= 0 ? 500 : 200);
    await addQueueWithTasks(1, 'Sales');
    await look();
    await addQueueWithTasks(2, 'Support');
    await sql`UPDATE task SET is_open = false WHERE queue_sid = ${queueSid(1)}`.execute(db());
    await look();
    startSender();
    await harness.runUntil(() => receiver.received.length >= 2);
    await harness.runUntil(async () => (await listHooks(db()))[0]?.waiting === 0);
    const sales = receiver.received.filter(({ body }) => body.includes('"Sales"'));
    const events = sales.map(({ headers }) => headers['x-flex-sync-event']);
    expect(events).toEqual(['raised', 'raised', 'raised', 'raised', 'ended']);
    expect(new Set(sales.map(({ headers }) => headers['x-flex-sync-delivery'])).size).toBe(2);
    // Support's came while Sales' first was waiting for its second attempt.
    expect(told(receiver).findIndex(([, name]) => name === 'Support')).toBe(1);
  });

  test('one that says nothing keeps no other waiting, and an old message is given up with the reason', async () => {
    const silent = await addHook('silent');
    silent.behaviour.status = () => undefined;
    const wrong = await addHook('wrong');
    wrong.behaviour.status = () => 404;
    const good = await addHook('good');
    await addQueueWithTasks(1, 'Sales');
    await look();
    await sql`UPDATE alert_hook_delivery SET created_at = created_at - 86400000 WHERE hook_id = 'wrong'`.execute(db());
    startSender();
    await harness.runUntil(async () => good.received.length === 1 && (await hookOf('wrong'))?.givenUp === 1);
    expect(silent.received).toHaveLength(1);
    expect(await hookOf('wrong')).toMatchObject({
      waiting: 0,
      deliveredAt: null,
      failure: { reason: 'It answered 404.' },
    });
    expect(await hookOf('good')).toMatchObject({ waiting: 0, givenUp: 0, failure: null });
    // Closing does not wait for who says nothing, and what was not answered stays to be sent.
    await harness.runWhile(senders[0]!.close());
    expect(await hookOf('silent')).toMatchObject({ waiting: 1, failure: null });
  });
});
