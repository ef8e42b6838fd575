export interface Backoff {
  /** Longest delay of the first attempt; doubles with each. */
  readonly baseMs: number;
  readonly maxMs: number;
}

/** For reads and tokens: soon enough for a person who waits, slow enough for a service that struggles. */
export const RETRY: Backoff = { baseMs: 1_000, maxMs: 30_000 };

/** Where only a person can help, and asking often would only make noise. */
export const RETRY_SLOWLY: Backoff = { baseMs: 15_000, maxMs: 120_000 };

/** For an object without a permission: the grants of a new object come within seconds, or only by a person. */
export const RETRY_FORBIDDEN: Backoff = { baseMs: 2_000, maxMs: 120_000 };

/**
 * Exponential backoff with full jitter: a page full of clients that failed together does not come back together
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 *
 * @param attempt number of attempts that failed so far, from 1
 * @returns milliseconds, never below a tenth of the limit of this attempt
 */
export function backoffMs(attempt: number, { baseMs, maxMs }: Backoff, random: () => number): number {
  const limitMs = Math.min(maxMs, baseMs * 2 ** (attempt - 1));
  return Math.round(limitMs * (0.1 + 0.9 * random()));
}
