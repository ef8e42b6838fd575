import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import pg, { type TypeOverrides } from 'pg';
import { StartError } from '../../base/start-error';
import { Connection } from './connection';
import { EmbeddedConnection } from './embedded-connection';
import { lockDataDir } from './data-dir-lock';
import type { Engine } from './engine';
import { DURABLE_PARAMETERS, DurableNodeFS } from './durable-node-fs';
import { errnoOf, messageOf } from '../error-code';
import { createGuardedPool } from './guarded-pool';
import { GuardedEngine } from './guarded-engine';
import { isLasting, probe } from './probe';
import { StoreUnavailable, type Trouble } from '../../base/store-unavailable';
import { FULL, troubleOf } from '../trouble';

const VACUUM_INTERVAL_MS = 3_600_000;
const LOOK_MS = 10_000;
const AGAIN_MS = 1_000;
/** A PostgreSQL that begins needs a segment of its log and some more. */
const ROOM_BYTES = 20 * 1024 * 1024;

/** An engine and the one connection to it. */
interface Running {
  readonly engine: GuardedEngine;
  readonly pool: pg.Pool;
}

/** PostgreSQL inside this process, in a directory that no other process uses. */
export async function createEmbedded(
  dataDir: string,
  types: TypeOverrides,
  onTrouble: (trouble: Trouble | null) => void,
): Promise<Engine> {
  const unlock = await lockDataDir(dataDir);
  let running: Running | null = null;
  let trouble: Trouble | null = { kind: 'away', reason: 'it is being opened' };
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let isLooking = false;
  let vacuumedAt = performance.now();

  const take = (): Promise<pg.PoolClient> => {
    if (running?.engine.fatal === null) return running.pool.connect();
    return Promise.reject(new StoreUnavailable(trouble ?? { kind: 'away', reason: 'it failed and is opened again' }));
  };

  async function open(): Promise<void> {
    running = await start(dataDir, types);
  }

  function become(found: Trouble | null): void {
    const isNews = found?.kind !== trouble?.kind;
    trouble = found;
    if (isNews) onTrouble(found);
  }

  function next(delayMs: number): void {
    clearTimeout(timer);
    if (!isClosed && !isLooking) timer = setTimeout(() => void lookAgain(), delayMs);
  }

  async function lookAgain(): Promise<void> {
    isLooking = true;
    become(await state());
    isLooking = false;
    next(trouble === null ? LOOK_MS : AGAIN_MS);
  }

  async function state(): Promise<Trouble | null> {
    if (running?.engine.fatal === null) return check();
    // What failed half-way is left behind as a crash leaves it: every commit is in its log.
    void running?.pool.end().catch(() => undefined);
    running = null;
    if (!hasRoom(dataDir)) return FULL;
    try {
      await open();
      return null;
    } catch (error) {
      return troubleOf(error) ?? { kind: 'away', reason: messageOf(error) };
    }
  }

  async function check(): Promise<Trouble | null> {
    const found = await probe((sql) => pool.query(sql), true);
    // The engine runs no autovacuum.
    if (found === null && performance.now() - vacuumedAt > VACUUM_INTERVAL_MS) {
      vacuumedAt = performance.now();
      await pool.query('VACUUM (ANALYZE)').catch(() => undefined);
    }
    return found;
  }

  const pool = createGuardedPool({
    take,
    end: () => Promise.resolve(),
    noticed: (found) => {
      if (!isLasting(found) && running?.engine.fatal === null) return;
      if (trouble === null) become(found);
      next(AGAIN_MS);
    },
  });

  return {
    kind: 'embedded',
    pool,
    patientPool: pool,
    trouble: () => trouble,
    reach: async () => {
      await open().catch((error: unknown) => {
        trouble = troubleOf(error) ?? trouble;
        throw error;
      });
      trouble = null;
      next(LOOK_MS);
    },
    close: async () => {
      isClosed = true;
      clearTimeout(timer);
      const last = running;
      await last?.pool.end();
      if (last?.engine.fatal === null) await last.engine.close();
      unlock();
    },
  };
}

async function start(dataDir: string, types: TypeOverrides): Promise<Running> {
  const folder = join(dataDir, 'postgres');
  requireOwnVersion(folder);
  const engine = new GuardedEngine({
    fs: new DurableNodeFS(folder),
    startParams: [...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'), ...DURABLE_PARAMETERS],
  });
  try {
    await engine.waitReady;
  } catch (error) {
    if (!hasRoom(dataDir)) throw new StoreUnavailable(FULL, { cause: error });
    throw new StartError(
      `DATA_DIR: the database in ${folder} is damaged and cannot be opened: restore it from a copy, or set DATA_DIR to another directory.`,
      { cause: error },
    );
  }
  // `connection` is a documented extension point of pg (client.connection) that its typings leave out.
  const config = { connection: new EmbeddedConnection(engine), types, max: 1, Client: Connection };
  const pool = new pg.Pool(config);
  pool.on('error', () => undefined);
  return { engine, pool };
}

/** Major version of the embedded PostgreSQL, as it writes it into its folder. */
const ENGINE_VERSION = '18';

/** The engine itself only says that it failed. */
function requireOwnVersion(folder: string): void {
  const path = join(folder, 'PG_VERSION');
  const version = existsSync(path) ? readFileSync(path, 'utf8').trim() : ENGINE_VERSION;
  if (version === ENGINE_VERSION) return;
  throw new StartError(
    `DATA_DIR: the database in ${folder} is of PostgreSQL ${version}, and this release embeds ${ENGINE_VERSION}: dump it with the release that made it, or set DATA_DIR to another directory.`,
  );
}

/** Whether the disk takes what an engine needs to begin. */
function hasRoom(dataDir: string): boolean {
  const path = join(dataDir, 'backend.room');
  try {
    writeFileSync(path, Buffer.alloc(ROOM_BYTES));
    return true;
  } catch (error) {
    return errnoOf(error) !== 'ENOSPC' && errnoOf(error) !== 'EDQUOT';
  } finally {
    rmSync(path, { force: true });
  }
}
