import {
  MAX_RECENT_CALLS_IN_SYNC,
  recentCallsMap,
  type ReservationSid,
  type WorkerSid,
} from '@flex-sync-suite/shared/contract';
import fc from 'fast-check';
import { sql } from 'kysely';
import { createCallCommands } from '../../commands/calls/call-commands';
import type { CallbackForm } from '../../ingest/normalize-callback';
import { listCalls } from '../../store/calls/recent-calls-read';
import { markUnverified } from '../../store/outbox/sync-objects';
import { callback, reservationFields, reservationSid, T0, workerSid } from '../../testing/callbacks';
import { countStatements, type Work } from '../../testing/count-statements';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import { anyHistory, HISTORY_SPAN_MS } from '../../testing/histories';
import { contentHash } from '../writes/content-hash';
import { createManualClock } from '../testing/manual-clock';
import { createEmulatedSync } from '../testing/emulated-sync';
import type { Fault } from '../testing/fault-injection';
import { createHarness, type Harness } from '../testing/projection-harness';

const RETENTION_MS = 14 * 86_400_000;
const HOUR_MS = 3_600_000;
const WORKERS = [1, 2, 3];
const mapName = (worker: number): string => recentCallsMap(workerSid(worker)).uniqueName;

const created = (call: number, seconds: number, { worker = 1, task = call } = {}): CallbackForm =>
  callback('reservation.created', seconds, reservationFields(call, { task, queue: 1, worker }));

