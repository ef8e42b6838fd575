import type { ClientConfig, PoolConfig, TypeOverrides } from 'pg';
import pg from 'pg';
import { StartError } from '../../base/start-error';
import { createConnections, type Connection, type Connections } from './connection';
import type { Engine } from './engine';
import { messageOf } from '../error-code';
import { createGuardedPool } from './guarded-pool';
import { probe } from './probe';
import { StoreUnavailable, type Trouble } from '../../base/store-unavailable';
import { asUnavailable, refusalOf } from '../trouble';
import { watchPostgres } from './watch-postgres';

const CONNECT_LIMIT_MS = 5_000;
/** The server gives a statement up; a moment later we give the connection up. */
const STATEMENT_LIMIT_MS = 10_000;
const ANSWER_LIMIT_MS = STATEMENT_LIMIT_MS + 2_000;
/** What we began and cannot end, because the way to the server is gone, must not hold its locks. */
const IDLE_TRANSACTION_LIMIT_MS = 10_000;
const KEEP_ALIVE_MS = 10_000;
const CLOSE_LIMIT_MS = 5_000;
const OLDEST_VERSION = 140_000;

const SET_UP = `SELECT set_config('statement_timeout', '${STATEMENT_LIMIT_MS}', false),
  set_config('idle_in_transaction_session_timeout', '${IDLE_TRANSACTION_LIMIT_MS}', false)`;

/** A PostgreSQL that somebody else runs. Nothing is connected before it is reached. */
export function createPostgres(
  connectionString: string,
  max: number,
  types: TypeOverrides,
  onTrouble: (trouble: Trouble | null) => void,
): Engine {
  const connections = createConnections();
  const config: ClientConfig & { types: TypeOverrides } = {
    connectionString,
    types,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
  };
  const open = (): Connection => new connections.Client(config);
  const poolOf = (most: number): pg.Pool => {
    const options: PoolConfig = { ...config, max: most, Client: connections.Client };
    const pool = new pg.Pool(options);
    // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
    pool.on('error', () => undefined);
    return pool;
  };
  const [pool, patientPool] = [poolOf(max), poolOf(1)];
  const watch = watchPostgres({ open, onTrouble, onAway: connections.cutUnheardSince });
  const takeFrom = (source: pg.Pool) => () => {
    const trouble = watch.trouble();
    return trouble?.kind === 'away' ? Promise.reject(new StoreUnavailable(trouble)) : source.connect();
  };
  const { noticed } = watch;

  return {
    kind: 'postgres',
    pool: createGuardedPool({
      take: takeFrom(pool),
      end: () => pool.end(),
      noticed,
      answerLimitMs: ANSWER_LIMIT_MS,
      setUp: SET_UP,
    }),
    patientPool: createGuardedPool({ take: takeFrom(patientPool), end: () => patientPool.end(), noticed }),
    trouble: watch.trouble,
    reach: async () => {
      await reach(open()).catch((error: unknown) => {
        if (error instanceof StoreUnavailable) watch.missed(error.trouble);
        throw error;
      });
      watch.start();
    },
    close: async () => {
      const isAway = watch.trouble()?.kind === 'away';
      watch.close();
      await end([pool, patientPool], connections, isAway);
    },
  };
}

/** Whoever still waits for a database that is away, or does not answer, would wait for longer than we may take. */
async function end(pools: readonly pg.Pool[], connections: Connections, isAway: boolean): Promise<void> {
  const cut = (): void => {
    connections.cutUnheardSince(Infinity);
  };
  if (isAway) cut();
  const limit = setTimeout(cut, CLOSE_LIMIT_MS);
  await Promise.all(pools.map((pool) => pool.end()));
  clearTimeout(limit);
}

/** One attempt, through a connection of its own. */
async function reach(connection: Connection): Promise<void> {
  const limit = setTimeout(() => {
    connection.cut();
  }, CONNECT_LIMIT_MS);
  try {
    await connection.connect();
    const { rows } = await connection.query<{ version: string; number: number }>(
      `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number`,
    );
    const [server] = rows;
    if (server !== undefined && server.number < OLDEST_VERSION) {
      throw new StartError(
        `The server of DATABASE_URL is PostgreSQL ${server.version}, and version 14 or newer is needed: update it, or name another in DATABASE_URL.`,
      );
    }
    const trouble = await probe((sql) => connection.query(sql), true);
    if (trouble !== null) throw new StoreUnavailable(trouble);
  } catch (error) {
    throw reasonOf(error);
  } finally {
    clearTimeout(limit);
    connection.cut();
  }
}

/** An error that is not known to be of the moment ends the start: waiting would hide it. */
function reasonOf(error: unknown): unknown {
  if (error instanceof StartError) return error;
  const unavailable = refusalOf(error) ?? asUnavailable(error);
  if (unavailable instanceof StartError || unavailable instanceof StoreUnavailable) return unavailable;
  return new StartError(`Cannot use the database of DATABASE_URL: ${messageOf(error)}.`, { cause: error });
}
