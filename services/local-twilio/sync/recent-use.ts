import type { Clock } from '../base/clock';

/** What was asked of an object in the last so many seconds. */
export interface RecentUse {
  readonly reads: number;
  readonly writes: number;
  /** Refused for the limits. */
  readonly rejectedReads: number;
  readonly rejectedWrites: number;
  /** Of all writes, refused ones too; null when there was none. */
  readonly largestBytes: number | null;
}

/** Counts by the second, for as long as somebody may ask about it. */
export interface RecentUses {
  read(isTaken: boolean): void;
  write(bytes: number, isTaken: boolean): void;
  /** The second under way counts as a whole one. */
  within(seconds: number): RecentUse;
}

/** Five minutes. */
export const LONGEST_SECONDS = 300;

type Slot = { -readonly [Field in keyof RecentUse]: RecentUse[Field] } & { readonly second: number };

const NONE: RecentUse = { reads: 0, writes: 0, rejectedReads: 0, rejectedWrites: 0, largestBytes: null };

export function createRecentUses(clock: Clock): RecentUses {
  let slots: Slot[] = [];
  const secondNow = (): number => Math.floor(clock.now() / 1_000);

  function slotNow(): Slot {
    const second = secondNow();
    const last = slots.at(-1);
    if (last?.second === second) return last;
    const slot: Slot = { ...NONE, second };
    slots = [...slots.filter((each) => each.second > second - LONGEST_SECONDS), slot];
    return slot;
  }

  return {
    read: (isTaken) => {
      slotNow()[isTaken ? 'reads' : 'rejectedReads'] += 1;
    },
    write: (bytes, isTaken) => {
      const slot = slotNow();
      slot[isTaken ? 'writes' : 'rejectedWrites'] += 1;
      slot.largestBytes = Math.max(bytes, slot.largestBytes ?? 0);
    },
    within: (seconds) => {
      const since = secondNow() - seconds;
      return slots.filter(({ second }) => second > since).reduce(sumOf, NONE);
    },
  };
}

const sumOf = (sum: RecentUse, slot: RecentUse): RecentUse => ({
  reads: sum.reads + slot.reads,
  writes: sum.writes + slot.writes,
  rejectedReads: sum.rejectedReads + slot.rejectedReads,
  rejectedWrites: sum.rejectedWrites + slot.rejectedWrites,
  largestBytes: slot.largestBytes === null ? sum.largestBytes : Math.max(slot.largestBytes, sum.largestBytes ?? 0),
});
