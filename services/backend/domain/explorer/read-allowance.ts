/** So many requests a second, and so many at once. */
export interface Allowance {
  readonly perSecond: number;
  readonly burst: number;
}

/** What is left of an allowance at an instant. Below 0: taken by those who wait. */
export interface Bucket {
  readonly tokens: number;
  /** UTC milliseconds. */
  readonly at: number;
}

export const fullBucket = ({ burst }: Allowance, now: number): Bucket => ({ tokens: burst, at: now });

/** The bucket as it is now; a clock that was set back takes nothing away. */
export const refilled = ({ tokens, at }: Bucket, { perSecond, burst }: Allowance, now: number): Bucket => ({
  tokens: Math.min(burst, tokens + (Math.max(0, now - at) / 1_000) * perSecond),
  at: now,
});

/** Milliseconds until whoever takes the next token may go. */
export const untilNextMs = ({ tokens }: Bucket, { perSecond }: Allowance): number =>
  tokens >= 1 ? 0 : Math.ceil(((1 - tokens) / perSecond) * 1_000);

export const withoutOne = (bucket: Bucket): Bucket => ({ ...bucket, tokens: bucket.tokens - 1 });

/** When Sync asked for less, and what was left of the rate then. */
export interface Lowered {
  readonly perSecond: number;
  readonly at: number;
}

const DOUBLED_AFTER_MS = 10_000;
/** What Sync throttles at the same moment is one answer to one pace. */
const ONE_ANSWER_MS = 1_000;

/** The rate after it was lowered: twice as much every ten seconds, until it is whole again. */
export function rateAt(most: number, lowered: Lowered | null, now: number): number {
  if (lowered === null) return most;
  return Math.min(most, lowered.perSecond * 2 ** Math.floor(Math.max(0, now - lowered.at) / DOUBLED_AFTER_MS));
}

/** Half of the rate, and one a second at least. */
export function loweredAt(most: number, lowered: Lowered | null, now: number): Lowered {
  if (lowered !== null && Math.abs(now - lowered.at) < ONE_ANSWER_MS) return lowered;
  return { perSecond: Math.max(1, rateAt(most, lowered, now) / 2), at: now };
}
