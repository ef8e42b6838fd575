import type { Clock } from './clock';
import type { Concurrency } from './pace';

/** The objects that are being written, and how many more may be. */
export interface Slots {
  /** Names of those under way. */
  readonly keys: () => string[];
  has(key: string): boolean;
  begin(
    key: string,
    underWay: { readonly isBulk: boolean; readonly heldUntil: number; readonly done: Promise<void> },
  ): void;
  end(key: string): void;
  /** Its lease goes on until then. */
  hold(key: string, until: number): void;
  /** Says that work on the object goes on, and answers whether it may: whether its lease is still ours. */
  readonly goesOn: (key: string) => boolean;
  /** How many more objects may be taken, and of the bulk how many at most, and how many before all others. */
  room(): { readonly room: number; readonly bulk: { readonly most: number; readonly first: number } };
  /** When room may come without anything being done; null = then only. */
  nextRoomAt(): number | null;
  /** When all that is under way is done. */
  readonly all: () => Promise<void>[];
}

interface Slot {
  readonly isBulk: boolean;
  readonly done: Promise<void>;
  heldUntil: number;
  lastSeenAt: number;
}

/** A request that takes longer waits for its timeout: it must not keep the place of one that would be answered. */
const STUCK_MS = 1_000;
/** Objects that wait for such a request, beside those that have a place: together they stay below the sockets that there are. */
const MOST_STUCK = 24;
/** Of them, those of the bulk. */
const MOST_STUCK_BULK = MOST_STUCK / 2;

/**
 * Half of the places may be of the bulk, and one is when the others keep coming. An object whose request is not answered
 * leaves its place to others until it is.
 */
export function createSlots(clock: Clock, concurrency: Pick<Concurrency, 'limit'>): Slots {
  const slots = new Map<string, Slot>();

  function count(): { moving: number; movingBulk: number; stuck: number; stuckBulk: number } {
    const counts = { moving: 0, movingBulk: 0, stuck: 0, stuckBulk: 0 };
    const now = clock.now();
    for (const { isBulk, lastSeenAt } of slots.values()) {
      const isStuck = now - lastSeenAt >= STUCK_MS;
      counts[isStuck ? 'stuck' : 'moving'] += 1;
      if (isBulk) counts[isStuck ? 'stuckBulk' : 'movingBulk'] += 1;
    }
    return counts;
  }

  return {
    keys: () => [...slots.keys()],
    has: (key) => slots.has(key),
    begin: (key, underWay) => slots.set(key, { ...underWay, lastSeenAt: clock.now() }),
    end: (key) => slots.delete(key),
    hold: (key, until) => {
      const slot = slots.get(key);
      if (slot !== undefined) slot.heldUntil = until;
    },
    goesOn: (key) => {
      const slot = slots.get(key);
      if (slot === undefined) return false;
      slot.lastSeenAt = clock.now();
      return slot.heldUntil > slot.lastSeenAt;
    },
    room: () => {
      const { limit } = concurrency;
      const { moving, movingBulk, stuck, stuckBulk } = count();
      const taken = movingBulk + Math.max(0, stuckBulk - MOST_STUCK_BULK);
      const most = Math.max(0, Math.floor(limit / 2) - taken);
      return {
        room: limit - moving - Math.max(0, stuck - MOST_STUCK),
        bulk: { most, first: movingBulk === 0 ? Math.min(1, most) : 0 },
      };
    },
    nextRoomAt: () => {
      const now = clock.now();
      const moving = [...slots.values()].filter(({ lastSeenAt }) => now - lastSeenAt < STUCK_MS);
      return moving.length === 0 ? null : Math.min(...moving.map(({ lastSeenAt }) => lastSeenAt)) + STUCK_MS;
    },
    all: () => [...slots.values()].map(({ done }) => done),
  };
}
