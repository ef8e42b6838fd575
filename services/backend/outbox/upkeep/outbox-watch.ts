import { pause, type Clock } from '../../base/clock';

/** `State`: what is known of each of the keys that somebody waits for. */
export interface OutboxWatch<State> {
  /**
   * Resolves with true when the objects are as `isDone` wants them, with false when that takes longer than `limitMs`.
   * @throws what `isDone` throws
   */
  until(
    keys: readonly string[],
    isDone: (states: ReadonlyMap<string, State>) => boolean,
    limitMs: number,
  ): Promise<boolean>;
  /** Ends all waits. */
  close(): void;
}

/** How often all that wait look. */
const POLL_MS = 50;

/** Waits for what the projectors of all processes do. However many wait, one query looks for all of them: `read`. */
export function createOutboxWatch<State>(
  read: (keys: readonly string[]) => Promise<ReadonlyMap<string, State>>,
  clock: Clock,
): OutboxWatch<State> {
  /** Objects that somebody waits for, with the number of those who do. */
  const awaited = new Map<string, number>();
  let looking: Promise<ReadonlyMap<string, State>> | null = null;
  let closed = false;

  const count = (keys: readonly string[], by: 1 | -1): void => {
    for (const key of keys) {
      const left = (awaited.get(key) ?? 0) + by;
      if (left === 0) awaited.delete(key);
      else awaited.set(key, left);
    }
  };

  async function look(): Promise<ReadonlyMap<string, State>> {
    await pause(clock, POLL_MS);
    looking = null;
    return read([...awaited.keys()]);
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
