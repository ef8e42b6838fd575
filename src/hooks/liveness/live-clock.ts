import { createContext, useContext, useMemo } from 'react';
import type { BackendWatch } from './backend-watch';
import { useNow } from './use-now';

/** How a view reads the time. Changes rarely, so that only ticking parts depend on the tick. */
export interface LiveClock {
  /** Backend clock − browser clock, in milliseconds. */
  readonly offsetMs: number;
  /** While the view is not live: the last instant at which it was, by the backend's clock. Null while live. */
  readonly frozenAt: number | null;
}

/** The clock of the view. Without a provider it is the browser's own. */
export const LiveClockContext = createContext<LiveClock>({ offsetMs: 0, frozenAt: null });

/** What tells of a view's state whether its clock stands still: a `LiveViewState` fits. */
interface ClockedState {
  readonly kind: string;
  /** Of `stale` and `lost`: when the view was last live; null when that is unknown. */
  readonly since?: number | null;
}

/** The clock for a view in `state`; the same object until something changes. */
export function useLiveClock(state: ClockedState, watch: Pick<BackendWatch, 'clockOffsetMs' | 'startedAt'>): LiveClock {
  const { clockOffsetMs, startedAt } = watch;
  const isFrozen = state.kind === 'stale' || state.kind === 'lost';
  // A source that was never seen alive was last live, at the most, when watching began.
  const frozenAt = isFrozen ? (state.since ?? startedAt) + clockOffsetMs : null;
  return useMemo(() => ({ offsetMs: clockOffsetMs, frozenAt }), [clockOffsetMs, frozenAt]);
}

/**
 * The backend's clock, for ages that go on while the view is not live: "2 min ago".
 *
 * @param intervalMs how often the component renders
 */
export function useBackendNow(intervalMs: number): number {
  const { offsetMs } = useContext(LiveClockContext);
  return useNow(intervalMs) + offsetMs;
}

/** The backend's clock, once a second; stands still while the view is not live: for what is still going on. */
export function useLiveNow(): number {
  const { frozenAt } = useContext(LiveClockContext);
  const now = useBackendNow(1000);
  return frozenAt ?? now;
}
