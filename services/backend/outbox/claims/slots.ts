import type { Clock } from '../../base/clock';
import type { Concurrency } from '../pace';

/** The objects that are being written, and how many more may be. */
export interface Slots {
  /** Names of those under way. */
  readonly keys: () => string[];
  has(key: string): boolean;
  begin(
    key: string,
    underWay: { readonly isLowPriority: boolean; readonly heldUntil: number; readonly done: Promise<void> },
  ): void;
  /** Its requests are answered: its place is free, though it is under way until the outcome is recorded. */
  answered(key: string): void;
  /** @returns until when it is held by a claim that nobody works on, see `claimedAgain`; null when there is none */
  end(key: string): number | null;
  /** Its lease goes on until then. */
  hold(key: string, until: number): void;
  /** It was claimed once more, until then, while it is under way. */
  claimedAgain(key: string, until: number): void;
  /** Says that work on the object goes on, and answers whether it may: whether its lease is still ours. */
  readonly goesOn: (key: string) => boolean;
  /** How many more objects may be taken, and of low priority how many at most, and how many before all others. */
  room(): { readonly room: number; readonly lowPriority: { readonly most: number; readonly first: number } };
  /** When room may come without anything being done; null = then only. */
  nextRoomAt(): number | null;
  /** When all that is under way is done. */
  readonly all: () => Promise<void>[];
}

interface Slot {
  readonly isLowPriority: boolean;
  readonly done: Promise<void>;
  heldUntil: number;
  lastSeenAt: number;
  isAnswered: boolean;
  isClaimedAgain: boolean;
}

/** A request that takes longer waits for its timeout: it must not keep the place of one that would be answered. */
const STUCK_MS = 1_000;
/** Objects that wait for such a request, beside those that have a place: together they stay below the sockets that there are. */
const MOST_STUCK = 24;
/** Of them, those of low priority. */
const MOST_STUCK_OF_LOW_PRIORITY = MOST_STUCK / 2;

/**
 * Half of the places may be of low priority, and one is when the others keep coming. An object whose request is not answered
 * leaves its place to others until it is. One whose outcome is being recorded has left it: the places are there for Sync's
 * sake, and a database that is busy would leave them empty. As many may wait for it as there are places.
 */
export function createSlots(clock: Clock, concurrency: Pick<Concurrency, 'limit'>): Slots {
  const slots = new Map<string, Slot>();

  function count(): Record<'moving' | 'movingLowPriority' | 'stuck' | 'stuckLowPriority' | 'answered', number> {
    const counts = { moving: 0, movingLowPriority: 0, stuck: 0, stuckLowPriority: 0, answered: 0 };
    const now = clock.now();
    for (const { isLowPriority, lastSeenAt, isAnswered } of slots.values()) {
      if (isAnswered) {
        counts.answered += 1;
        continue;
      }
      const isStuck = now - lastSeenAt >= STUCK_MS;
      counts[isStuck ? 'stuck' : 'moving'] += 1;
      if (isLowPriority) counts[isStuck ? 'stuckLowPriority' : 'movingLowPriority'] += 1;
    }
    return counts;
  }

  return {
    keys: () => [...slots.keys()],
    has: (key) => slots.has(key),
    begin: (key, underWay) =>
      slots.set(key, { ...underWay, lastSeenAt: clock.now(), isAnswered: false, isClaimedAgain: false }),
    answered: (key) => {
      const slot = slots.get(key);
      if (slot !== undefined) slot.isAnswered = true;
    },
    end: (key) => {
      const slot = slots.get(key);
      slots.delete(key);
      return slot?.isClaimedAgain === true ? slot.heldUntil : null;
    },
    hold: (key, until) => {
      const slot = slots.get(key);
      if (slot !== undefined) slot.heldUntil = until;
    },
    claimedAgain: (key, until) => {
      const slot = slots.get(key);
      if (slot !== undefined) Object.assign(slot, { heldUntil: until, isClaimedAgain: true });
    },
    goesOn: (key) => {
      const slot = slots.get(key);
      if (slot === undefined) return false;
      slot.lastSeenAt = clock.now();
      return slot.heldUntil > slot.lastSeenAt;
    },
    room: () => {
      const { limit } = concurrency;
      const { moving, movingLowPriority, stuck, stuckLowPriority, answered } = count();
      const taken = movingLowPriority + Math.max(0, stuckLowPriority - MOST_STUCK_OF_LOW_PRIORITY);
      const most = Math.max(0, Math.floor(limit / 2) - taken);
      return {
        room: limit - moving - Math.max(0, stuck - MOST_STUCK) - Math.max(0, answered - limit),
        lowPriority: { most, first: movingLowPriority === 0 ? Math.min(1, most) : 0 },
      };
    },
    nextRoomAt: () => {
      const now = clock.now();
      const moving = [...slots.values()].filter(
        ({ isAnswered, lastSeenAt }) => !isAnswered && now - lastSeenAt < STUCK_MS,
      );
      return moving.length === 0 ? null : Math.min(...moving.map(({ lastSeenAt }) => lastSeenAt)) + STUCK_MS;
    },
    all: () => [...slots.values()].map(({ done }) => done),
  };
}
