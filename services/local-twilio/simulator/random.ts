/** A stream of numbers in [0, 1) that depends on its seed alone. */
export type Random = () => number;

/** Every combination of parts has a stream of its own, so that one decision more or less does not change the others. */
export function createRandom(...parts: readonly (string | number)[]): Random {
  let state = hash(parts.join('\u0000'));
  // splitmix32 (public domain): full period over 32 bits and no warm-up.
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    mixed ^= mixed >>> 15;
    return (mixed >>> 0) / 4_294_967_296;
  };
}

/** 32-bit FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/). */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value | 0;
}

/** Time between events that come at random with this mean: a Poisson process. */
export const exponential = (random: Random, mean: number): number => -Math.log(1 - random()) * mean;

export const between = (random: Random, low: number, high: number): number => low + (high - low) * random();

/** One of `choices`, by weight. */
export function pick<Choice extends { readonly weight: number }>(random: Random, choices: readonly Choice[]): Choice {
  const total = choices.reduce((sum, { weight }) => sum + weight, 0);
  let left = random() * total;
  const chosen = choices.find(({ weight }) => (left -= weight) < 0) ?? choices.at(-1);
  if (chosen === undefined) throw new RangeError('There is nothing to choose from');
  return chosen;
}
