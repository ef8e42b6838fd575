import {
  MAX_RECENT_CALLS_IN_SYNC,
  RecentCall,
  recentCallsMap,
  type RecentCall as Call,
} from '@flex-sync-suite/shared/contract';
import fc from 'fast-check';
import { sql } from 'kysely';
import * as v from 'valibot';
import type { CallbackForm } from '../../ingest/normalize-callback';
import { listCalls } from '../../store/calls/recent-calls-read';
import { contactsAnew } from '../../store/migrations/0018-contacts-anew';
import { markDirty } from '../../store/outbox/sync-objects';
import {
  callback,
  reservationFields,
  reservationSid,
  T0,
  taskFields,
  taskSid,
  workerSid,
} from '../../testing/callbacks';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import { anyHistory, disturbed } from '../../testing/histories';
import { contentHash } from '../writes/content-hash';
import { createManualClock } from '../testing/manual-clock';
import { createHarness, type Harness } from '../testing/projection-harness';

const DAY_MS = 86_400_000;
const mapName = (worker: number): string => recentCallsMap(workerSid(worker)).uniqueName;

interface CallStep {
  readonly call: number;
  readonly task?: number;
  readonly worker?: number;
  readonly from?: string;
  readonly attributes?: object;
}

/** A milestone of a call that has a task and a reservation of its own number. */
const step = (
  type: string,
  seconds: number,
  { call, task = call, worker = 1, from = '+15005550001', attributes = {} }: CallStep,
): CallbackForm =>
  callback(
    `reservation.${type}`,
    seconds,
    reservationFields(call, { task, queue: 1, worker }, { TaskAttributes: JSON.stringify({ from, ...attributes }) }),
  );