describe.each(ENGINES)('changes of recent calls on %s', (_name, open) => {
  let store: TestDatabase;
  let harness: Harness;

  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());
  const begin = async (database = store.database): Promise<void> => {
    await store.clear();
    harness = await createHarness(database, { clock: createManualClock(T0 + HOUR_MS) });
  };
  beforeEach(() => begin());
  afterEach(() => harness.close());

  const restart = async (): Promise<void> => {
    const { clock, sync } = harness;
    await harness.close();
    harness = await createHarness(store.database, { clock, sync });
  };
  const send = async (forms: readonly CallbackForm[]): Promise<void> => {
    await harness.ingest.accept(forms.map((form) => ({ source: 'callback', form })));
  };
  const itemsOf = (worker: number) => harness.sync.items(mapName(worker));
  const isQuiet = async (): Promise<boolean> => {
    const { rows } = await store.database.pool.query<{ dirty: number }>(
      'SELECT count(*) AS dirty FROM sync_object WHERE version > synced',
    );
    return rows[0]?.dirty === 0;
  };
  /**
   * What has outlived the retention leaves Sync by itself, and a little earlier when its first event told of an earlier
   * beginning than a later one: an item's life is set when it is created.
   */
  const sinceMs = (): number => harness.clock.now() - RETENTION_MS + HISTORY_SPAN_MS;
  /** Hashes of the calls that reading all of them finds. */
  const wantedOf = async (worker: number): Promise<string[]> => {
    const filter = { workerSid: workerSid(worker), limit: MAX_RECENT_CALLS_IN_SYNC };
    const calls = await listCalls(store.database.kysely, { ...filter, sinceMs: sinceMs() });
    return calls.map(({ row }) => contentHash(row)).sort();
  };
  const heldOf = (worker: number): string[] =>
    Object.values(itemsOf(worker))
      .filter(({ createdAt }) => Date.parse(String(createdAt)) >= sinceMs())
      .map(contentHash)
      .sort();

  test('with 200 calls, one more costs as much as with one, and one taken away brings an older one back', async () => {
    const costOfOneMore = async (before: number): Promise<Work> => {
      await harness.close();
      const counted = countStatements(store.database);
      await begin(counted.database);
      const begunAt = harness.clock.now();
      await send(Array.from({ length: before }, (_, n) => created(n + 1, n)));
      await harness.runUntil(() => Object.keys(itemsOf(1)).length === before);
      await harness.runUntil(isQuiet);
      // When no pause is left, and no lease is renewed meanwhile.
      do await harness.run(500);
      while ((harness.clock.now() - begunAt) % 1_000 >= 500);
      // Just after a poll: by itself it asks as often as any other, but it may save a claim.
      const idle = counted.work();
      while (counted.work().statements === idle.statements) await harness.run(50);
      const start = counted.work();
      await send([created(900, 900)]);
      await harness.run(1_000);
      expect(itemsOf(1)[reservationSid(900)]).toBeDefined();
      const end = counted.work();
      return { statements: end.statements - start.statements, rows: end.rows - start.rows };
    };
    const costOfSecond = await costOfOneMore(1);
    expect(await costOfOneMore(MAX_RECENT_CALLS_IN_SYNC)).toEqual(costOfSecond);

    expect(itemsOf(1)[reservationSid(1)]).toBeUndefined();
    await send([callback('reservation.accepted', 1, reservationFields(50, { task: 50, queue: 1, worker: 2 }))]);
    await harness.runUntil(isQuiet);
    expect(Object.keys(itemsOf(2))).toEqual([reservationSid(50)]);
    expect(itemsOf(1)[reservationSid(1)]).toBeDefined();
    expect(heldOf(1)).toEqual(await wantedOf(1));
  }, 120_000);

  test('a crash after the write and before its record loses nothing', async () => {
    await send([created(1, 1), created(2, 2)]);
    await harness.runUntil(isQuiet);
    await sql`
      CREATE FUNCTION crash() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'crash'; END $$`.execute(
      store.database.kysely,
    );
    await sql`
      CREATE TRIGGER crash BEFORE UPDATE OF synced ON sync_object FOR EACH ROW
      WHEN (new.synced > old.synced) EXECUTE FUNCTION crash()`.execute(store.database.kysely);
    await send([created(3, 3)]);
    await harness.runUntil(() => itemsOf(1)[reservationSid(3)] !== undefined);
    await harness.close();
    await sql`DROP FUNCTION crash CASCADE`.execute(store.database.kysely);
    await send([created(4, 4)]).catch(() => undefined);
    harness = await createHarness(store.database, { clock: harness.clock, sync: harness.sync });
    await send([created(5, 5)]);
    await harness.runUntil(isQuiet);
    expect(heldOf(1)).toEqual(await wantedOf(1));
    expect(heldOf(1)).toHaveLength(4);
  });

  const small = fc.constantFrom(...WORKERS);
  const fault = fc.record({
    method: fc.constantFrom('create', 'update', 'remove', 'listItems'),
    failure: fc.constantFrom('unavailable', 'refused', 'throttled', 'missing', 'conflict'),
    afterwards: fc.boolean(),
  }) satisfies fc.Arbitrary<Fault>;
  const happening = fc.oneof(
    { weight: 6, arbitrary: anyHistory(8).map((forms) => ({ what: 'events', forms }) as const) },
    { weight: 3, arbitrary: fc.record({ what: fc.constant('note' as const), task: small, slot: small }) },
    { weight: 2, arbitrary: fc.integer({ min: 1, max: 40 }).map((minutes) => ({ what: 'time', minutes }) as const) },
    { weight: 1, arbitrary: fc.constant({ what: 'restart' } as const) },
    { weight: 1, arbitrary: fc.constant({ what: 'other process' } as const) },
    { weight: 2, arbitrary: fault.map((failing) => ({ what: 'fault', failing }) as const) },
    { weight: 1, arbitrary: small.map((worker) => ({ what: 'loss', worker }) as const) },
    { weight: 1, arbitrary: small.map((worker) => ({ what: 'doubt', worker }) as const) },
  );

  test('whatever happens in whatever order, Sync holds what reading all calls finds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 5, maxLength: 25 }), async (happenings) => {
        await harness.close();
        await store.clear();
        // The calls outlive the retention while this goes on.
        const clock = createManualClock(T0 + RETENTION_MS - HOUR_MS);
        const sync = createEmulatedSync(clock);
        harness = await createHarness(store.database, { clock, sync });
        const calls = createCallCommands({
          ...{ database: store.database, maskPhoneNumbers: false, now: () => clock.now() },
          onMarked: (keys) => {
            harness.projector.wake(keys);
          },
        });
        let other: Harness | null = null;
        let losses = 0;
        for (const one of happenings) {
          if (one.what === 'events') await send(one.forms);
          else if (one.what === 'note')
            await editNote(calls, workerSid(one.slot), reservationSid(one.task * 10 + one.slot));
          else if (one.what === 'time') clock.advance(one.minutes * 60_000);
          else if (one.what === 'restart') await restart();
          else if (one.what === 'fault') sync.inject(one.failing);
          else if (one.what === 'loss') {
            sync.drop(mapName(one.worker));
            // Nobody looks for it before the next change.
            losses += 1;
            await send([created(100 + losses, 5_000, { worker: one.worker })]);
          } else if (one.what === 'doubt')
            await markUnverified(store.database.kysely, [mapName(one.worker)], clock.now());
          else if (other === null) other = await createHarness(store.database, { clock, sync, owner: 'other' });
          else {
            await other.close();
            other = null;
          }
          await harness.run(200);
        }
        sync.mend();
        clock.advance(HOUR_MS / 2);
        await harness.runUntil(isQuiet);
        await other?.close();
        for (const worker of WORKERS) expect(heldOf(worker)).toEqual(await wantedOf(worker));
      }),
      { numRuns: 6 },
    );
  }, 240_000);
});

let notes = 0;

/** Writes another note, if there is such a call. */
async function editNote(
  calls: ReturnType<typeof createCallCommands>,
  worker: WorkerSid,
  sid: ReservationSid,
): Promise<void> {
  notes += 1;
  const call = await calls.one(worker, sid);
  if (call !== null) await calls.edit(worker, sid, { note: `note ${notes}`, notesRevision: call.notesRevision });
}
