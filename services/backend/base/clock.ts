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

/** Resolves after `delayMs` of the clock's time, or at once when `signal` is aborted. */
export const pause = (clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      cancel();
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.schedule(delayMs, end);
    if (signal?.aborted === true) end();
    else signal?.addEventListener('abort', end);
  });

/** What the promise resolves with, or `late` after `limitMs` of the clock's time. Leaves no timer behind. */
export async function within<T>(clock: Clock, limitMs: number, promise: Promise<T>): Promise<T | 'late'> {
  let cancel = (): void => undefined;
  const limit = new Promise<'late'>((resolve) => {
    cancel = clock.schedule(limitMs, () => {
      resolve('late');
    });
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    cancel();
  }
}

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