describe.each(ENGINES)('recent calls on %s', (_name, open) => {
  let store: TestDatabase;
  let harness: Harness;

  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());
  const begin = async (options: { maskPhoneNumbers?: boolean } = {}): Promise<void> => {
    await store.clear();
    harness = await createHarness(store.database, { clock: createManualClock(T0 + 3_600_000), ...options });
  };
  beforeEach(() => begin());
  afterEach(() => harness.close());

  const send = async (forms: readonly CallbackForm[]): Promise<void> => {
    await harness.ingest.accept(forms.map((form) => ({ source: 'callback', form })));
  };
  const itemsOf = (worker: number): Record<string, Call> =>
    Object.fromEntries(
      Object.entries(harness.sync.items(mapName(worker))).map(([key, data]) => [key, v.parse(RecentCall, data)]),
    );
  const rowOf = (worker: number, call: number): Call | undefined => itemsOf(worker)[reservationSid(call)];
  const writesOf = (worker: number) => harness.sync.writes.filter(({ object }) => object === mapName(worker));

  test('a call in progress is an item that follows it', async () => {
    await send([step('created', 0, { call: 1 })]);
    await harness.runUntil(() => rowOf(1, 1)?.outcome === 'ringing');
    await send([step('accepted', 5, { call: 1 })]);
    await harness.runUntil(() => rowOf(1, 1)?.outcome === 'talking');
    await send([step('completed', 9, { call: 1 })]);
    await harness.runUntil(() => rowOf(1, 1)?.outcome === 'answered');
    const versions = writesOf(1).map((write) => write.v);
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
  });

  test('a change of one call writes one item, and an item ends with the retention', async () => {
    await send([1, 2, 3].map((call) => step('created', call, { call })));
    await harness.runUntil(() => Object.keys(itemsOf(1)).length === 3);
    expect(writesOf(1).map(({ ttlSeconds }) => ttlSeconds)).toEqual(
      writesOf(1).map(({ at, key }) =>
        Math.ceil((T0 + Number.parseInt(key?.slice(2) ?? '', 16) * 1_000 + 14 * DAY_MS - at) / 1_000),
      ),
    );
    const before = writesOf(1).length;
    await send([step('timeout', 20, { call: 2 })]);
    await harness.runUntil(() => rowOf(1, 2)?.outcome === 'missed');
    await markDirty(store.database.kysely, [mapName(1)], harness.clock.now());
    await harness.run(1_000);
    expect(writesOf(1).slice(before)).toMatchObject([
      { key: reservationSid(2), action: 'update', ttlSeconds: undefined },
    ]);
  });

  test('writes items of one Map at most ten times a second, the newest call first', async () => {
    await send(Array.from({ length: 30 }, (_, n) => step('created', n, { call: n + 1 })));
    await harness.runUntil(() => Object.keys(itemsOf(1)).length === 30);
    const writes = writesOf(1);
    expect(writes[0]?.key).toBe(reservationSid(30));
    const gaps = writes.slice(1).map(({ at }, index) => at - (writes[index]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(100);
  });

  test('keeps the newest 200 and takes the older ones out', async () => {
    const count = MAX_RECENT_CALLS_IN_SYNC;
    await send(Array.from({ length: count }, (_, n) => step('created', n, { call: n + 1 })));
    await harness.runUntil(() => Object.keys(itemsOf(1)).length === count);
    await send([step('created', 900, { call: 900 }), step('created', 901, { call: 901 })]);
    await harness.runUntil(() => rowOf(1, 901) !== undefined && Object.keys(itemsOf(1)).length === count);
    expect([rowOf(1, 1), rowOf(1, 2)]).toEqual([undefined, undefined]);
    expect(rowOf(1, 3)).toBeDefined();
  }, 120_000);

  test('leaves out calls older than the retention', async () => {
    await send([step('created', 0, { call: 1 }), step('created', -15 * 86_400, { call: 2 })]);
    await harness.runUntil(() => rowOf(1, 1) !== undefined);
    await harness.run(500);
    expect(rowOf(1, 2)).toBeUndefined();
  });

  const missed = [step('created', 0, { call: 1 }), step('timeout', 20, { call: 1 })];
  const settlements: readonly (readonly [string, CallbackForm])[] = [
    ['the same agent answers', step('accepted', 90, { call: 2, from: 'whatsapp:+1 500 555 0001' })],
    ['another agent answers', step('accepted', 90, { call: 2, worker: 2 })],
    [
      'an agent calls back',
      step('accepted', 90, {
        call: 2,
        worker: 2,
        from: '+15005550006',
        attributes: { direction: 'outbound', outbound_to: '+15005550001' },
      }),
    ],
  ];
  test.each(settlements)('a missed call closes itself when %s, whichever is told first', async (_how, settlement) => {
    const returnedAt = new Date(T0 + 90_000).toISOString();
    await send(missed);
    await harness.runUntil(() => rowOf(1, 1)?.outcome === 'missed');
    expect(rowOf(1, 1)?.returnedAt).toBeNull();
    await send([settlement]);
    await harness.runUntil(() => rowOf(1, 1)?.returnedAt === returnedAt);
    await harness.close();
    await begin();
    await send([settlement]);
    await harness.run(500);
    await send([...missed].reverse());
    await harness.runUntil(() => rowOf(1, 1)?.returnedAt === returnedAt);
  });

  test('an earlier contact, another party and an unanswered one settle nothing', async () => {
    await send([
      ...missed,
      step('accepted', 10, { call: 2 }),
      step('accepted', 90, { call: 3, from: '+15005550002' }),
      step('created', 95, { call: 4, worker: 2 }),
      step('timeout', 115, { call: 4, worker: 2 }),
    ]);
    await harness.runUntil(() => rowOf(1, 3) !== undefined && rowOf(1, 1)?.outcome === 'missed');
    expect(rowOf(1, 1)?.returnedAt).toBeNull();
  });

  test.each([
    ['+266696687', {}],
    ['sip:anonymous@anonymous.invalid', {}],
    ['client:Anonymous', {}],
    ['RESTRICTED', {}],
    ['Ana', { channelType: 'web', name: 'Ana' }],
  ])('callers from %s are never taken for one another', async (from, attributes) => {
    await send([
      step('created', 0, { call: 1, from, attributes }),
      step('timeout', 20, { call: 1, from, attributes }),
      step('accepted', 90, { call: 2, from, attributes }),
    ]);
    await harness.runUntil(() => rowOf(1, 1)?.outcome === 'missed' && rowOf(1, 2) !== undefined);
    expect(rowOf(1, 1)?.returnedAt).toBeNull();
  });

  test('web visitors of one name are told apart by their identities', async () => {
    const visitor = (customerAddress: string) => ({
      from: 'Ana',
      attributes: { channelType: 'web', name: 'Ana', customerAddress },
    });
    await send([
      step('timeout', 20, { call: 1, ...visitor('visitor-1') }),
      step('timeout', 20, { call: 2, ...visitor('visitor-2') }),
      step('accepted', 90, { call: 3, worker: 2, ...visitor('visitor-2') }),
    ]);
    await harness.runUntil(() => rowOf(1, 2)?.returnedAt === new Date(T0 + 90_000).toISOString());
    expect(rowOf(1, 1)?.returnedAt).toBeNull();
  });

  test('a colleague who answers the same task returns nothing; a later contact with the customer does', async () => {
    const answered = step('accepted', 40, { call: 2, task: 1, worker: 2 });
    await send([...missed, answered]);
    await harness.runUntil(() => rowOf(1, 1)?.answeredBy !== undefined);
    expect(rowOf(1, 1)).toMatchObject({ answeredBy: { workerSid: workerSid(2) }, returnedAt: null });
    await send([step('accepted', 90, { call: 3, worker: 2 })]);
    await harness.runUntil(() => rowOf(1, 1)?.returnedAt === new Date(T0 + 90_000).toISOString());
  });

  test('a caller who hung up while it rang is missed, and returned like the others', async () => {
    await send([
      step('created', 0, { call: 1 }),
      step('canceled', 5, { call: 1 }),
      callback('task.canceled', 5, taskFields(1, 1)),
    ]);
    await harness.runUntil(() => rowOf(1, 1)?.missedBecause === 'customer-left');
    expect(rowOf(1, 1)).toMatchObject({ outcome: 'missed', returnedAt: null });
    await send([step('accepted', 90, { call: 2, worker: 2 })]);
    await harness.runUntil(() => rowOf(1, 1)?.returnedAt === new Date(T0 + 90_000).toISOString());
  });

  test('an update finds rows of an earlier release as they would be stored now, and shows them anew', async () => {
    const [withheld, number] = ['+7748283', '+15005550002'];
    await send([
      ...[
        step('created', 0, { call: 1 }),
        step('canceled', 8, { call: 1 }),
        callback('task.canceled', 8, taskFields(1, 1)),
      ],
      ...[step('created', 0, { call: 2 }), callback('task.canceled', 9, taskFields(2, 1))],
      ...[step('created', 0, { call: 3, from: number }), step('timeout', 20, { call: 3, from: number })],
      ...[step('created', 0, { call: 4, from: withheld }), step('timeout', 20, { call: 4, from: withheld })],
    ]);
    await harness.runUntil(() => Object.keys(itemsOf(1)).length === 4);
    const { kysely } = store.database;
    const stored = async (): Promise<readonly unknown[]> =>
      (await sql`SELECT sid, party, outcome, missed_at FROM reservation ORDER BY sid`.execute(kysely)).rows;
    const now = await stored();
    expect(now).toHaveLength(4);
    await sql`UPDATE reservation SET outcome = 'canceled', missed_at = NULL WHERE task_sid IN
      (${taskSid(1)}, ${taskSid(2)})`.execute(kysely);
    const before = { [reservationSid(3)]: `sip:${number}@trunk`, [reservationSid(4)]: withheld };
    for (const [sid, party] of Object.entries(before)) {
      await sql`UPDATE reservation SET party = ${party} WHERE sid = ${sid}`.execute(kysely);
      await sql`INSERT INTO contact_party VALUES (${party})`.execute(kysely);
    }
    expect(await stored()).not.toEqual(now);
    await contactsAnew.up(kysely);
    expect(await stored()).toEqual(now);
    const { rows } = await sql`SELECT object_key AS key FROM sync_object WHERE version > synced`.execute(kysely);
    expect(rows).toContainEqual({ key: mapName(1) });
  });

  test('says the same in Sync whatever the order, repetition and split of the events', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyHistory(40).chain((history) => fc.tuple(fc.constant(history), disturbed(history))),
        async ([history, batches]) => {
          const shown = async (parts: readonly (readonly CallbackForm[])[]): Promise<string> => {
            await harness.close();
            await begin();
            for (const part of parts) {
              await send(part);
              await harness.run(50);
            }
            const quiet = async (): Promise<boolean> => {
              const { rows } = await store.database.pool.query<{ dirty: number }>(
                'SELECT count(*) AS dirty FROM sync_object WHERE version > synced',
              );
              return rows[0]?.dirty === 0;
            };
            await harness.runUntil(quiet);
            const written = [1, 2, 3].map((worker) =>
              Object.values(itemsOf(worker))
                .map((row) => JSON.stringify({ ...row, v: 0 }))
                .sort(),
            );
            for (const worker of [1, 2, 3]) {
              const rows = await listCalls(store.database.kysely, { workerSid: workerSid(worker), limit: 200 });
              expect(rows.map(({ row }) => contentHash(row)).sort()).toEqual(
                Object.values(itemsOf(worker)).map(contentHash).sort(),
              );
            }
            return JSON.stringify(written);
          };
          expect(await shown(batches)).toBe(await shown([history]));
        },
      ),
      { numRuns: 4 },
    );
  }, 180_000);

  test('hides numbers when told to', async () => {
    await harness.close();
    await begin({ maskPhoneNumbers: true });
    await send([step('created', 0, { call: 1, attributes: { name: '+1 500 555 0001' } })]);
    await harness.runUntil(() => rowOf(1, 1) !== undefined);
    expect(rowOf(1, 1)?.party).toEqual({ address: '+1••••••0001', isMasked: true, name: null });
    expect(JSON.stringify(harness.sync.items(mapName(1)))).not.toContain('5550001');
  });

  test('lets the agent in, and nobody else', async () => {
    await send([step('created', 0, { call: 1 })]);
    await harness.runUntil(() => harness.sync.grants.has(`${mapName(1)} ${workerSid(1)}`));
    await harness.runWhile(harness.grants.ensurePersonal(workerSid(2)));
    expect([...harness.sync.grants].filter((grant) => grant.startsWith(mapName(1)))).toEqual([
      `${mapName(1)} ${workerSid(1)}`,
    ]);
  });

  test('an agent without calls finds an empty Map that may be read', async () => {
    await harness.runWhile(harness.grants.ensurePersonal(workerSid(7)));
    expect(await harness.sync.getCollection({ kind: 'map', name: mapName(7) })).not.toBeNull();
    expect(harness.sync.grants.has(`${mapName(7)} ${workerSid(7)}`)).toBe(true);
    expect(itemsOf(7)).toEqual({});
  });

  test('an agent without calls gets a token all the same while Sync is away', async () => {
    harness.sync.inject({ method: 'createCollection', failure: 'unavailable', times: 1_000 });
    await harness.runWhile(harness.grants.ensurePersonal(workerSid(7)));
    expect(harness.sync.grants.size).toBe(0);
  });
});
