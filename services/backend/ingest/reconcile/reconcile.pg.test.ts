import { QueueDocument } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import * as v from 'valibot';
import type { CallbackForm } from '../normalize-callback';
import { createLog } from '../../base/log';
import { createHarness, type Harness } from '../../outbox/testing/projection-harness';
import { createManualClock } from '../../outbox/testing/manual-clock';
import { readLastCheck } from '../../store/reconcile-state';
import {
  HOME,
  callback,
  callStory,
  queueSid,
  reservationFields,
  T0,
  taskFields,
  taskSid,
} from '../../testing/callbacks';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import { stateDump } from '../../testing/state-dump';
import { startReconcile, type Reconcile } from './reconcile';
import { createPlayedLists, type PlayedLists } from './testing/played-lists';

const NOW = T0 + 60_000;
const MINUTE_MS = 60_000;

describe.each(ENGINES)('reconcile on %s', (_name, open) => {
  let store: TestDatabase;
  let harness: Harness;
  let lists: PlayedLists;
  let reconcile: Reconcile;
  let directoryReads: number;

  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    await store.clear();
    harness = await createHarness(store.database, { clock: createManualClock(NOW) });
    lists = createPlayedLists(() => harness.clock.now());
    directoryReads = 0;
    await harness.addQueue(queueSid(1), 'Sales');
  });
  afterEach(async () => {
    await harness.runWhile(reconcile.close());
    await harness.close();
  });

  const deliver = (forms: readonly CallbackForm[]) =>
    harness.ingest.accept(forms.map((form) => ({ source: 'callback', form })));

  function start(): void {
    const { database, ingest, clock, metrics } = harness;
    reconcile = startReconcile({
      ...{ database, ingest, clock, metrics, lists, home: HOME },
      log: createLog('silent'),
      readDirectory: () => {
        directoryReads += 1;
        return Promise.resolve(1);
      },
    });
  }

  const checked = async (): Promise<number> => (await readLastCheck(store.database.kysely))?.checkedAtMs ?? 0;
  const untilCheckedAfter = (atMs: number) => harness.runUntil(async () => (await checked()) > atMs);
  const shown = async () => {
    await harness.run(1_000);
    return v.parse(QueueDocument, harness.sync.document(`queue.${queueSid(1)}`)?.data).now;
  };
  const drift = async (): Promise<Record<string, number>> => {
    const { values } = await harness.metrics.drift.get();
    return Object.fromEntries(values.map(({ labels, value }) => [String(labels.kind), value]));
  };
  const sources = async (): Promise<Record<string, number>> => {
    const { rows } = await sql<{ source: string; n: number }>`
      SELECT source, count(*) AS n FROM event WHERE source <> 'directory' GROUP BY source`.execute(
      store.database.kysely,
    );
    return Object.fromEntries(rows.map(({ source, n }) => [source, n]));
  };

  const whole = callStory({ task: 1, queue: 1, entered: 1, reserved: 2, accepted: 4, wrapUp: 20, completed: 30 });
  const half = whole.slice(0, 4);

  it('stores at the start what happened while nobody listened, and says how much', async () => {
    await deliver(half);
    lists.keep(whole);
    start();
    await harness.runWhile(reconcile.first);
    expect(await sources()).toEqual({ callback: 4, 'events-list': whole.length - 4 });
    expect(await shown()).toMatchObject({ talking: 0, wrapping: 0 });
    expect(await drift()).toEqual({ event: whole.length - 4 });
    expect(await readLastCheck(store.database.kysely)).toEqual({ checkedAtMs: NOW, repair: { atMs: NOW, count: 1 } });
  });

  it('keeps listed events of another workspace raw, once, and calls nothing of it a repair', async () => {
    await deliver(whole);
    const theirs = whole.map((form) => ({ ...form, WorkspaceSid: `WS${'f'.repeat(32)}` }));
    lists.keep([...whole, ...theirs]);
    for (let time = 1; time <= 2; time += 1) {
      start();
      await harness.runWhile(reconcile.first);
      if (time === 1) await harness.runWhile(reconcile.close());
    }
    expect(await sources()).toEqual({ callback: whole.length });
    expect(await drift()).toEqual({});
    const { rows } = await sql<{ source: string; reason: string }>`
      SELECT source, reason FROM event_dead`.execute(store.database.kysely);
    expect(rows).toEqual(theirs.map(() => ({ source: 'events-list', reason: 'WorkspaceSid is another workspace’s' })));
  });

  it('calls nothing a repair that happened before the backend ever ran', async () => {
    lists.keep(whole);
    start();
    await harness.runWhile(reconcile.first);
    expect(await sources()).toEqual({ 'events-list': whole.length });
    expect(await readLastCheck(store.database.kysely)).toEqual({ checkedAtMs: NOW, repair: null });
    expect(await drift()).toEqual({});
  });

  it('leaves every byte as it was when it runs again, and when late callbacks come after it', async () => {
    await deliver(half);
    lists.keep(whole);
    start();
    await harness.runWhile(reconcile.first);
    const before = await stateDump(store.database);
    reconcile.afterGap();
    await untilCheckedAfter(NOW);
    await deliver(whole);
    expect(await stateDump(store.database)).toBe(before);
    expect((await readLastCheck(store.database.kysely))?.repair).toEqual({ atMs: NOW, count: 1 });
  });

  it('finds a lost callback within two minutes of the last look, without any gap', async () => {
    lists.show({ forms: half });
    lists.keep(half);
    await deliver(half);
    start();
    await harness.runWhile(reconcile.first);
    const lost = callback('reservation.wrapup', 61, reservationFields(1, { task: 1, queue: 1 }));
    const later = callback('worker.activity.update', 80, { WorkerSid: half[3]?.['WorkerSid'] ?? '' });
    lists.show({ forms: [...half, lost] });
    lists.keep([...half, lost, later]);
    lists.workers = { eligibleWorkers: 1, availableWorkers: 0 };
    await deliver([later]);
    await harness.run(2 * MINUTE_MS + 30_000);
    expect(await shown()).toMatchObject({ talking: 0, wrapping: 1 });
    expect(await drift()).toEqual({ event: 1 });
  });

  it('does not count a callback as lost that may still be on its way', async () => {
    start();
    await harness.runWhile(reconcile.first);
    lists.keep(half);
    lists.show({ forms: half });
    await harness.run(2 * MINUTE_MS + 30_000);
    expect(await sources()).toEqual({ 'events-list': half.length });
    expect(await drift()).toEqual({});
  });

  it('asks for tasks only where a queue differs twice', async () => {
    start();
    await harness.runWhile(reconcile.first);
    expect(lists.calls).toEqual(['events', 'queueCounts']);
    lists.calls.length = 0;
    lists.show({ forms: half });
    reconcile.afterGap();
    await harness.runUntil(() => lists.calls.filter((call) => call === 'queueCounts').length === 1);
    // The callbacks arrive after the first look.
    await deliver(half);
    await untilCheckedAfter(NOW);
    expect(lists.calls).toEqual(['events', 'queueCounts', 'queueCounts']);
  });

  it('puts a task right by what TaskRouter’s lists say when nobody has its events', async () => {
    await deliver(half);
    lists.show({ forms: [...half, callback('reservation.wrapup', 40, reservationFields(1, { task: 1, queue: 1 }))] });
    start();
    await untilCheckedAfter(0);
    expect(await shown()).toMatchObject({ talking: 0, wrapping: 1 });
    expect(await drift()).toEqual({ 'task-state': 1 });
    expect(Object.keys(await sources())).toContain('reconcile');
  });

  it('makes a task known that only TaskRouter knows', async () => {
    lists.show({ forms: half });
    start();
    await untilCheckedAfter(0);
    expect(await shown()).toMatchObject({ talking: 1 });
    expect(await drift()).toEqual({ 'task-unknown': 1 });
  });

  it('ends a task that TaskRouter has forgotten, and takes the estimate back when its events come', async () => {
    await deliver(half);
    start();
    await untilCheckedAfter(0);
    expect(await shown()).toMatchObject({ talking: 0 });
    expect(await drift()).toEqual({ 'task-gone': 1 });
    await deliver(whole);
    const repaired = await shownTask();
    await store.clear();
    await deliver(whole);
    expect(repaired).toEqual(await shownTask());
  });

  /** The columns that everything shown is built from. */
  async function shownTask(): Promise<unknown> {
    const tasks = await sql`SELECT phase, is_open, queue_sid, entered_at FROM task WHERE sid = ${taskSid(1)}`.execute(
      store.database.kysely,
    );
    const calls = await sql`SELECT outcome, accepted_at, created_at, is_open FROM reservation`.execute(
      store.database.kysely,
    );
    return [tasks.rows, calls.rows];
  }

  it('reads the directory again when the workers of a queue differ twice', async () => {
    lists.workers = { eligibleWorkers: 2, availableWorkers: 1 };
    await harness.ingest.accept([
      {
        source: 'directory',
        observation: {
          kind: 'task-queue',
          sid: queueSid(1),
          name: 'Sales',
          targetWorkers: '1==1',
          updatedAtMs: NOW + 1,
        },
      },
    ]);
    start();
    await untilCheckedAfter(0);
    expect(directoryReads).toBe(1);
    expect(await drift()).toEqual({ directory: 1 });
  });

  it('puts the board right while the list of events is away, and reads it when it is back', async () => {
    await deliver(half);
    lists.away.add('events');
    lists.show({ forms: whole });
    start();
    await harness.runWhile(reconcile.first);
    expect(await shown()).toMatchObject({ talking: 0 });
    expect(await checked()).toBe(0);
    lists.away.clear();
    lists.keep(whole);
    await untilCheckedAfter(0);
    expect(await sources()).toMatchObject({ 'events-list': whole.length - 4 });
  });

  it('tries again soon when TaskRouter does not answer', async () => {
    lists.away.add('queueCounts');
    start();
    await harness.runWhile(reconcile.first);
    lists.away.clear();
    await harness.run(20_000);
    expect(await checked()).toBeGreaterThan(NOW);
    expect(await harness.metrics.reconcileFailures.get()).toMatchObject({ values: [{ value: 1 }] });
  });

  it('leaves the look to one of several processes, but never after a gap of its own', async () => {
    start();
    await harness.runWhile(reconcile.first);
    const { database, ingest, clock, metrics } = harness;
    const readDirectory = () => Promise.resolve(0);
    const other = startReconcile({
      database,
      ingest,
      clock,
      metrics,
      lists,
      home: HOME,
      log: createLog('silent'),
      readDirectory,
    });
    await harness.runWhile(other.first);
    expect(lists.calls.filter((call) => call === 'events')).toHaveLength(2);
    await harness.run(2 * MINUTE_MS + 30_000);
    expect(lists.calls.filter((call) => call === 'events')).toHaveLength(3);
    await harness.runWhile(other.close());
  });

  it('reads the events of an outage however long it was', async () => {
    const created = callback('task.created', 0, taskFields(1, 1));
    await deliver([created]);
    start();
    await harness.runWhile(reconcile.first);
    const later = callback('task-queue.entered', 30 * 3_600, taskFields(1, 1));
    lists.show({ forms: [created, later] });
    lists.keep([later]);
    harness.clock.advance(40 * 60 * MINUTE_MS);
    reconcile.afterGap();
    await untilCheckedAfter(NOW);
    expect(await sources()).toEqual({ callback: 1, 'events-list': 1 });
    expect(await shown()).toMatchObject({ queued: 1 });
  });
});
