import { createListeners, type Source } from '@flex-sync-suite/shared/observable';
import { startPolling } from './polling';
import { problemOf, type Problem } from './problem';

/** What is known of something that is asked of the backend while somebody looks. */
export interface Watched<T> {
  /** Null before the first answer; a failure keeps it. */
  readonly answer: T | null;
  /** Why the last question was not answered. */
  readonly problem: Problem | null;
  readonly isAsking: boolean;
}

/** Asks while somebody is subscribed. */
export interface Watch<T> extends Source<Watched<T>> {
  /** Asks now. */
  readonly again: () => void;
}

export interface WatchOptions<T> {
  readonly ask: (signal: AbortSignal) => Promise<T>;
  /** Null asks once whenever somebody begins to look, and when told to. */
  readonly everyMs: number | null;
  /** What an answer is told as: of what did not change, what was told before. Default: as it came. */
  readonly settle?: (answer: T, before: T | null) => T;
}

/** After a failure, or when too much was asked. */
export const SLOW_MS = 5_000;

export function createWatch<T>({ ask, everyMs, settle }: WatchOptions<T>): Watch<T> {
  const { subscribe, tell, count } = createListeners();
  let state: Watched<T> = { answer: null, problem: null, isAsking: false };
  let stop: (() => void) | undefined;

  function set(next: Watched<T>): void {
    state = next;
    tell();
  }

  async function askOnce(signal: AbortSignal): Promise<void> {
    // Told once: a poll that goes on is no news.
    if (state.answer === null || everyMs === null) set({ ...state, isAsking: true });
    try {
      const answer = await ask(signal);
      if (signal.aborted) return;
      set({ answer: settle?.(answer, state.answer) ?? answer, problem: null, isAsking: false });
    } catch (error) {
      if (signal.aborted) return;
      set({ ...state, problem: problemOf(error), isAsking: false });
      throw error;
    }
  }

  function begin(): void {
    stop?.();
    stop = everyMs === null ? startOnce(askOnce) : startPolling({ ask: askOnce, everyMs, slowMs: SLOW_MS });
  }

  return {
    getSnapshot: () => state,
    subscribe(listener) {
      const unsubscribe = subscribe(listener);
      if (stop === undefined) begin();
      return () => {
        unsubscribe();
        if (count() > 0) return;
        stop?.();
        stop = undefined;
      };
    },
    again() {
      if (stop !== undefined) begin();
    },
  };
}

function startOnce(ask: (signal: AbortSignal) => Promise<void>): () => void {
  const abort = new AbortController();
  // It is told as a problem.
  ask(abort.signal).catch(() => undefined);
  return () => {
    abort.abort();
  };
}
