import type { Clock } from '../base/clock';
import type { Database } from '../store/database';

/** No object is written more often than this: 4 times a second is what an eye and a dashboard need. */
const GAP_MS = 250;

/**
 * Sync takes 20 writes a second on one object up to 1 KiB and 2 a second from 10 KiB
 * (https://www.twilio.com/docs/sync/limits); 50 ms for each KiB meets both points.
 */
const MS_PER_KIB = 50;

const BYTES_PER_KIB = 1_024;

/** Above this size Sync lowers the write rate, so every payload of ours stays below it. */
export const PAYLOAD_BUDGET_BYTES = BYTES_PER_KIB;

export const bytesOf = (payload: object): number => Buffer.byteLength(JSON.stringify(payload));

/** Milliseconds from one write of a Document to the next, by the size of what was written. */
export const writeIntervalMs = (bytes: number): number => Math.max(GAP_MS, itemIntervalMs(bytes));

/** Milliseconds between the writes of two items of one Map: together they count as writes of the Map. */
export const itemIntervalMs = (bytes: number): number =>
  Math.ceil((Math.max(bytes, BYTES_PER_KIB) / BYTES_PER_KIB) * MS_PER_KIB);

/** Of what Sync takes on one Map: requests that the network held up arrive together. */
const USED_SHARE = 0.9;

/** Of a write of an item that has just ended. Instants are the process's own. */
interface ItemWritten {
  readonly bytes: number;
  readonly beganAt: number;
  readonly now: number;
  /** Least time between two writes of this Map or List; what their size asks for may be more. */
  readonly gapMs: number;
}

/** Milliseconds until the next item: from the begin of one write to the begin of the next, however long a request takes. */
export function untilNextItemMs({ bytes, beganAt, now, gapMs }: ItemWritten): number {
  const intervalMs = Math.ceil(Math.max(gapMs, itemIntervalMs(bytes) / USED_SHARE));
  // A clock that was set back makes nobody wait longer.
  return Math.min(intervalMs, Math.max(0, beganAt + intervalMs - now));
}

/**
 * Between two writes of a Map that one agent reads: half of what Sync takes on one Map, so that an agent's own requests for
 * it find room.
 */
export const OWN_GAP_MS = 100;

const BACKOFF_BASE_MS = 200;
const BACKOFF_CAP_MS = 30_000;
/** Longer than Sync ever asks for. */
const RETRY_AFTER_CAP_MS = 4 * 60_000;

/**
 * Wait before the next attempt: full jitter, so that objects that failed together do not come back together. What Sync
 * asked for (`Retry-After`) is the least.
 *
 * @param attempts failures so far, not counting this one
 * @param random from 0 to 1
 */
export function backoffMs(attempts: number, random: number, retryAfterMs: number | null): number {
  const ceiling = Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** Math.min(attempts, 16));
  return Math.max(Math.min(retryAfterMs ?? 0, RETRY_AFTER_CAP_MS), Math.ceil(random * ceiling));
}

const SET_ASIDE_BASE_MS = 60_000;
const SET_ASIDE_CAP_MS = 30 * 60_000;

/**
 * Wait before an object that is set aside is tried again.
 *
 * @param refusals how often in a row it was set aside before
 */
export const setAsideMs = (refusals: number): number =>
  Math.min(SET_ASIDE_CAP_MS, SET_ASIDE_BASE_MS * 2 ** Math.min(refusals, 16));

const FOREIGN_BASE_MS = 1_000;
const FOREIGN_CAP_MS = 10 * 60_000;

/**
 * Wait before somebody else's object is removed once more from the place of ours.
 *
 * @param times how often in a row it had come back before
 */
export const foreignMs = (times: number): number =>
  Math.min(FOREIGN_CAP_MS, FOREIGN_BASE_MS * 2 ** Math.min(times, 16));

/**
 * Objects of one claim, and writes under way at most: with answers in 50 to 100 ms, 64 are 600 to 1,200 writes a second.
 *
 * A statement of the embedded engine waits for its turn of two event loops whatever it is about, so that few large claims
 * bring a change to Sync three times as soon as many small ones (1,000 events a second over 500 queues). A PostgreSQL takes
 * many claims beside ingest; on a machine that it shares, larger ones left ingest too little of it.
 */
export const maxConcurrency = (kind: Database['kind']): number => (kind === 'embedded' ? 192 : 64);
/** One for what has low priority and one for all else. */
const MIN_CONCURRENCY = 2;
/** What Sync throttles at the same moment is one answer to one pace, not as many as there are requests. */
const THROTTLED_GAP_MS = 1_000;

/**
 * How many writes may be under way: one more after each full round of successes, half as many when Sync asks for a slower
 * pace, which counts once a second. What fails otherwise says nothing about the pace.
 */
export interface Concurrency {
  readonly limit: number;
  succeeded(): void;
  throttled(): void;
}

/** @param most see {@link maxConcurrency} */
export function createConcurrency(clock: Pick<Clock, 'now'>, most: number): Concurrency {
  let limit = most;
  let loweredAt = -Infinity;
  return {
    get limit() {
      return Math.floor(limit);
    },
    succeeded: () => {
      limit = Math.min(most, limit + 1 / limit);
    },
    throttled: () => {
      const now = clock.now();
      if (Math.abs(now - loweredAt) < THROTTLED_GAP_MS) return;
      loweredAt = now;
      limit = Math.max(MIN_CONCURRENCY, limit / 2);
    },
  };
}
