import { createListeners, type Listeners } from './listeners';
import type { Source } from './source';

/** One timer for everything on the page that shows the time. */
export interface Ticker {
  /** The time rounded down to `intervalMs`, in Unix milliseconds: changes when the clock passes a multiple of it. */
  readonly every: (intervalMs: number) => Source<number>;
}

interface Entry {
  readonly listeners: Listeners;
  lastTick: number;
}

/** Sleeps until the next boundary that somebody waits for, and not at all while nobody listens. */
export function createTicker(now = (): number => Date.now()): Ticker {
  const entries = new Map<number, Entry>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function arm(): void {
    clearTimeout(timer);
    if (entries.size === 0) return;
    const at = now();
    timer = setTimeout(fire, Math.min(...[...entries.keys()].map((intervalMs) => intervalMs - (at % intervalMs))));
  }

  function fire(): void {
    const at = now();
    // A timer may fire a little early, or hours late after the computer slept: what counts is the boundary passed.
    for (const [intervalMs, entry] of [...entries]) {
      const tick = tickOf(at, intervalMs);
      if (tick === entry.lastTick) continue;
      entry.lastTick = tick;
      entry.listeners.tell();
    }
    arm();
  }

  return {
    every(intervalMs) {
      if (!(intervalMs > 0)) throw new RangeError(`A clock cannot tick every ${String(intervalMs)} ms`);
      return {
        getSnapshot: () => tickOf(now(), intervalMs),
        subscribe(listener) {
          const entry = entries.get(intervalMs) ?? {
            listeners: createListeners(),
            lastTick: tickOf(now(), intervalMs),
          };
          entries.set(intervalMs, entry);
          const stop = entry.listeners.subscribe(listener);
          arm();
          return () => {
            stop();
            if (entry.listeners.count() === 0 && entries.get(intervalMs) === entry) entries.delete(intervalMs);
            arm();
          };
        },
      };
    },
  };
}

/** The last multiple of the interval. */
const tickOf = (at: number, intervalMs: number): number => Math.floor(at / intervalMs) * intervalMs;
