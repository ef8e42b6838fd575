import type { CustomerEntry } from '@flex-sync-suite/shared/contract';
import { cutText } from './cut-text';

/** Above it Sync lowers the write rate of the whole Map. */
const ITEM_BYTES = 1024;

/** The item around the entry, as long as it can become: `v` grows while the item waits to be written. */
const LONGEST_HEADER = { schema: 1, v: Number.MAX_SAFE_INTEGER, asOf: new Date(0).toISOString() };

/** The entry of one key of the Map. */
export type EntryOf<Kind extends CustomerEntry['kind']> = Extract<CustomerEntry, { kind: Kind }>;

/** An instant as payloads carry it. */
export const instant = (atMs: number): string => new Date(atMs).toISOString();

/** What a shape of an entry may take. */
export interface Room {
  /** Lines of a list, the most important first. */
  readonly lines: number;
  /** Whether there is room for what can be done without. */
  readonly hasDetails: boolean;
  /** A text of the shop or the customer, cut to the room. */
  readonly cut: (text: string) => string;
}

/** Lengths of texts that are tried, in code points. With the last of them an entry without lines always has room. */
const LENGTHS_WITH_DETAILS = [240, 120, 80, 60, 48];
const LENGTHS = [80, 60, 48, 40, 32, 24, 16];

/**
 * The first of the shapes that makes an item of at most 1 KiB of JSON in UTF-8: whole; then with shorter texts; then
 * without details; then with fewer lines.
 */
export function fitted<Entry extends CustomerEntry>(lines: number, shape: (room: Room) => Entry): Entry {
  const rooms = [
    ...LENGTHS_WITH_DETAILS.map((length) => roomOf(lines, true, length)),
    ...LENGTHS.map((length) => roomOf(lines, false, length)),
    ...Array.from({ length: lines }, (_, dropped) => roomOf(lines - 1 - dropped, false, Math.min(...LENGTHS))),
  ];
  for (const room of rooms) {
    const entry = shape(room);
    if (hasRoom(entry)) return entry;
  }
  return shape(roomOf(0, false, Math.min(...LENGTHS)));
}

const roomOf = (lines: number, hasDetails: boolean, length: number): Room => ({
  lines,
  hasDetails,
  cut: (text) => cutText(text, length),
});

const hasRoom = (entry: CustomerEntry): boolean =>
  Buffer.byteLength(JSON.stringify({ ...LONGEST_HEADER, entry })) <= ITEM_BYTES;
