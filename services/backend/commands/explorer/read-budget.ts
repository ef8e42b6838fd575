import type { ReadBudget } from '@flex-sync-suite/shared/contract';
import { pause, type Clock } from '../../base/clock';
import { Refusal } from '../../base/refusal';
import {
  fullBucket,
  loweredAt,
  rateAt,
  refilled,
  untilNextMs,
  withoutOne,
  type Allowance,
  type Bucket,
  type Lowered,
} from '../../domain/explorer/read-allowance';

/** Of all requests of this process: a fraction of what Sync takes, and nothing to its 128 connections. */
const ALL: Allowance = { perSecond: 10, burst: 20 };
/** Of one object, of which Sync takes 20 reads a second from everybody together (https://www.twilio.com/docs/sync/limits). */
const ONE: Allowance = { perSecond: 5, burst: 5 };
const LONGEST_WAIT_MS = 2_000;
/** What was read so recently is what another one would read. */
const FRESH_MS = 250;
const MAX_OBJECTS = 1_000;

/** What a request is about. */
export interface Look {
  /** The same for two that would have the same answer; null for one that changes something. */
  readonly key: string | null;
  /** SID of the object that Sync counts it for; null for a list of objects. */
  readonly object: string | null;
}

/** Lets requests to Sync through, as many as looking may make, in the order in which they came. */
export interface LookBudget {
  /**
   * Makes the request when it is its turn, or gives the answer of the same one that is under way, or was just there.
   * @throws Refusal `too-often` where the turn would come too late, and whatever `request` throws
   */
  make<T>(look: Look, request: () => Promise<T>): Promise<T>;
  state(): ReadBudget;
}

interface Shared {
  readonly object: string | null;
  readonly answer: Promise<unknown>;
  /** Null while it is under way. */
  freshUntil: number | null;
}

/** @param onThrottled told when Sync asked for less */
export function createLookBudget(clock: Clock, onThrottled: () => void = () => undefined): LookBudget {
  let all = fullBucket(ALL, clock.now());
  let lowered: Lowered | null = null;
  let blockedUntil = 0;
  const objects = new Map<string, Bucket>();
  const shared = new Map<string, Shared>();

  const allowance = (now: number): Allowance => ({ perSecond: rateAt(ALL.perSecond, lowered, now), burst: ALL.burst });

  /** Takes a turn. @returns how long to wait for it */
  function turnOf({ object }: Look, now: number): number {
    const allowed = allowance(now);
    all = refilled(all, allowed, now);
    const own = object === null ? null : refilled(objects.get(object) ?? fullBucket(ONE, now), ONE, now);
    const waitMs = Math.max(
      untilNextMs(all, allowed),
      own === null ? 0 : untilNextMs(own, ONE),
      Math.min(blockedUntil - now, LONGEST_BLOCK_MS),
      0,
    );
    if (waitMs > LONGEST_WAIT_MS) throw usedUp(waitMs);
    all = withoutOne(all);
    if (object !== null && own !== null) {
      if (objects.size >= MAX_OBJECTS) objects.clear();
      objects.set(object, withoutOne(own));
    }
    return waitMs;
  }

  async function made<T>(waitMs: number, request: () => Promise<T>): Promise<T> {
    if (waitMs > 0) await pause(clock, waitMs);
    try {
      return await request();
    } catch (error) {
      if (error instanceof Refusal && error.code === 'sync_throttled') throttled(error.retryAfterSeconds ?? 1);
      throw error;
    }
  }

  function throttled(retryAfterSeconds: number): void {
    const now = clock.now();
    const before = lowered;
    lowered = loweredAt(ALL.perSecond, lowered, now);
    blockedUntil = Math.max(blockedUntil, now + retryAfterSeconds * 1_000);
    if (lowered !== before) onThrottled();
  }

  /** The answer of the same request; forgets answers that are not fresh any more. */
  function sharedBy(key: string, now: number): Shared | undefined {
    for (const [each, { freshUntil }] of shared) {
      if (freshUntil !== null && (now > freshUntil || freshUntil - now > FRESH_MS)) shared.delete(each);
    }
    return shared.get(key);
  }

  /** What changes an object makes all that was read of it old. */
  function forget(object: string | null): void {
    for (const [key, each] of shared) if (each.object === object) shared.delete(key);
  }

  function share<T>(key: string, object: string | null, answer: Promise<T>): Promise<T> {
    const entry: Shared = { object, answer, freshUntil: null };
    shared.set(key, entry);
    answer.then(
      () => {
        entry.freshUntil = clock.now() + FRESH_MS;
      },
      () => {
        if (shared.get(key) === entry) shared.delete(key);
      },
    );
    return answer;
  }

  return {
    make: async <T>(look: Look, request: () => Promise<T>): Promise<T> => {
      const { key, object } = look;
      const now = clock.now();
      // Whoever asks with the same key asks for the same type.
      if (key !== null) {
        const there = sharedBy(key, now);
        if (there !== undefined) return there.answer as Promise<T>;
      }
      const answer = made(turnOf(look, now), request);
      if (key !== null) return share(key, object, answer);
      try {
        return await answer;
      } finally {
        forget(object);
      }
    },
    state: () => {
      const now = clock.now();
      const allowed = allowance(now);
      const { tokens } = refilled(all, allowed, now);
      return {
        perSecond: Math.round(allowed.perSecond),
        left: blockedUntil > now ? 0 : Math.max(0, Math.floor(tokens)),
      };
    },
  };
}

/** A wait that a clock, which was set back since, made longer than Sync ever asks for. */
const LONGEST_BLOCK_MS = 60_000;

function usedUp(waitMs: number): Refusal {
  const retryAfterSeconds = Math.max(1, Math.ceil((waitMs - LONGEST_WAIT_MS) / 1_000));
  const message = `Sync is being looked at as often as this backend does it. Look again in ${String(retryAfterSeconds)} s.`;
  return new Refusal('too-often', 'read_budget_used', message, { retryAfterSeconds });
}
