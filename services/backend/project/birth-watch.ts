import type { Database } from '../store/database';
import { standingAmong, type Standing } from '../store/object-standing';
import { markDirty } from '../store/sync-objects';
import { pause, type Clock } from './clock';

export interface BirthWatchOptions {
  readonly database: Database;
  readonly clock: Clock;
  /** Told which objects were marked to be written. */
  readonly onMarked: (keys: readonly string[]) => void;
}

export interface BirthWatch {
  /**
   * Brings objects into being that Sync does not have yet, and resolves when it has all of them but what is set aside, or
   * when it takes too long.
   */
  broughtIntoBeing(keys: readonly string[]): Promise<void>;
  /** Ends all waits. */
  close(): void;
}

/** How long a first sign-in waits for the projector to make the worker's objects, and how often all that wait look. */
const BIRTH_WAIT_MS = 10_000;
const BIRTH_POLL_MS = 50;

/** However many workers sign in at once, one query looks for the objects of all of them. */
export function createBirthWatch({ database: { kysely: db }, clock, onMarked }: BirthWatchOptions): BirthWatch {
  /** Objects that somebody waits for, with the number of those who do. */
  const awaited = new Map<string, number>();
  let looking: Promise<ReadonlyMap<string, Standing>> | null = null;
  let closed = false;

  const count = (keys: readonly string[], by: 1 | -1): void => {
    for (const key of keys) {
      const left = (awaited.get(key) ?? 0) + by;
      if (left === 0) awaited.delete(key);
      else awaited.set(key, left);
    }
  };

  async function look(): Promise<ReadonlyMap<string, Standing>> {
    await pause(clock, BIRTH_POLL_MS);
    looking = null;
    return standingAmong(db, [...awaited.keys()]);
  }

  async function waitFor(keys: readonly string[]): Promise<void> {
    let missing = keys;
    const until = clock.now() + BIRTH_WAIT_MS;
    while (missing.length > 0 && clock.now() < until && !closed) {
      const born = await (looking ??= look());
      missing = missing.filter((key) => (born.get(key) ?? 'awaited') === 'awaited');
    }
  }

  return {
    broughtIntoBeing: async (keys) => {
      const standing = await standingAmong(db, keys);
      const unborn = keys.filter((key) => (standing.get(key) ?? 'awaited') === 'awaited');
      if (unborn.length === 0) return;
      // Also those that were marked already, when nobody waited for them in particular.
      await markDirty(db, unborn, clock.now());
      onMarked(unborn);
      count(unborn, 1);
      try {
        await waitFor(unborn);
      } finally {
        count(unborn, -1);
      }
    },
    close: () => {
      closed = true;
    },
  };
}
