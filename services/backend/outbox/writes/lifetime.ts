const HOUR_SECONDS = 3_600;

/** Queue Documents and the queue index: a board left alone for a day has nothing to say. */
export const BOARD_TTL_SECONDS = 24 * HOUR_SECONDS;

/** A heartbeat an hour old says as much as none. */
export const HEARTBEAT_TTL_SECONDS = HOUR_SECONDS;

/** Libraries and favourites: long enough for a backend to be away over a holiday without agents noticing. */
export const LIBRARY_TTL_SECONDS = 30 * 24 * HOUR_SECONDS;

const RENEW_SHARE = 0.25;

/** How long before the end of its life an object is renewed, by how long it lives. */
export const renewalLeadMs = (ttlSeconds: number): number => ttlSeconds * RENEW_SHARE * 1_000;

/**
 * How many renewals of Lists, Documents of responses and favourites are begun in a minute: what one import made does not come back as
 * one, and a week is enough for 5,000 many times over.
 */
export const LIBRARY_RENEWALS_AT_ONCE = 100;

/**
 * Whether the time to live must be set anew with the next write: a quarter of it is left. A write of data does not extend
 * it by itself. An object without an end gets one.
 */
export function isRenewalDue(expiresAt: number | null, ttlSeconds: number, now: number): boolean {
  return expiresAt === null || expiresAt - now <= renewalLeadMs(ttlSeconds);
}
