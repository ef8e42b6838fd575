/** Runs tasks that concern the same key one after the other, whatever became of the earlier ones. */
export type Turns = (key: string, task: () => Promise<void>) => Promise<void>;

export function createTurns(): Turns {
  /** The last task of each key that has any under way. */
  const tails = new Map<string, Promise<void>>();

  return async (key, task) => {
    const before = tails.get(key);
    const done = (async () => {
      await before;
      await task();
    })();
    const settled = done.catch(() => undefined);
    tails.set(key, settled);
    try {
      await done;
    } finally {
      if (tails.get(key) === settled) tails.delete(key);
    }
  };
}
