import type { Clock } from '../../base/clock';

export interface ManualClock extends Clock {
  /** Moves time forward and runs what falls due on the way, in order. */
  advance(ms: number): void;
}

/** A clock that stands still until a test moves it. */
export function createManualClock(start = Date.parse('2026-03-02T10:00:30.000Z')): ManualClock {
  let now = start;
  const timers = new Set<{ at: number; action: () => void }>();
  return {
    now: () => now,
    schedule: (delayMs, action) => {
      const timer = { at: now + delayMs, action };
      timers.add(timer);
      return () => {
        timers.delete(timer);
      };
    },
    advance: (ms) => {
      const end = now + ms;
      for (;;) {
        const due = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (due === undefined) break;
        timers.delete(due);
        now = Math.max(now, due.at);
        due.action();
      }
      // What fell due may have moved it further.
      now = Math.max(now, end);
    },
  };
}
