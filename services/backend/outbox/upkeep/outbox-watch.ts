import type { Database } from '../../store/database';
import { standingAmong, type ObjectState } from '../../store/outbox/object-standing';
import { pause, type Clock } from '../../base/clock';

export interface OutboxWatch {
  /**
   * Resolves with true when the objects are as `isDone` wants them, with false when that takes longer than `limitMs`.
   * @throws what `isDone` throws
   */
  until(
    keys: readonly string[],
    isDone: (states: ReadonlyMap<string, ObjectState>) => boolean,
    limitMs: number,
  ): Promise<boolean>;
  /** Ends all waits. */
  close(): void;
}

/** How often all that wait look. */
const POLL_MS = 50;

/** Waits for what the projectors of all processes do. However many wait, one query looks for all of them. */
export function createOutboxWatch({ kysely: db }: Pick<Database, 'kysely'>, clock: Clock): OutboxWatch {
  /** Objects that somebody waits for, with the number of those who do. */
  const awaited = new Map<string, number>();
  let looking: Promise<ReadonlyMap<string, ObjectState>> | null = null;
  let closed = false;

  const count = (keys: readonly string[], by: 1 | -1): void => {
    for (const key of keys) {
      const left = (awaited.get(key) ?? 0) + by;
      if (left === 0) awaited.delete(key);
      else awaited.set(key, left);
    }
  };

  async function look(): Promise<ReadonlyMap<string, ObjectState>> {
    await pause(clock, POLL_MS);
    looking = null;
    return standingAmong(db, [...awaited.keys()]);
  }

  return {
    until: async (keys, isDone, limitMs) => {
      const until = clock.now() + limitMs;
      count(keys, 1);
      try {
        while (clock.now() < until && !closed) if (isDone(await (looking ??= look()))) return true;
        return false;
      } finally {
        count(keys, -1);
      }
    },
    close: () => {
      closed = true;
    },
  };
}
