import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, type DatabaseConnection } from 'kysely';
import { createLog } from '../base/log';
import { createMetrics } from '../base/metrics';
import type { Database } from '../store/database';
import type { Schema } from '../store/schema';
import { createProjector, type Projector } from './projector';
import { createManualClock, type ManualClock } from './testing/manual-clock';
import { createEmulatedSync } from './testing/emulated-sync';

interface FleetingDatabase {
  readonly database: Database;
  readonly connects: () => number;
  readonly goAway: () => void;
  /** Lets whoever asks for a connection wait from now on. @returns gives it to them */
  readonly makeWait: () => () => void;
  /** What the statements were given. */
  readonly parameters: unknown[];
}

/** A database that can go away, and counts who asks for it. */
function createFleetingDatabase(): FleetingDatabase {
  let connects = 0;
  let isAway = false;
  let turn = Promise.resolve();
  const parameters: unknown[] = [];
  const nothing = () => Promise.resolve();
  const connection: DatabaseConnection = {
    executeQuery: (query) => {
      parameters.push(...query.parameters);
      return Promise.resolve({ rows: [] });
    },
    streamQuery: () => {
      throw new Error('Nothing here streams');
    },
  };
  const kysely = new Kysely<Schema>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => ({
        init: nothing,
        acquireConnection: async () => {
          connects += 1;
          await turn;
          if (isAway) throw new Error('The database is away');
          return connection;
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
    makeWait: () => {
      let give = (): void => undefined;
      turn = new Promise((resolve) => (give = resolve));
      return give;
    },
    parameters,
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

test('what is marked while a claim waits for its connection is claimed with it', async () => {
  const { database, makeWait, parameters } = createFleetingDatabase();
  const projector = projectorOver(database, createManualClock());
  await projector.start();
  await new Promise(setImmediate);
  const give = makeWait();
  projector.wake(['queue.first']);
  projector.wake(['queue.second']);
  give();
  await new Promise(setImmediate);
  await projector.close();
  expect(parameters).toContainEqual(['queue.first', 'queue.second']);
});
