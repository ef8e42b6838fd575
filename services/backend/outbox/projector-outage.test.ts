import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, type DatabaseConnection } from 'kysely';
import { createLog } from '../base/log';
import { createMetrics } from '../base/metrics';
import type { Database } from '../store/database';
import type { Schema } from '../store/schema';
import { createProjector, type Projector } from './projector';
import { createManualClock, type ManualClock } from './testing/manual-clock';
import { createEmulatedSync } from './testing/emulated-sync';

/** A database that can go away, and counts who asks for it. */
function createFleetingDatabase(): { database: Database; connects: () => number; goAway: () => void } {
  let connects = 0;
  let isAway = false;
  const nothing = () => Promise.resolve();
  const connection: DatabaseConnection = {
    executeQuery: () => Promise.resolve({ rows: [] }),
    streamQuery: () => {
      throw new Error('Nothing here streams');
    },
  };
  const kysely = new Kysely<Schema>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => ({
        init: nothing,
        acquireConnection: () => {
          connects += 1;
          return isAway ? Promise.reject(new Error('The database is away')) : Promise.resolve(connection);
        },
        beginTransaction: nothing,
        commitTransaction: nothing,
        rollbackTransaction: nothing,
        releaseConnection: nothing,
        destroy: nothing,
      }),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
  return {
    database: {
      kysely,
      patient: kysely,
      pool: { query: () => Promise.reject(new Error('Nothing here asks the pool')), inUse: 0 },
      kind: 'postgres',
      trouble: () => null,
      reach: nothing,
      close: nothing,
    },
    connects: () => connects,
    goAway: () => {
      isAway = true;
    },
  };
}

const projectorOver = (database: Database, clock: ManualClock): Projector =>
  createProjector({
    ...{ database, clock, sync: createEmulatedSync(clock), metrics: createMetrics(), log: createLog('silent') },
    random: () => 0.5,
    zone: 'UTC',
    recentCalls: { retentionDays: 14, maskPhoneNumbers: false },
    owner: 'test',
    onVanished: () => undefined,
  });

test('a projector that never started asks nothing of a database whose tables may not be there when it ends', async () => {
  const { database, connects } = createFleetingDatabase();
  await projectorOver(database, createManualClock()).close();
  expect(connects()).toBe(0);
});

test('a database that is away is asked once a second, however many keys wait and wake', async () => {
  const { database, connects, goAway } = createFleetingDatabase();
  const clock = createManualClock();
  const projector = projectorOver(database, clock);
  await projector.start();
  goAway();
  const before = connects();
  for (let step = 0; step < 100; step += 1) {
    projector.wake([`queue.${step}`]);
    clock.advance(100);
    await new Promise(setImmediate);
  }
  expect(connects() - before).toBeGreaterThanOrEqual(8);
  expect(connects() - before).toBeLessThanOrEqual(12);
});
