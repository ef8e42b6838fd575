const HOUR_SECONDS = 3_600;

/** Queue Documents and the queue index: a board left alone for a day has nothing to say. */
export const BOARD_TTL_SECONDS = 24 * HOUR_SECONDS;

/** A heartbeat an hour old says as much as none. */
export const HEARTBEAT_TTL_SECONDS = HOUR_SECONDS;

/** Libraries and favourites: long enough for a backend to be away over a holiday without agents noticing. */
export const LIBRARY_TTL_SECONDS = 30 * 24 * HOUR_SECONDS;

const RENEW_SHARE = 0.25;

/** When renewals are looked for, seen from the end of a life: at the latest moment for objects that live for days. */
export const LONGEST_RENEWAL_LEAD_MS = BOARD_TTL_SECONDS * RENEW_SHARE * 1_000;

/**
 * Whether the time to live must be set anew with the next write: a quarter of it is left. A write of data does not extend
 * it by itself. An object without an end gets one.
 */
export function isRenewalDue(expiresAt: number | null, ttlSeconds: number, now: number): boolean {
  return expiresAt === null || expiresAt - now <= ttlSeconds * RENEW_SHARE * 1_000;
}
