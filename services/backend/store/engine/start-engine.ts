import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg, { type TypeOverrides } from 'pg';
import { StartError } from '../../base/start-error';
import { StoreUnavailable } from '../../base/store-unavailable';
import { errnoOf } from '../error-code';
import { FULL } from '../trouble';
import { Connection } from './connection';
import { engineFolderOf } from './data-dir';
import { EmbeddedConnection } from './embedded-connection';
import { GuardedEngine } from './guarded-engine';
import { openOwnEngine } from './own-engine';
import { openThreadedEngine } from './threaded-engine';

/** A PostgreSQL that begins needs a segment of its log and some more. */
const ROOM_BYTES = 20 * 1024 * 1024;

/** Where the embedded engine is. */
export interface EnginePlace {
  readonly dataDir: string;
  /** Bundle of the thread that runs it; without one it runs in this thread. */
  readonly threadFile: string | undefined;
}

/** An engine and the one connection to it. */
export interface Running {
  readonly engine: GuardedEngine;
  readonly pool: pg.Pool;
}

/**
 * Opens the database of a directory that is ours.
 * @throws StoreUnavailable when its disk is full
 * @throws StartError when it is damaged, or of another version
 */
export async function startEngine({ dataDir, threadFile }: EnginePlace, types: TypeOverrides): Promise<Running> {
  const folder = engineFolderOf(dataDir);
  requireOwnVersion(folder);
  const engine = new GuardedEngine(
    threadFile === undefined ? openOwnEngine(folder) : openThreadedEngine(threadFile, folder),
  );
  try {
    await engine.ready;
  } catch (error) {
    engine.abandon();
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
export function hasRoom(dataDir: string): boolean {
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
