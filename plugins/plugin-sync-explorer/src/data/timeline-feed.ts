import { createListeners, type Source } from '@flex-sync-suite/shared/observable';
import { withNewer, type TimelineLog } from '../model/timeline-log';
import type { ExplorerApi } from './explorer-api';
import { startPolling } from './polling';
import { problemOf, type Problem } from './problem';
import { SLOW_MS } from './watch';

/** What was written to Sync, as it comes. */
export interface TimelineState {
  /** Null before the first answer. */
  readonly log: TimelineLog | null;
  /** Entries are kept from here on; null before the first answer. */
  readonly keptSince: string | null;
  readonly problem: Problem | null;
  readonly isPaused: boolean;
}

/** Asks each second while somebody is subscribed and it is not paused. */
export interface TimelineFeed extends Source<TimelineState> {
  readonly setPaused: (isPaused: boolean) => void;
}

const EVERY_MS = 1_000;
/** Of one question: 500 changes a second are two questions apart. */
const AT_ONCE = 5_000;

export function createTimelineFeed(api: ExplorerApi): TimelineFeed {
  const { subscribe, tell, count } = createListeners();
  let state: TimelineState = { log: null, keptSince: null, problem: null, isPaused: false };
  let stop: (() => void) | undefined;

  function set(part: Partial<TimelineState>): void {
    state = { ...state, ...part };
    tell();
  }

  async function ask(signal: AbortSignal): Promise<void> {
    const newest = state.log === null ? undefined : (state.log[0]?.id ?? '0');
    try {
      const answer = await api.activity(newest === undefined ? {} : { after: newest, limit: AT_ONCE }, signal);
      if (signal.aborted) return;
      // One commit a question, and none where nothing came.
      const log = withNewer(state.log ?? [], answer.entries);
      const isNews = state.log !== log || state.problem !== null || state.keptSince === null;
      if (isNews) set({ log, keptSince: answer.keptSince, problem: null });
    } catch (error) {
      if (signal.aborted) return;
      set({ problem: problemOf(error) });
      throw error;
    }
  }

  function update(): void {
    const isWanted = count() > 0 && !state.isPaused;
    if (isWanted === (stop !== undefined)) return;
    stop?.();
    stop = isWanted ? startPolling({ ask, everyMs: EVERY_MS, slowMs: SLOW_MS }) : undefined;
  }

  return {
    getSnapshot: () => state,
    subscribe(listener) {
      const unsubscribe = subscribe(listener);
      update();
      return () => {
        unsubscribe();
        update();
      };
    },
    setPaused(isPaused) {
      set({ isPaused });
      update();
    },
  };
}
