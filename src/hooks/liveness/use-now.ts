import { useMemo } from 'react';
import { useSource } from '../use-source';
import { pageClock } from './page-clock';

export interface UseNowOptions {
  /** Added to the browser's clock, in milliseconds: server time minus local time. Default 0. */
  readonly offsetMs?: number;
}

/**
 * The time, rounded down to the interval, from one timer that the whole page shares; it rests while nobody listens.
 * All clocks on the page change together. Because it is rounded down, an instant that just arrived may lie up to
 * `intervalMs` in its future: show ages as at least zero.
 *
 * @param intervalMs how often the component renders, for example 1 000
 * @returns Unix milliseconds
 * @example
 * const waitedMs = Math.max(0, useNow(1_000) - Date.parse(oldestWaitingSince));
 */
export function useNow(intervalMs: number, { offsetMs = 0 }: UseNowOptions = {}): number {
  const source = useMemo(() => pageClock(intervalMs), [intervalMs]);
  return useSource(source) + offsetMs;
}
