import type { Database } from '../../store/database';

/** When the outbox is looked at next, and for what. Pure: instants in Unix milliseconds, given by the caller. */
export interface ClaimState {
  /** Everything that is due is claimed at this instant, whoever marked it. */
  readonly pollAt: number;
  /** No claim before this instant, not even of keys that are woken: a database that comes back must not be stormed. */
  readonly pausedUntil: number;
  /** Between two claims, in milliseconds. */
  readonly gapMs: number;
  /** What comes due until then is claimed together. */
  readonly nextClaimAt: number;
  /**
   * What the last poll left of the objects of low priority: `none` that was due; `more` than it had room for; `unseen`:
   * it had room for none at all, and what is urgent among them must not wait for those that were woken.
   */
  readonly lowPriorityLeft: 'none' | 'more' | 'unseen';
  /** False: those woken last were not due after all. No more of them by name until the next poll or completion. */
  readonly isLowPriorityDue: boolean;
}

/** What there is room for, and of it for objects of low priority. */
export interface Room {
  readonly room: number;
  readonly lowPriority: number;
  /** When room may come without anything being done; null = then only. */
  readonly nextRoomAt: number | null;
}

/** What to do: wait, claim all that is due, or claim what was woken, of low priority at most so many. */
export type ClaimStep =
  | { readonly kind: 'wait'; readonly until: number }
  | { readonly kind: 'poll' }
  | { readonly kind: 'woken'; readonly lowPriority: number };

/** Finds what other processes marked, and what was deferred. */
const POLL_MS = 250;
/** Between two attempts while the database does not answer. */
const OUTAGE_PAUSE_MS = 1_000;
/**
 * What comes due within this time is claimed, read and recorded together: claimed at once, a thousand changes a second
 * would be a thousand batches of one. The embedded engine has one connection for claims and ingest; on a PostgreSQL 50 ms
 * instead of 20 made an event four times as late (180 instead of 46 ms in the middle, 500 a second over 200 queues).
 */
export const claimGapMs = (kind: Database['kind']): number => (kind === 'embedded' ? 50 : 20);

/** @param gapMs see {@link claimGapMs} */
export const initialClaimState = (gapMs: number): ClaimState => ({
  gapMs,
  pollAt: 0,
  pausedUntil: 0,
  nextClaimAt: 0,
  lowPriorityLeft: 'none',
  isLowPriorityDue: true,
});

/** No wait is ever longer than it may be when it begins: the clock may have been set back. */
export const withinBounds = (state: ClaimState, now: number): ClaimState => ({
  ...state,
  pollAt: Math.min(state.pollAt, now + POLL_MS),
  pausedUntil: Math.min(state.pausedUntil, now + OUTAGE_PAUSE_MS),
  nextClaimAt: Math.min(state.nextClaimAt, now + state.gapMs),
});

/** @param isNoneWoken whether no object of low priority waits to be claimed by name */
export function nextStep(
  state: ClaimState,
  { room, lowPriority, nextRoomAt }: Room,
  isNoneWoken: boolean,
  now: number,
): ClaimStep {
  // With no room left, the next object that is done asks again, or the next that gets no answer.
  const waitUntil = room <= 0 ? (nextRoomAt ?? state.pollAt) : Math.max(state.pausedUntil, state.nextClaimAt);
  if (room <= 0 || now < waitUntil) return { kind: 'wait', until: Math.min(waitUntil, now + OUTAGE_PAUSE_MS) };
  const isLeftOver = state.lowPriorityLeft === 'unseen' || (state.lowPriorityLeft === 'more' && isNoneWoken);
  if (now >= state.pollAt || (lowPriority > 0 && isLeftOver)) return { kind: 'poll' };
  return { kind: 'woken', lowPriority: state.isLowPriorityDue ? lowPriority : 0 };
}

/** A poll begins, with room for so many objects of low priority. */
export const pollBegun = (state: ClaimState, now: number, lowPriority: number): ClaimState => ({
  ...state,
  pollAt: now + POLL_MS,
  isLowPriorityDue: true,
  lowPriorityLeft: lowPriority === 0 ? 'unseen' : state.lowPriorityLeft === 'unseen' ? 'more' : state.lowPriorityLeft,
});

/** A poll claimed so many objects, so many of low priority among them. */
export function polled(
  state: ClaimState,
  claimed: { readonly all: number; readonly lowPriority: number },
  room: { readonly all: number; readonly lowPriority: number },
  now: number,
): ClaimState {
  const isFull = claimed.lowPriority >= room.lowPriority;
  return {
    ...gapAfter(state, claimed.all, now),
    // A full batch means that there may be more.
    pollAt: claimed.all === room.all ? now : state.pollAt,
    lowPriorityLeft: state.lowPriorityLeft === 'unseen' ? 'unseen' : isFull ? 'more' : 'none',
  };
}

/** Objects that were woken were claimed, as far as they are due. */
export const wokenClaimed = (
  state: ClaimState,
  claimed: number,
  isLowPriorityAmong: boolean,
  now: number,
): ClaimState => ({
  ...gapAfter(state, claimed, now),
  isLowPriorityDue: claimed === 0 ? !isLowPriorityAmong : state.isLowPriorityDue,
});

/** The database did not answer. */
export const claimFailed = (state: ClaimState, now: number): ClaimState => ({
  ...state,
  pausedUntil: now + OUTAGE_PAUSE_MS,
});

/** An object is done. */
export const objectDone = (state: ClaimState): ClaimState => ({ ...state, isLowPriorityDue: true });

const gapAfter = (state: ClaimState, claimed: number, now: number): ClaimState => ({
  ...state,
  nextClaimAt: claimed > 0 ? now + state.gapMs : state.nextClaimAt,
});
