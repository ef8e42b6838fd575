/** A number in [0, 1) at each call. */
export type Random = () => number;

/** Of its own for every combination of parts, so that one decision more of a shopper does not change the others. */
export function createRandom(...parts: readonly (string | number)[]): Random {
  let state = hash(parts.join('\u0000'));
  // mulberry32, public domain.
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** 32-bit FNV-1a. */
const hash = (text: string): number =>
  Array.from(text).reduce((value, letter) => Math.imul(value ^ (letter.codePointAt(0) ?? 0), 0x01000193), 0x811c9dc5);

/** A whole number from `low` to `high`, both included. */
export const between = (random: Random, low: number, high: number): number =>
  low + Math.floor(random() * (high - low + 1));

export const chance = (random: Random, share: number): boolean => random() < share;

export function oneOf<T>(random: Random, choices: readonly T[]): T {
  const chosen = choices[Math.floor(random() * choices.length)];
  if (chosen === undefined) throw new RangeError('There is nothing to choose from');
  return chosen;
}

/** In an order that depends on `random` alone (Fisher–Yates). */
export function shuffled<T>(random: Random, items: readonly T[]): readonly T[] {
  const rest = [...items];
  return items.map(() => {
    const index = Math.floor(random() * rest.length);
    const last = rest.pop();
    const taken = index < rest.length ? rest[index] : last;
    if (index < rest.length && last !== undefined) rest[index] = last;
    return taken as T;
  });
}
