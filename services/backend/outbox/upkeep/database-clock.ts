import type { Logger } from '../../base/log';
import type { Clock } from '../../base/clock';

export interface DatabaseClockOptions {
  /** Asks the database for its time, in UTC milliseconds. */
  readonly ask: () => Promise<number>;
  /** This machine's: it gives the timers, and the time only until the database is asked. */
  readonly own: Clock;
  readonly log: Logger;
  /** Milliseconds that never jump, from any beginning; default: since the process began. */
  readonly monotonicMs?: () => number;
}

/** A clock that has to be stopped. */
export interface DatabaseClock extends Clock {
  /**
   * Takes the database's time, and follows it from then on; before, it is this machine's.
   * @throws Error when the database does not answer
   */
  follow(): Promise<void>;
  /** Ends the measurements; waits for one that is under way. */
  close(): Promise<void>;
}

/** A machine's clock drifts by less than 1 ms in this time, unless somebody sets it. */
const MEASURE_MS = 10_000;
const SAMPLES = 3;
/** A step above this is somebody's doing. */
const NOTEWORTHY_MS = 1_000;

interface Offset {
  /** What to add to the monotonic time. */
  readonly ms: number;
  /** How wrong it may be: half of what the question took. */
  readonly errorMs: number;
}

/**
 * The time of the database, which is the one time that all processes on it have in common: leases, paces and ages are told
 * with it. It runs on by itself between two measurements, so that neither a jump of this machine's clock nor another
 * machine's wrong one moves it.
 */
export function createDatabaseClock(options: DatabaseClockOptions): DatabaseClock {
  const { ask, own, log, monotonicMs = () => performance.now() } = options;
  let offset: Offset = { ms: own.now() - monotonicMs(), errorMs: Infinity };
  let closed = false;
  let cancel = (): void => undefined;
  let measuring: Promise<void> = Promise.resolve();

  async function measure(): Promise<Offset> {
    let best: Offset | null = null;
    for (let sample = 0; sample < SAMPLES; sample += 1) {
      const before = monotonicMs();
      const at = await ask();
      const tookMs = monotonicMs() - before;
      if (best === null || tookMs / 2 < best.errorMs) best = { ms: at - (before + tookMs / 2), errorMs: tookMs / 2 };
    }
    if (best === null || !Number.isFinite(best.ms)) throw new Error('The database does not tell its time');
    return best;
  }

  async function measureAgain(): Promise<void> {
    try {
      const found = await measure();
      const stepMs = found.ms - offset.ms;
      // A busy database answers late: what it says may only correct what it contradicts, or what it knows better.
      if (Math.abs(stepMs) > found.errorMs || found.errorMs <= offset.errorMs) offset = found;
      if (Math.abs(stepMs) > NOTEWORTHY_MS + found.errorMs) log.warn({ stepMs }, "the database's clock was set");
    } catch (error) {
      log.warn({ err: error }, "the database's time is not known anew; it runs on from the last answer");
    }
    measureLater();
  }

  function measureLater(): void {
    if (closed) return;
    cancel();
    cancel = own.schedule(MEASURE_MS, () => {
      measuring = measureAgain();
    });
  }

  return {
    follow: async () => {
      offset = await measure();
      measureLater();
    },
    now: () => Math.round(monotonicMs() + offset.ms),
    schedule: (delayMs, action) => own.schedule(delayMs, action),
    close: async () => {
      closed = true;
      cancel();
      await measuring;
    },
  };
}
