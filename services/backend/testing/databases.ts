import { rmSync } from 'node:fs';
import { sql } from 'kysely';
import { openDatabase, type Database } from '../store/database';
import { migrateDatabase } from '../store/migrate';
import { makeDataDir } from './embedded-template';
import { startRealPostgres } from './real-postgres';

/** A migrated database for one test file. */
export interface TestDatabase {
  readonly database: Database;
  /** Empties every table. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/**
 * The engines that the same tests run on: a single connection hides deadlocks, many connections hide the self-deadlock of
 * a transaction that waits for a second connection.
 */
export const ENGINES: readonly (readonly [name: string, open: () => Promise<TestDatabase>])[] = [
  ['the embedded engine', openEmbedded],
  ['PostgreSQL', (): Promise<TestDatabase> => openReal()],
  ['PostgreSQL through one connection', (): Promise<TestDatabase> => openReal(1)],
];

async function openEmbedded(): Promise<TestDatabase> {
  const dataDir = await makeDataDir();
  const database = await openDatabase({ dataDir });
  return testDatabase(database, () => {
    rmSync(dataDir, { recursive: true, force: true });
    return Promise.resolve();
  });
}

/** A PostgreSQL server of its own. */
export async function openReal(maxConnections = 8): Promise<TestDatabase> {
  const server = await startRealPostgres();
  const databaseUrl = await server.createDatabase();
  return testDatabase(await openDatabase({ databaseUrl, dataDir: '', maxConnections }), server.stop);
}

async function testDatabase(database: Database, cleanUp: () => Promise<void>): Promise<TestDatabase> {
  await migrateDatabase(database);
  return {
    database,
    clear: async () => {
      await sql`
        TRUNCATE event, event_dead, task, reservation, worker, task_queue, activity, resource_name, eligibility, queue_channel,
          queue_minute, sync_object, sync_grant, access_profile, contact_party, call_note, audit, library,
          library_member, response, response_version, response_use, favorite, response_rules, activity_event, activity_dead, activity_shop,
          activity_write_key, activity_link, activity_unfolded, activity_contribution, activity_sum, activity_checkout,
          activity_customer, activity_reader, activity_product, activity_page, activity_catalogue, activity_presence,
          sync_change, sync_change_dead`.execute(database.kysely);
      await sql`
        UPDATE reconcile SET events_until = NULL, begun_at = 0, checked_at = NULL, repaired_at = NULL,
          repaired = 0`.execute(database.kysely);
      await sql`UPDATE activity_ranking SET begun_at = 0, folds = 0, ranked_folds = 0`.execute(database.kysely);
    },
    close: async () => {
      await database.close();
      await cleanUp();
    },
  };
}
