import type { LiveViewState } from '@flex-sync-suite/shared/views';
import type { Failure } from './failure';

/**
 * The one thing that a writer is told while something is wrong, over libraries that are still shown: `stale` and `lost` as
 * for every live view; `unread`: the backend lives, but has refused or broken off a reading.
 */
export type ManagerOutage =
  Extract<LiveViewState, { kind: 'stale' | 'lost' }> | { readonly kind: 'unread'; readonly failure: Failure };

/**
 * The most telling of all that is wrong. Requests go to the backend and not over Sync: one without an answer proves that
 * the backend is away, whatever the connection to Sync is like.
 *
 * @param live judged by the connection and the heartbeat
 * @param failures of what was read last, without those of things that were read since
 */
export function managerOutage(live: LiveViewState, failures: readonly Failure[]): ManagerOutage | null {
  const isLive = live.kind !== 'stale' && live.kind !== 'lost';
  if (failures.some(({ code }) => code === 'unreachable')) {
    return { kind: 'stale', since: isLive ? null : live.since };
  }
  if (!isLive) return live;
  const [failure] = failures;
  return failure === undefined ? null : { kind: 'unread', failure };
}
