import type { EngineClock } from '../base/scaled-clock';

/** Timers on the engine's clock that end together. */
export interface Timers {
  /** Runs `action` after this much simulated time. */
  after(seconds: number, action: () => void): void;
  cancelAll(): void;
}

export function createTimers(clock: EngineClock): Timers {
  const pending = new Set<() => void>();
  return {
    after(seconds, action) {
      const cancel = clock.schedule(clock.now() + seconds * 1000, () => {
        pending.delete(cancel);
        action();
      });
      pending.add(cancel);
    },
    cancelAll() {
      for (const cancel of pending) cancel();
      pending.clear();
    },
  };
}
