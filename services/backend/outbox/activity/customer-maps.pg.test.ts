import { CustomerItem, customerMap, type CustomerEntry, type WorkerSid } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import * as v from 'valibot';
import { createLog } from '../../base/log';
import type { Caller } from '../../commands/caller';
import { createCustomerCommands, type CustomerCommands } from '../../commands/activity/find-customers';
import type { CallbackForm } from '../../ingest/normalize-callback';
import { customerMapKey } from '../../store/outbox/sync-keys';
import { markDirty, nextClaimAt } from '../../store/outbox/sync-objects';
import { callback, reservationFields, T0, taskSid, workerSid } from '../../testing/callbacks';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import { customerKey, nowEntry, putCustomer } from '../../testing/shop-customers';
import { bytesOf } from '../pace';
import { createManualClock } from '../testing/manual-clock';
import { createHarness, type Harness } from '../testing/projection-harness';

const DAY_MS = 86_400_000;
const FORBIDDEN = 54007;
const NOT_FOUND = 54300;
const MAP = customerMap(customerKey(1)).uniqueName;
const [ADA, BEN, CEM] = [workerSid(1), workerSid(2), workerSid(3)];
const SEARCHES: CustomerEntry = {
  kind: 'searches',
  searches: [{ query: 'red shoes', at: new Date(T0).toISOString(), found: 3 }],
};

const [embedded] = ENGINES;
let store: TestDatabase;
let harness: Harness;
let commands: CustomerCommands;
const logged: string[] = [];

beforeAll(async () => {
  if (embedded === undefined) throw new Error('No engine to test on');
  store = await embedded[1]();
});
afterAll(() => store.close());
beforeEach(async () => {
  await store.clear();
  logged.length = 0;
  const log = createLog('info', { write: (line) => logged.push(line) });
  harness = await createHarness(store.database, { clock: createManualClock(T0), log });
  commands = createCustomerCommands({
    ...{ database: store.database, clock: harness.clock },
    onMarked: harness.projector.wake,
    untilReadable: harness.grants.untilReadable,
  });
  await putCustomer(store.database, 1, { entries: [nowEntry(1), SEARCHES] });
});
afterEach(() => harness.close());

/** An event of the worker's reservation of a task, whose customer is the visitor of the number 1. */
async function tell(type: string, worker: WorkerSid, task = 1): Promise<void> {
  const number = Number.parseInt(worker.slice(2), 16);
  const fields = reservationFields(task * 100 + number, { task, queue: 1, worker: number });
  const form: CallbackForm = {
    ...callback(type, (harness.clock.now() - T0) / 1_000, fields),
    TaskAttributes: '{"anonymousId":"visitor-1"}',
  };
  await harness.runWhile(harness.ingest.accept([{ source: 'callback', form }]));
}

async function ask(worker: WorkerSid, task = 1): Promise<number> {
  const caller: Caller = { identity: worker, actor: worker, roles: ['agent'], workerSid: worker };
  const asked = commands.findCustomersOfTask(caller, { taskSid: taskSid(task) });
  await harness.runWhile(asked);
  return (await asked).customers.length;
}

async function hold(worker: WorkerSid, task = 1): Promise<void> {
  await tell('reservation.created', worker, task);
  expect(await ask(worker, task)).toBe(1);
}

const refusals = () => [ADA, BEN, CEM].map((worker) => harness.sync.refusalOf(worker, MAP));
const idle = () => harness.runUntil(async () => (await nextClaimAt(store.database.kysely)) === null);

test('what a customer does is in Sync once somebody may read it, and only she may', async () => {
  await tell('reservation.created', ADA);
  expect(harness.sync.sidOf(MAP)).toBeUndefined();
  expect(await ask(ADA)).toBe(1);
  expect(refusals()).toEqual([null, FORBIDDEN, FORBIDDEN]);
  await idle();
  const items = Object.entries(harness.sync.items(MAP));
  expect(items.map(([key, item]) => [key, v.parse(CustomerItem, item).entry])).toEqual([
    ['now', nowEntry(1)],
    ['searches', SEARCHES],
  ]);
  for (const [, item] of items) expect(bytesOf(item)).toBeLessThanOrEqual(1_024);
});

test('a change of a customer is one write of one item', async () => {
  await hold(ADA);
  await idle();
  const before = harness.sync.writes.length;
  await putCustomer(store.database, 1, { lastAtMs: T0 + 1_000, entries: [nowEntry(2), SEARCHES] });
  await markDirty(store.database.kysely, [customerMapKey(customerKey(1))], harness.clock.now());
  await idle();
  const written = harness.sync.writes.slice(before).map(({ object, key }) => [object, key]);
  expect(written.filter(([object]) => object === MAP)).toEqual([[MAP, 'now']]);
  expect(harness.sync.items(MAP)['now']).toMatchObject({ asOf: new Date(T0 + 1_000).toISOString() });
});

