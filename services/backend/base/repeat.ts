import type { Logger } from './log';
import { StoreUnavailable } from './store-unavailable';
import type { Clock } from './clock';

export interface Repeated {
  /** Runs at once, or again when the run under way has ended. */
  readonly again: () => void;
  /** Waits for a run that is under way. */
  close(): Promise<void>;
}

/** Between two runs while the database is away: what was missed is made up for when it is back, not an hour later. */
const AWAY_MS = 1_000;

/**
 * Runs `action` at once and then again `intervalMs` after each end (asked then, if it is a function), so that runs never overlap. A failed run is logged
 * and the next one comes all the same: a clock that stopped for one lost connection would be worse. A long run asks
 * `isClosed` now and then, and ends early.
 */
export function repeat(
  { clock, log, name, intervalMs }: { clock: Clock; log: Logger; name: string; intervalMs: number | (() => number) },
  action: (isClosed: () => boolean) => Promise<void>,
): Repeated {
  let closed = false;
  let cancel = (): void => undefined;
  let isUnderWay = false;
  let isDueAgain = false;
  let isAway = false;
  const delayMs = (): number => {
    if (isDueAgain) return 0;
    const usualMs = typeof intervalMs === 'number' ? intervalMs : intervalMs();
    return isAway ? Math.min(usualMs, AWAY_MS) : usualMs;
  };
  let running = run();

  async function run(): Promise<void> {
    isUnderWay = true;
    isDueAgain = false;
    try {
      await action(() => closed);
      isAway = false;
    } catch (error) {
      isAway = error instanceof StoreUnavailable;
      // That the database is away is told where it is found out.
      if (!isAway) log.error({ err: error, timer: name }, 'a timed run failed');
    }
    isUnderWay = false;
    if (closed) return;
    cancel = clock.schedule(delayMs(), () => {
      running = run();
    });
  }

  return {
    again: () => {
      isDueAgain = true;
      if (isUnderWay || closed) return;
      cancel();
      running = run();
    },
    close: async () => {
      closed = true;
      cancel();
      await running;
    },
  };
}
