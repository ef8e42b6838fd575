import { Refusal } from '../../base/refusal';

/** How long a caller has to wait, in milliseconds; 0 = go ahead. */
export type RateLimit = (key: string, now: number) => number;

export interface RateLimitOptions {
  /** Calls that may come at once. */
  readonly burst: number;
  /** One more call is allowed every so often. */
  readonly refillMs: number;
}

const MAX_KEYS = 50_000;

/**
 * A token bucket per key, in this process only: with N replicas the true limit is up to N times as high, which is fine
 * for its purpose, to stop a page that asks in a loop.
 */
export function createRateLimit({ burst, refillMs }: RateLimitOptions): RateLimit {
  /** When the bucket of a key is full again. A key that is not here has a full bucket. */
  const fullAt = new Map<string, number>();
  return (key, now) => {
    const next = Math.max(fullAt.get(key) ?? now, now) + refillMs;
    const excessMs = next - now - burst * refillMs;
    if (excessMs > 0) return excessMs;
    // Re-inserting keeps the map in the order of use, so the first key is the one to forget.
    fullAt.delete(key);
    fullAt.set(key, next);
    const oldest = fullAt.size > MAX_KEYS ? fullAt.keys().next().value : undefined;
    if (oldest !== undefined) fullAt.delete(oldest);
    return 0;
  };
}

/** @throws Refusal `too-often` when the limit asks for a wait */
export function refuseExcess(waitMs: number): void {
  if (waitMs > 0)
    throw new Refusal('too-often', 'too_many_requests', 'Ask less often.', {
      retryAfterSeconds: Math.ceil(waitMs / 1_000),
    });
}
