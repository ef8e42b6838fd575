const SHINGLE_LENGTH = 4;
/** Code points are below this: two of them are one exact number. */
const PAIR = 0x20_00_00;

/**
 * The shingles of a text: its different runs of four characters. Runs of characters rather than of words need no spaces
 * between words, as in Thai or Chinese, and a typing error spoils four of them, not all of a short text.
 *
 * A hash table in typed arrays: a `Set` of strings takes ten times as long, and thousands of texts are compared while
 * somebody types.
 */
export class Shingles {
  /** How many there are. */
  readonly size: number;
  private readonly mask: number;
  /** The first two and the last two characters by slot; 0 in an empty one. */
  private readonly heads: Float64Array;
  private readonly tails: Float64Array;
  /** The last comparison that found the shingle of the slot. */
  private readonly foundBy: Uint32Array;
  private comparisons = 0;

  /** @param text code points, none of them 0 */
  constructor(text: Uint32Array) {
    const slots = 2 ** Math.ceil(Math.log2(2 * text.length + 2));
    this.mask = slots - 1;
    this.heads = new Float64Array(slots);
    this.tails = new Float64Array(slots);
    this.foundBy = new Uint32Array(slots);
    let size = 0;
    for (let start = 0; start + SHINGLE_LENGTH <= text.length; start += 1) {
      const slot = this.slotOf(text, start);
      if (this.heads[slot] !== 0) continue;
      this.heads[slot] = pairAt(text, start);
      this.tails[slot] = pairAt(text, start + 2);
      size += 1;
    }
    this.size = size;
  }

  /** How many of them another text has too; 0 as soon as it turns out that they are fewer than `least`. */
  sharedWith(text: Uint32Array, least: number): number {
    this.comparisons += 1;
    let shared = 0;
    for (let start = 0, left = text.length + 1 - SHINGLE_LENGTH; left > 0; start += 1, left -= 1) {
      const slot = this.slotOf(text, start);
      if (this.heads[slot] !== 0 && this.foundBy[slot] !== this.comparisons) {
        this.foundBy[slot] = this.comparisons;
        shared += 1;
      } else if (shared + left <= least) return 0;
    }
    return shared;
  }

  /** The slot of the shingle that begins there, or the empty one where it would be. */
  private slotOf(text: Uint32Array, start: number): number {
    const head = pairAt(text, start);
    const tail = pairAt(text, start + 2);
    let slot = hashAt(text, start) & this.mask;
    while (this.heads[slot] !== 0 && (this.heads[slot] !== head || this.tails[slot] !== tail)) {
      slot = (slot + 1) & this.mask;
    }
    return slot;
  }
}

const pairAt = (text: Uint32Array, at: number): number => (text[at] ?? 0) * PAIR + (text[at + 1] ?? 0);

/** Multiplies by odd numbers, as FNV does, and brings the upper bits down to where a mask looks. */
function hashAt(text: Uint32Array, start: number): number {
  let hash = 0;
  for (let at = start; at < start + SHINGLE_LENGTH; at += 1) hash = Math.imul(hash ^ (text[at] ?? 0), 0x9e_37_79_b1);
  return hash ^ (hash >>> 15);
}
