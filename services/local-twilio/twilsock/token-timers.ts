import type { Clock } from '../base/clock';

/** Twilio warns three minutes before the end. */
const WARNING_MS = 180_000;

export interface TokenTimers {
  /** Arms both timers for a token; a former token's are dropped. */
  arm(expiresAt: number): void;
  clear(): void;
}

/**
 * Warns before a token's end and tells the end. A token that lives less than six minutes is warned about halfway:
 * a warning at once would make the client renew in a loop.
 */
export function createTokenTimers(
  clock: Clock,
  onAboutToExpire: (remainingMs: number) => void,
  onExpired: () => void,
): TokenTimers {
  let cancels: readonly (() => void)[] = [];
  const clear = (): void => {
    for (const cancel of cancels) cancel();
    cancels = [];
  };
  return {
    arm(expiresAt) {
      clear();
      const remainingMs = expiresAt - clock.now();
      const warningMs = Math.min(WARNING_MS, remainingMs / 2);
      cancels = [
        clock.schedule(expiresAt - warningMs, () => {
          onAboutToExpire(Math.round(warningMs));
        }),
        clock.schedule(expiresAt, onExpired),
      ];
    },
    clear,
  };
}
