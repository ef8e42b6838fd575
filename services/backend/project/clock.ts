/** Time as the projector sees it: a port, so that tests drive it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `action` once after `delayMs`; the returned function calls it off. */
  schedule(delayMs: number, action: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  schedule: (delayMs, action) => {
    const timer = setTimeout(action, delayMs);
    return () => {
      clearTimeout(timer);
    };
  },
};

/** Resolves after `delayMs` of the clock's time. */
export const pause = (clock: Clock, delayMs: number): Promise<void> =>
  new Promise((resolve) => {
    clock.schedule(delayMs, resolve);
  });

/** Resolves when all are settled, or after `limitMs` of the clock's time. Leaves no timer behind. */
export async function settledWithin(
  clock: Clock,
  limitMs: number,
  promises: readonly Promise<unknown>[],
): Promise<void> {
  let cancel = (): void => undefined;
  const limit = new Promise<void>((resolve) => {
    cancel = clock.schedule(limitMs, resolve);
  });
  await Promise.race([Promise.allSettled(promises), limit]);
  cancel();
}
