import type { Clock } from '../../base/clock';

/** The pace at which a process gives permissions, whoever they are for. */
export interface GrantPace {
  /** Resolves when the next may be given; those that somebody waits for come first. */
  turn(isUrgent: boolean): Promise<void>;
}

/** Twilio allows 80 permission writes per second; a quarter is left to whoever else administers the service. */
export const GRANT_INTERVAL_MS = 1_000 / 60;

export function createGrantPace(clock: Clock): GrantPace {
  const urgent: (() => void)[] = [];
  const others: (() => void)[] = [];
  let nextAt = 0;
  let isScheduled = false;

  function go(): void {
    const now = clock.now();
    // No wait is longer than one interval: the clock may have been set back.
    nextAt = Math.min(nextAt, now + GRANT_INTERVAL_MS);
    if (now >= nextAt) {
      // A timer that comes late does not slow the pace down.
      nextAt = (isScheduled ? Math.max(nextAt, now - GRANT_INTERVAL_MS) : now) + GRANT_INTERVAL_MS;
      (urgent.shift() ?? others.shift())?.();
    }
    isScheduled = urgent.length + others.length > 0;
    if (isScheduled) clock.schedule(Math.max(0, nextAt - now), go);
  }

  return {
    turn: (isUrgent) =>
      new Promise((resolve) => {
        (isUrgent ? urgent : others).push(resolve);
        if (!isScheduled) go();
      }),
  };
}