test.each(['reservation.timeout', 'reservation.rejected', 'reservation.completed', 'task.canceled'])(
  'whose reservation ends with %s may not read any more within 10 s, and the others may',
  async (type) => {
    await hold(ADA, 1);
    await hold(BEN, 2);
    expect(refusals()).toEqual([null, null, FORBIDDEN]);
    await tell(type, ADA, 1);
    await harness.run(10_000);
    expect(refusals()).toEqual([FORBIDDEN, null, FORBIDDEN]);
    await tell(type, BEN, 2);
    await harness.run(10_000);
    expect(refusals()).toEqual([NOT_FOUND, NOT_FOUND, NOT_FOUND]);
    const left = await sql`SELECT FROM activity_reader UNION ALL SELECT FROM sync_grant WHERE identity = ${ADA}
      AND object_key = ${MAP}`.execute(store.database.kysely);
    expect(left.rows).toEqual([]);
  },
);

test('accepting, and wrapping up, end nothing; nor does the end of another task of the same customer', async () => {
  await hold(ADA, 1);
  await tell('reservation.accepted', ADA, 1);
  await hold(ADA, 2);
  await tell('reservation.timeout', ADA, 2);
  await tell('reservation.wrapup', ADA, 1);
  await harness.run(10_000);
  expect(refusals()).toEqual([null, FORBIDDEN, FORBIDDEN]);
});

test('who comes back after the Map was removed may read the new one', async () => {
  await hold(ADA, 1);
  const first = harness.sync.sidOf(MAP);
  await tell('reservation.timeout', ADA, 1);
  await harness.run(10_000);
  await hold(ADA, 2);
  expect(refusals()).toEqual([null, FORBIDDEN, FORBIDDEN]);
  expect(harness.sync.sidOf(MAP)).not.toBe(first);
});

test('a permission that cannot be taken back at once is taken back later', async () => {
  await hold(BEN, 2);
  await hold(ADA, 1);
  harness.sync.inject({ method: 'revokeRead', failure: 'unavailable', times: 3 });
  harness.sync.inject({ method: 'revokeRead', failure: 'refused' });
  await tell('reservation.timeout', ADA, 1);
  await harness.runUntil(() => refusals()[0] === FORBIDDEN);
  expect(refusals()[1]).toBeNull();
});

test('a permission that was given without anybody’s hearing of it ends too', async () => {
  await hold(BEN, 2);
  await tell('reservation.created', ADA, 1);
  harness.sync.inject({ method: 'grantRead', name: MAP, failure: 'unavailable', afterwards: true, times: 1_000 });
  await ask(ADA, 1);
  expect(refusals()).toEqual([null, null, FORBIDDEN]);
  await tell('reservation.timeout', ADA, 1);
  harness.sync.mend();
  await harness.runUntil(() => refusals()[0] === FORBIDDEN);
});

test('a reservation whose end nobody told of is found', async () => {
  await hold(ADA);
  await harness.startTimers();
  await harness.run(1_000);
  expect(refusals()[0]).toBeNull();
  // As a rebuild would: without an event.
  await sql`UPDATE reservation SET is_open = false`.execute(store.database.kysely);
  await harness.runUntil(() => refusals()[0] === NOT_FOUND);
});

test('a day after the last event the Map is gone, and back with the next one', async () => {
  await hold(ADA);
  await harness.startTimers();
  await idle();
  expect(harness.sync.writes.filter(({ object }) => object === MAP)).not.toEqual([]);
  // Later activity makes it live longer.
  harness.clock.advance(DAY_MS / 2);
  await putCustomer(store.database, 1, { lastAtMs: harness.clock.now() });
  await markDirty(store.database.kysely, [customerMapKey(customerKey(1))], harness.clock.now());
  for (let hours = 0; hours < 23; hours += 1) {
    harness.clock.advance(DAY_MS / 24);
    await harness.run(300);
    expect(harness.sync.sidOf(MAP)).toBeDefined();
  }
  harness.clock.advance(DAY_MS / 24 + 60_000);
  await harness.run(300);
  expect(harness.sync.sidOf(MAP)).toBeUndefined();
  // The reservation is open still, and the customer is back.
  await putCustomer(store.database, 1, { lastAtMs: harness.clock.now() });
  await markDirty(store.database.kysely, [customerMapKey(customerKey(1))], harness.clock.now());
  await harness.runUntil(() => harness.sync.refusalOf(ADA, MAP) === null);
});

test('a Map whose life ended as it was meant to is no sign that others are gone', async () => {
  await putCustomer(store.database, 1, { lastAtMs: T0 - DAY_MS / 2 });
  await hold(ADA);
  await idle();
  harness.clock.advance(DAY_MS / 2 + 1);
  expect(harness.sync.sidOf(MAP)).toBeUndefined();
  await putCustomer(store.database, 1, { lastAtMs: harness.clock.now() });
  await markDirty(store.database.kysely, [customerMapKey(customerKey(1))], harness.clock.now());
  await harness.runUntil(() => harness.sync.refusalOf(ADA, MAP) === null);
  expect(logged.filter((line) => line.includes('vanished'))).toEqual([]);
});

test('a customer of whom nobody reads costs no request', async () => {
  await markDirty(store.database.kysely, [customerMapKey(customerKey(1))], harness.clock.now());
  await idle();
  expect(harness.sync.requests).toEqual([]);
});
