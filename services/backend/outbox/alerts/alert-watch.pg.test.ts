import { MAX_ALERTS_IN_SYNC, QueueAlertItem, queueAlertsMap, type AlertRule } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import * as v from 'valibot';
import { listAlerts, pruneAlerts } from '../../store/alerts/alert-rows';
import { markDirty } from '../../store/outbox/sync-objects';
import { replaceRuleSet } from '../../store/rule-sets';
import { queueSid } from '../../testing/callbacks';
import { countStatements } from '../../testing/count-statements';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import { createHarness, type Harness } from '../testing/projection-harness';
import { createAlertWatch } from './alert-watch';

const SALES = queueSid(1);
const MAP = queueAlertsMap.uniqueName;
const MINUTE_MS = 60_000;
const WAITING: AlertRule = {
  ...{ id: 'a', metric: 'waiting', scope: { kind: 'all' }, boundsAre: 'figure', warning: 1, critical: 3 },
  ...{ forSeconds: 60, clearMargin: null, isOn: true },
};

describe.each(ENGINES)('alerts on %s', (_name, open) => {
  let store: TestDatabase;
  let harness: Harness;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    await store.clear();
    harness = await createHarness(store.database);
    await replaceRuleSet(store.database.kysely, 'alert_rules', { revision: 0, rules: [WAITING] });
  });
  afterEach(() => harness.close());

  /** As a process that just began; `from` may count what it asks. */
  const watch = (from = store.database) =>
    createAlertWatch({
      ...{ database: from, clock: harness.clock, zone: 'UTC', onMarked: harness.projector.wake },
      onLooked: () => undefined,
    });
  const alerts = () =>
    listAlerts(store.database.kysely, {
      ...{ limit: 1_000, after: undefined, queueSid: undefined, sinceMs: undefined, untilMs: undefined },
    });
  const entries = () => Object.values(harness.sync.items(MAP)).map((item) => v.parse(QueueAlertItem, item).entry);
  const shown = () => entries().flatMap((entry) => (entry.kind === 'alert' ? [entry.alert] : []));
  const counts = () => entries().find(({ kind }) => kind === 'counts');
  const openCount = () => {
    const found = counts();
    return found?.kind === 'counts' ? found.open : null;
  };
  /** Looks every two seconds, each time by a process that just began. */
  const lookFor = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 2_000) {
      harness.clock.advance(2_000);
      await watch()();
    }
  };

  test('one that waits for a minute raises an alert in the Map, which worsens, ends with the wait, and leaves', async () => {
    await harness.addQueue(SALES, 'Sales');
    await harness.startTimers();
    await harness.runUntil(() => openCount() === 0);
    expect(shown()).toEqual([]);
    await harness.addTask(SALES);
    await harness.pass(MINUTE_MS - 15_000);
    expect(shown()).toEqual([]);
    await harness.runUntil(() => shown().length === 1 && openCount() === 1);
    expect(shown()).toMatchObject([{ severity: 'warning', value: 1, bound: 1, queueName: 'Sales', owner: null }]);
    await harness.addTask(SALES);
    await harness.addTask(SALES);
    await harness.pass(MINUTE_MS - 15_000);
    await harness.runUntil(() => shown()[0]?.severity === 'critical');
    expect(shown()).toMatchObject([{ severity: 'critical', value: 3, bound: 3, end: null }]);
    await sql`UPDATE task SET is_open = false`.execute(store.database.kysely);
    await harness.pass(MINUTE_MS - 15_000);
    await harness.runUntil(() => openCount() === 0 && shown()[0]?.end !== null);
    expect(shown()).toMatchObject([{ severity: 'critical', end: { reason: 'recovered' } }]);
    await harness.pass(14 * MINUTE_MS);
    expect(shown()).toHaveLength(1);
    await harness.runUntil(() => shown().length === 0);
    expect(await alerts()).toHaveLength(1);
  });

  test('are raised once by several processes that look at once, and after restarts as without', async () => {
    await harness.addQueue(SALES, 'Sales');
    await harness.addTask(SALES);
    await lookFor(MINUTE_MS - 4_000);
    expect(await alerts()).toEqual([]);
    for (let round = 0; round < 5; round += 1) {
      harness.clock.advance(2_000);
      await Promise.all([watch()(), watch()(), watch()()]);
    }
    expect(await alerts()).toHaveLength(1);
  });

  test('end with their queue, and with their rule', async () => {
    await harness.addQueue(SALES, 'Sales');
    await harness.addQueue(queueSid(2), 'Support');
    await harness.addTask(SALES);
    await harness.addTask(queueSid(2));
    await lookFor(MINUTE_MS + 4_000);
    await harness.deleteQueue(SALES);
    await lookFor(2_000);
    const ends = async () => (await alerts()).map((alert) => [alert.queue_name, alert.end_reason]).sort();
    expect(await ends()).toEqual([
      ['Sales', 'queue-deleted'],
      ['Support', null],
    ]);
    await replaceRuleSet(store.database.kysely, 'alert_rules', { revision: 1, rules: [] });
    await lookFor(2_000);
    expect(await ends()).toEqual([
      ['Sales', 'queue-deleted'],
      ['Support', 'rule-changed'],
    ]);
  });

  test('cost as many statements for 40 queues as for one', async () => {
    const costs: number[][] = [];
    for (const queues of [1, 40]) {
      await store.clear();
      await replaceRuleSet(store.database.kysely, 'alert_rules', { revision: 0, rules: [WAITING] });
      for (let n = 1; n <= queues; n += 1) {
        await harness.addQueue(queueSid(n), `Queue ${n}`);
        await harness.addTask(queueSid(n));
      }
      const counted = countStatements(store.database);
      const cost: number[] = [];
      for (const passed of [2_000, 60_000, 2_000]) {
        harness.clock.advance(passed);
        const before = counted.work().statements;
        await watch(counted.database)();
        cost.push(counted.work().statements - before);
      }
      expect(await alerts()).toHaveLength(queues);
      costs.push(cost);
    }
    expect(costs[1]).toEqual(costs[0]);
    // Nothing changed at the last look.
    expect(costs[0]?.[2]).toBeLessThanOrEqual(9);
  });

  test('are shown worst first where there are more than the Map shows, and the rest is counted', async () => {
    const open = MAX_ALERTS_IN_SYNC + 20;
    await sql`
      INSERT INTO alert (id, rule_id, queue_sid, queue_name, metric, severity, value, bound, raised_at, severity_at, changed_at)
      SELECT gen_random_uuid()::text, 'a', ${SALES} || n, 'Queue', 'waiting',
        CASE WHEN n > 200 THEN 'critical' ELSE 'warning' END, 3, 1, n, n, n
      FROM generate_series(1, ${open}::integer) AS n`.execute(store.database.kysely);
    await sql`UPDATE alert SET queue_sid = 'WQ' || lpad(raised_at::text, 32, '0')`.execute(store.database.kysely);
    await markDirty(store.database.kysely, [MAP], harness.clock.now());
    harness.projector.wake([MAP]);
    await harness.runUntil(() => counts() !== undefined);
    expect(counts()).toEqual({ kind: 'counts', open, shown: MAX_ALERTS_IN_SYNC });
    const severities = shown().map(({ severity }) => severity);
    expect([severities.length, severities.filter((each) => each === 'critical').length]).toEqual([200, 20]);
    expect(await pruneAlerts(store.database.kysely, harness.clock.now(), 1_000)).toBe(0);
    await sql`UPDATE alert SET ended_at = raised_at, end_reason = 'recovered'`.execute(store.database.kysely);
    expect(await pruneAlerts(store.database.kysely, 101, 1_000)).toBe(100);
  });
});
