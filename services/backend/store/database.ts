import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { lockDataDir } from './data-dir-lock';
import { DURABLE_PARAMETERS, DurableNodeFS } from './durable-node-fs';
import type { Schema } from './schema';

/** The backend's database: the same pool and the same SQL over the embedded engine and over any PostgreSQL. */
export interface Database {
  readonly kysely: Kysely<Schema>;
  readonly pool: pg.Pool;
  readonly kind: 'embedded' | 'postgres';
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Connection string of a PostgreSQL (14 or newer). Undefined: the embedded engine in `dataDir`. */
  readonly databaseUrl?: string | undefined;
  /** Directory of the embedded engine. */
  readonly dataDir: string;
  /** Connections to a PostgreSQL; default 8. The embedded engine has one. */
  readonly maxConnections?: number;
}

const VACUUM_INTERVAL_MS = 3_600_000;
const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Opens the database; tables are up to date after `migrateDatabase`.
 *
 * Whoever holds a connection (a transaction) must not wait for another query of the pool: the embedded engine has one
 * connection, and a full pool of any size would stop for ever.
 * @throws DataDirLockedError when another process uses the embedded engine's directory
 * @throws Error when the PostgreSQL cannot be reached
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  return options.databaseUrl === undefined
    ? openEmbedded(options.dataDir)
    : openPostgres(options.databaseUrl, options.maxConnections ?? 8);
}

async function openPostgres(connectionString: string, max: number): Promise<Database> {
  const pool = new pg.Pool({ connectionString, max, types, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => undefined);
  try {
    await pool.query('SELECT 1');
  } catch (error) {
    await pool.end();
    throw new Error(`Cannot reach the database of DATABASE_URL: ${messageOf(error)}`, { cause: error });
  }
  return { kysely: kyselyOver(pool), pool, kind: 'postgres', close: () => pool.end() };
}

async function openEmbedded(dataDir: string): Promise<Database> {
  const unlock = lockDataDir(dataDir);
  try {
    const engine = new PGlite({
      fs: new DurableNodeFS(join(dataDir, 'postgres')),
      startParams: [...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'), ...DURABLE_PARAMETERS],
    });
    await engine.waitReady;
    const { connection, user, password, database, host, port } = createPgConfig(engine);
    // `connection` is a documented extension point of pg (client.connection) that its typings leave out.
    const config = { connection, user, password, database, host, port, types, max: 1 };
    const pool = new pg.Pool(config);
    pool.on('error', () => undefined);
    // The engine runs no autovacuum.
    const vacuum = setInterval(() => void pool.query('VACUUM').catch(() => undefined), VACUUM_INTERVAL_MS);
    vacuum.unref();
    return {
      kysely: kyselyOver(pool),
      pool,
      kind: 'embedded',
      close: async () => {
        clearInterval(vacuum);
        await pool.end();
        await engine.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Nothing here leaves the range of exact integers: counts, versions and milliseconds. */
const BIGINT_OID = 20;
const types = new pg.TypeOverrides();
types.setTypeParser(BIGINT_OID, Number);

const kyselyOver = (pool: pg.Pool): Kysely<Schema> => new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
