/** Numbers that are the same in every run of a test. */
export interface SeededRandom {
  /** From 0 to `below` - 1. */
  int(below: number): number;
  pick<T>(values: readonly [T, ...T[]]): T;
}

/** Mulberry32. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed;
  const int = (below: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
  return { int, pick: (values) => values[int(values.length)] ?? values[0] };
}
