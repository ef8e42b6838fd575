import type { SyncRate } from '@flex-sync-suite/shared/contract';

/** How near an object is to what Sync takes of it. */
export type RateLevel = 'calm' | 'near' | 'over';

/** From this share on an object is near its limit: one burst more, and Sync refuses. */
const NEAR_SHARE = 0.6;

/** What is asked of an object a second, in the last 10 s, and its share of the limit: what Sync refused was asked, too. */
export function rateOf(
  rate: Pick<SyncRate, 'writesIn10s' | 'throttledIn10s' | 'limitPerSecond'>,
): Readonly<Record<'perSecond' | 'share', number>> {
  const perSecond = (rate.writesIn10s + rate.throttledIn10s) / 10;
  return { perSecond, share: rate.limitPerSecond > 0 ? perSecond / rate.limitPerSecond : 0 };
}

export function rateLevel(
  rate: Pick<SyncRate, 'writesIn10s' | 'throttledIn10s' | 'throttledIn5min' | 'limitPerSecond'>,
): RateLevel {
  const { share } = rateOf(rate);
  if (share >= 1 || rate.throttledIn10s > 0) return 'over';
  return share >= NEAR_SHARE || rate.throttledIn5min > 0 ? 'near' : 'calm';
}
