import { rmSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { openDatabase, type Database } from '../store/database';
import { migrateDatabase } from '../store/migrate';
import { makeDataDir } from './embedded-template';
import { binariesVersion, startRealPostgres } from './real-postgres';
import { schemaName, templateFolder } from './template-folder';

/** A migrated database for one test file. */
export interface TestDatabase {
  readonly database: Database;
  /** Deletes what tests stored. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/**
 * The engines that the same tests run on. Many connections, as to PostgreSQL, hide the self-deadlock of a transaction that
 * waits for a second connection; a pool of one, as the embedded engine's, hides deadlocks of two transactions.
 */
export const ENGINES: readonly (readonly [name: string, open: () => Promise<TestDatabase>])[] = [
  ['the embedded engine', openEmbedded],
  ['PostgreSQL', openReal],
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
export async function openReal(): Promise<TestDatabase> {
  const server = await startRealPostgres({ copyOf: join(await migratedCluster(), CLUSTER) });
  const databaseUrl = server.urlOf(MIGRATED);
  return testDatabase(await openDatabase({ databaseUrl, dataDir: '' }), server.stop);
}

const [CLUSTER, MIGRATED] = ['data', 'migrated'];

/** A cluster with a database that has all tables: to make one takes ten times as long as to copy it. */
const migratedCluster = (): Promise<string> =>
  templateFolder(`postgres-${binariesVersion()}-${schemaName()}`, async (folder) => {
    const server = await startRealPostgres();
    const databaseUrl = await server.createDatabase(MIGRATED);
    const database = await openDatabase({ databaseUrl, dataDir: '' });
    await migrateDatabase(database);
    await database.close();
    await server.shutDown();
    await rename(server.data, join(folder, CLUSTER));
    await server.stop();
  });

/**
 * Deletes what tests stored, and leaves the rows that every installation has. TRUNCATE makes new files for every table and
 * index, which takes twenty times as long. Triggers and references do not matter where everything goes.
 */
const EMPTY = `
  DO $$
  DECLARE name text;
  BEGIN
    PERFORM set_config('session_replication_role', 'replica', true);
    FOR name IN
      SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND NOT starts_with(tablename, 'kysely_')
        AND tablename NOT IN ('directory_lock', 'installation_secret', 'reconcile', 'activity_ranking',
          'alert_evaluation', 'queue_rules')
    LOOP
      EXECUTE format('DELETE FROM %I', name);
    END LOOP;
  END $$`;

async function testDatabase(database: Database, cleanUp: () => Promise<void>): Promise<TestDatabase> {
  await migrateDatabase(database);
  return {
    database,
    clear: async () => {
      await sql.raw(EMPTY).execute(database.kysely);
      await sql`
        UPDATE reconcile SET events_until = NULL, begun_at = 0, checked_at = NULL, repaired_at = NULL,
          repaired = 0`.execute(database.kysely);
      await sql`UPDATE queue_rules SET revision = 0, rules = '[]'`.execute(database.kysely);
      await sql`UPDATE activity_ranking SET begun_at = 0, folds = 0, ranked_folds = 0`.execute(database.kysely);
      await sql`UPDATE alert_evaluation SET begun_at = 0`.execute(database.kysely);
    },
    close: async () => {
      await database.close();
      await cleanUp();
    },
  };
}
