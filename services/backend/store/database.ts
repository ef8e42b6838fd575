import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { countStatements } from './engine/count-statements';
import { createEmbedded } from './engine/embedded';
import type { Engine } from './engine/engine';
import type { GuardedPool } from './engine/guarded-pool';
import { createPostgres } from './engine/postgres';
import type { Schema } from './schema';
import type { Trouble } from '../base/store-unavailable';

/** The backend's database: the same pool and the same SQL over the embedded engine and over any PostgreSQL. */
export interface Database extends Pick<Engine, 'kind' | 'trouble' | 'reach' | 'close'> {
  readonly kysely: Kysely<Schema>;
  /** The same without limits of time, for migrations. */
  readonly patient: Kysely<Schema>;
  readonly pool: Pick<GuardedPool, 'query' | 'inUse'>;
}

export interface DatabaseOptions {
  /** Connection string of a PostgreSQL (14 or newer). Undefined: the embedded engine in `dataDir`. */
  readonly databaseUrl?: string | undefined;
  /** Directory of the embedded engine. */
  readonly dataDir: string;
  /** Bundle of the thread that runs the embedded engine; without one it runs in this thread. */
  readonly engineThread?: string | undefined;
  /** Connections to a PostgreSQL; default 8. The embedded engine has one. */
  readonly maxConnections?: number;
  /** Told when the database that was reached cannot store events any more, and (null) when it can again. */
  readonly onTrouble?: (trouble: Trouble | null) => void;
  /** Told of each statement, BEGIN and COMMIT included, when it is sent. */
  readonly onStatement?: () => void;
}

/**
 * Prepares the database, which is to be reached then; tables are up to date after `migrateDatabase`.
 *
 * Whoever holds a connection (a transaction) must not wait for another query of the pool: the embedded engine has one
 * connection, and a full pool of any size would stop for ever.
 * @throws StartError when the embedded engine's directory cannot be used, or another process uses it
 */
export async function createDatabase(options: DatabaseOptions): Promise<Database> {
  const { databaseUrl, dataDir, engineThread: threadFile, maxConnections = 8 } = options;
  const { onTrouble = () => undefined, onStatement = () => undefined } = options;
  const engine =
    databaseUrl === undefined
      ? await createEmbedded({ dataDir, threadFile }, types, onTrouble)
      : createPostgres(databaseUrl, maxConnections, types, onTrouble);
  const { kind, trouble, reach, close } = engine;
  const pool = countStatements(engine.pool, onStatement);
  const patientPool = countStatements(engine.patientPool, onStatement);
  return { kysely: kyselyOver(pool), patient: kyselyOver(patientPool), pool, kind, trouble, reach, close };
}

/** As {@link createDatabase}, and reaches it, or leaves nothing open. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const database = await createDatabase(options);
  try {
    await database.reach();
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Nothing here leaves the range of exact integers: counts, versions and milliseconds. */
const BIGINT_OID = 20;
const types = new pg.TypeOverrides();
types.setTypeParser(BIGINT_OID, Number);

const kyselyOver = (pool: GuardedPool): Kysely<Schema> =>
  new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
