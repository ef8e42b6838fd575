import type { RecentCall } from '@flex-sync-suite/shared/contract';
import { handleMs, isInProgress } from './call-times';

/** What the agent did since local midnight. */
export interface TodayCounters {
  /** Inbound contacts that the agent took. */
  readonly answered: number;
  /** Outbound contacts, connected or not. */
  readonly outbound: number;
  readonly missed: number;
  /** Missed ones that nobody has returned, nor answered after all. */
  readonly missedOpen: number;
  /** Mean of talk and wrap-up of the contacts that are over; null without any. */
  readonly ahtMs: number | null;
}

/** @param isToday whether an instant lies in the agent's day */
export function todayCounters(calls: readonly RecentCall[], isToday: (at: number) => boolean): TodayCounters {
  const today = calls.filter(({ createdAt }) => isToday(Date.parse(createdAt)));
  const missed = today.filter(({ outcome }) => outcome === 'missed');
  // A call that is over needs no clock.
  const handled = today.flatMap((call) => (isInProgress(call) ? [] : (handleMs(call, 0) ?? [])));
  return {
    answered: today.filter(({ direction, acceptedAt }) => direction === 'inbound' && acceptedAt !== null).length,
    outbound: today.filter(({ direction }) => direction === 'outbound').length,
    missed: missed.length,
    missedOpen: missed.filter(isOpenMissed).length,
    ahtMs: handled.length === 0 ? null : handled.reduce((sum, ms) => sum + ms, 0) / handled.length,
  };
}

/** A missed call that still waits for somebody to return it. */
export const isOpenMissed = ({
  outcome,
  returnedAt,
  answeredBy,
}: Pick<RecentCall, 'outcome' | 'returnedAt' | 'answeredBy'>): boolean =>
  outcome === 'missed' && returnedAt === null && answeredBy === undefined;
