import { pageGlobal } from '../../sync';

/** One timer for everything on the page that shows the time. */
export interface Ticker {
  /** Calls `listener` each time the clock passes a multiple of `intervalMs`. @returns stops it */
  subscribe(intervalMs: number, listener: () => void): () => void;
}

interface Entry {
  readonly intervalMs: number;
  readonly listener: () => void;
  lastTick: number;
}

/** Sleeps until the next boundary that somebody waits for, and not at all while nobody listens. */
export function createTicker(now = (): number => Date.now()): Ticker {
  const entries = new Set<Entry>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function arm(): void {
    clearTimeout(timer);
    if (entries.size === 0) return;
    const at = now();
    const waits = [...entries].map(({ intervalMs }) => intervalMs - (at % intervalMs));
    timer = setTimeout(fire, Math.min(...waits));
  }

  function fire(): void {
    const at = now();
    // A timer may fire a little early, or hours late after the computer slept: what counts is the boundary passed.
    for (const entry of [...entries]) {
      const tick = tickOf(at, entry.intervalMs);
      if (tick === entry.lastTick || !entries.has(entry)) continue;
      entry.lastTick = tick;
      entry.listener();
    }
    arm();
  }

  return {
    subscribe(intervalMs, listener) {
      if (!(intervalMs > 0)) throw new RangeError(`A clock cannot tick every ${String(intervalMs)} ms`);
      const entry: Entry = { intervalMs, listener, lastTick: tickOf(now(), intervalMs) };
      entries.add(entry);
      arm();
      return () => {
        entries.delete(entry);
        arm();
      };
    },
  };
}

/** The last multiple of the interval. */
export const tickOf = (at: number, intervalMs: number): number => Math.floor(at / intervalMs) * intervalMs;

/** Every plugin bundle has its own copy of this module; the page has one timer. */
export const pageTicker = (): Ticker => pageGlobal('flex-sync-suite.ticker@1', () => createTicker());
