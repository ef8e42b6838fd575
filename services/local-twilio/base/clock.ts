/** Time as the Sync engine and Twilsock see it, so that a test can drive it. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Runs `task` once when `now()` has reached `atMs`. Returns the cancellation. */
  schedule(atMs: number, task: () => void): () => void;
}

/** `setTimeout` fires at once for longer delays than this. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

/** The real clock. Its timers never keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  schedule(atMs, task) {
    let timer: NodeJS.Timeout;
    const arm = (): void => {
      const delayMs = atMs - Date.now();
      timer = setTimeout(delayMs > MAX_TIMEOUT_MS ? arm : task, Math.min(Math.max(delayMs, 0), MAX_TIMEOUT_MS)).unref();
    };
    arm();
    return () => {
      clearTimeout(timer);
    };
  },
};
