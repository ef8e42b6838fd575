import type pg from 'pg';
import type { TypeOverrides } from 'pg';
import { StoreUnavailable, type Trouble } from '../../base/store-unavailable';
import { messageOf } from '../error-code';
import { FULL, troubleOf } from '../trouble';
import { lockDataDir } from './data-dir-lock';
import type { Engine } from './engine';
import { createGuardedPool, type GuardedPool } from './guarded-pool';
import { isLasting, probe } from './probe';
import { hasRoom, startEngine, type EnginePlace, type Running } from './start-engine';

const VACUUM_INTERVAL_MS = 3_600_000;
const LOOK_MS = 10_000;
const AGAIN_MS = 1_000;

/** The database of a directory, and what is known of it. */
interface Embedded {
  readonly place: EnginePlace;
  readonly types: TypeOverrides;
  readonly onTrouble: (trouble: Trouble | null) => void;
  readonly pool: GuardedPool;
  running: Running | null;
  /** The attempt to open it that was begun last: the directory is ours until that has ended. */
  opening: Promise<Running> | null;
  trouble: Trouble | null;
  timer: NodeJS.Timeout | undefined;
  isClosed: boolean;
  isLooking: boolean;
  vacuumedAt: number;
}

/** PostgreSQL inside this process, in a directory that no other process uses. */
export async function createEmbedded(
  place: EnginePlace,
  types: TypeOverrides,
  onTrouble: (trouble: Trouble | null) => void,
): Promise<Engine> {
  const unlock = await lockDataDir(place.dataDir);
  const embedded: Embedded = {
    ...{ place, types, onTrouble },
    pool: createGuardedPool({
      take: () => take(embedded),
      end: () => Promise.resolve(),
      noticed: (found) => {
        noticed(embedded, found);
      },
    }),
    running: null,
    opening: null,
    trouble: { kind: 'away', reason: 'it is being opened' },
    timer: undefined,
    isClosed: false,
    isLooking: false,
    vacuumedAt: performance.now(),
  };
  return {
    kind: 'embedded',
    pool: embedded.pool,
    patientPool: embedded.pool,
    trouble: () => embedded.trouble,
    reach: async () => {
      await open(embedded).catch((error: unknown) => {
        embedded.trouble = troubleOf(error) ?? embedded.trouble;
        throw error;
      });
      embedded.trouble = null;
      next(embedded, LOOK_MS);
    },
    close: async () => {
      embedded.isClosed = true;
      clearTimeout(embedded.timer);
      await embedded.opening?.catch(() => undefined);
      const last = embedded.running;
      await last?.pool.end();
      await last?.engine.close();
      unlock();
    },
  };
}

async function open(embedded: Embedded): Promise<void> {
  embedded.opening = startEngine(embedded.place, embedded.types).then((running) => (embedded.running = running));
  await embedded.opening;
}

function take({ running, trouble }: Embedded): Promise<pg.PoolClient> {
  if (running?.engine.fatal === null) return running.pool.connect();
  return Promise.reject(new StoreUnavailable(trouble ?? { kind: 'away', reason: 'it failed and is opened again' }));
}

function noticed(embedded: Embedded, found: Trouble): void {
  if (!isLasting(found) && embedded.running?.engine.fatal === null) return;
  if (embedded.trouble === null) become(embedded, found);
  next(embedded, AGAIN_MS);
}

function become(embedded: Embedded, found: Trouble | null): void {
  const isNews = found?.kind !== embedded.trouble?.kind;
  embedded.trouble = found;
  if (isNews) embedded.onTrouble(found);
}

function next(embedded: Embedded, delayMs: number): void {
  clearTimeout(embedded.timer);
  if (!embedded.isClosed && !embedded.isLooking) {
    embedded.timer = setTimeout(() => void lookAgain(embedded), delayMs);
  }
}

async function lookAgain(embedded: Embedded): Promise<void> {
  embedded.isLooking = true;
  const found = await stateOf(embedded);
  embedded.isLooking = false;
  if (embedded.isClosed) return;
  become(embedded, found);
  next(embedded, embedded.trouble === null ? LOOK_MS : AGAIN_MS);
}

/** Opens it again when it failed. @returns what is wrong with it now */
async function stateOf(embedded: Embedded): Promise<Trouble | null> {
  const { running, place } = embedded;
  if (running?.engine.fatal === null) return check(embedded);
  // What failed half-way is left behind as a crash leaves it: every commit is in its log.
  void running?.pool.end().catch(() => undefined);
  running?.engine.abandon();
  embedded.running = null;
  if (!hasRoom(place.dataDir)) return FULL;
  try {
    await open(embedded);
    return null;
  } catch (error) {
    return troubleOf(error) ?? { kind: 'away', reason: messageOf(error) };
  }
}

async function check(embedded: Embedded): Promise<Trouble | null> {
  const { pool } = embedded;
  const found = await probe((sql) => pool.query(sql), true);
  // The engine runs no autovacuum.
  if (found === null && performance.now() - embedded.vacuumedAt > VACUUM_INTERVAL_MS) {
    embedded.vacuumedAt = performance.now();
    await pool.query('VACUUM (ANALYZE)').catch(() => undefined);
  }
  return found;
}
