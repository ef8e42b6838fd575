import {
  backendHeartbeatDocument,
  queueDocument,
  queueIndexMap,
  type TaskQueueSid,
} from '@flex-sync-suite/shared/contract';
import { createLog } from '../../base/log';
import { openDatabase } from '../../store/database';
import { databaseTime } from '../../store/database-time';
import { migrateDatabase } from '../../store/migrate';
import { placedObjects } from '../../store/outbox/object-standing';
import { claim, markDirty } from '../../store/outbox/sync-objects';
import { startRealPostgres, type RealPostgres } from '../../testing/real-postgres';
import { createDatabaseClock } from './database-clock';
import { createManualClock, type ManualClock } from '../testing/manual-clock';
import { createEmulatedSync, type EmulatedSync } from '../testing/emulated-sync';
import { createHarness, type Harness } from '../testing/projection-harness';

const SALES = `WQ${'a'.repeat(32)}` as TaskQueueSid;
const salesName = queueDocument(SALES).uniqueName;
const heartbeat = backendHeartbeatDocument.uniqueName;
const log = createLog('silent');

let server: RealPostgres;
beforeAll(async () => {
  server = await startRealPostgres();
});
afterAll(() => server.stop());

test('tells the time of PostgreSQL, whatever this machine believes', async () => {
  const database = await openDatabase({ databaseUrl: await server.createDatabase(), dataDir: '' });
  const own = createManualClock();
  jest.spyOn(Date, 'now').mockReturnValue(Date.now() - 120_000);
  const clock = createDatabaseClock({ ask: () => databaseTime(database.kysely), own, log });
  await clock.follow();
  const [before, at] = [clock.now(), await databaseTime(database.kysely)];
  expect(at).toBeGreaterThanOrEqual(before - 50);
  expect(at).toBeLessThanOrEqual(clock.now() + 50);
  await clock.close();
  await database.close();
});

describe('two replicas whose clocks are 240 s apart', () => {
  let truth: ManualClock;
  let sync: EmulatedSync;
  let databaseUrl: string;
  let closers: (() => Promise<unknown>)[];

  beforeEach(async () => {
    truth = createManualClock();
    sync = createEmulatedSync(truth);
    databaseUrl = await server.createDatabase();
    closers = [];
  });
  afterEach(async () => {
    for (const close of closers.reverse()) await close();
  });

  interface Replica {
    readonly harness: Harness;
    /** Sets its own clock. */
    readonly jump: (ms: number) => void;
    /** Nothing of it happens any more. */
    readonly kill: () => void;
  }

  /** A replica with a clock of its own. */
  async function replica(owner: string, aheadMs: number): Promise<Replica> {
    const database = await openDatabase({ databaseUrl, dataDir: '' });
    await migrateDatabase(database);
    let ownAheadMs = aheadMs;
    let isDead = false;
    const own = {
      now: () => truth.now() + ownAheadMs,
      schedule: (delayMs: number, action: () => void) =>
        truth.schedule(delayMs, () => {
          if (!isDead) action();
        }),
    };
    const clock = createDatabaseClock({
      // What the tables hold goes by it, so it stands for the database's clock.
      ask: () => Promise.resolve(truth.now()),
      own,
      log,
      monotonicMs: () => truth.now() + aheadMs,
    });
    await clock.follow();
    const driven = { ...clock, advance: truth.advance };
    const harness = await createHarness(database, { clock: driven, sync, owner });
    closers.push(async () => {
      // A dead one ends nothing: what it was at waits for timers that never come.
      if (!isDead) {
        await harness.close();
        await clock.close();
      }
      await database.close();
    });
    return {
      harness,
      jump: (ms) => {
        ownAheadMs += ms;
      },
      kill: () => {
        isDead = true;
      },
    };
  }

  const writesOf = (name: string) => sync.writes.filter(({ object }) => object === name).map(({ at }) => at);
  const gapsOf = (instants: readonly number[]) => instants.slice(1).map((at, index) => at - (instants[index] ?? 0));

  test('the slow one goes on with the heartbeat within 10 s of the death of the fast one, and takes over its leases', async () => {
    const fast = await replica('fast', 120_000);
    const slow = await replica('slow', -120_000);
    await fast.harness.addQueue(SALES, 'Sales');
    await fast.harness.startTimers();
    await slow.harness.startTimers();
    await slow.harness.runUntil(() => writesOf(heartbeat).length > 1 && writesOf(salesName).length > 0);
    // It dies with objects under way: no lease is given back.
    fast.kill();
    await fast.harness.run(1_000);
    // What the other one has claimed meanwhile is written, too: what is marked now is nobody's yet.
    await slow.harness.run(0);
    await markDirty(fast.harness.database.kysely, [salesName, heartbeat], truth.now());
    const now = fast.harness.clock.now();
    const held = await claim(fast.harness.database.kysely, { owner: 'fast', limit: 10, leaseMs: 3_000, now });
    expect(held.map(({ key }) => key)).toContain(heartbeat);
    const diedAt = truth.now();
    await slow.harness.run(13_000);
    const later = writesOf(heartbeat).filter((at) => at > diedAt);
    expect(later.length).toBeGreaterThan(0);
    expect((later[0] ?? 0) - diedAt).toBeLessThanOrEqual(10_000);
  });

  test('what the fast one was writing when it died is finished by the slow one once the lease is over', async () => {
    const index = queueIndexMap.uniqueName;
    const fast = await replica('fast', 120_000);
    await fast.harness.addQueue(SALES, 'Sales');
    await fast.harness.startTimers();
    // After the write of an item comes a pause, in which it dies: Sync has the item, the outbox does not know.
    await fast.harness.runUntil(() => writesOf(index).length > 0);
    fast.kill();
    const slow = await replica('slow', -120_000);
    const isSettled = async () => (await placedObjects(slow.harness.database.kysely, [index])).get(index)?.isSettled;
    expect(await isSettled()).not.toBe(true);
    await slow.harness.run(4_000);
    expect(await isSettled()).toBe(true);
    expect(Object.values(sync.items(index))).toMatchObject([{ name: 'Sales' }]);
  });

  test('between the two, one object is never written faster than one of them alone would', async () => {
    const fast = await replica('fast', 120_000);
    const slow = await replica('slow', -120_000);
    await fast.harness.addQueue(SALES, 'Sales');
    await fast.harness.startTimers();
    for (let task = 0; task < 30; task += 1) {
      const { harness } = task % 2 === 0 ? fast : slow;
      await harness.addTask(SALES);
      fast.harness.projector.wake([salesName]);
      slow.harness.projector.wake([salesName]);
      await harness.run(100);
      if (task === 10) slow.jump(3_600_000);
      if (task === 20) slow.jump(-7_200_000);
    }
    await slow.harness.run(2_000);
    expect(sync.document(salesName)?.data['now']).toMatchObject({ queued: 30 });
    expect(Math.min(...gapsOf(writesOf(salesName)))).toBeGreaterThanOrEqual(245);
    expect(writesOf(salesName).length).toBeGreaterThan(8);
  });
});
