import { chance, createRandom, shuffled } from './random';

export interface Disturbance {
  readonly seed: number;
  /** Share of the events that come twice, 0 to 1. */
  readonly duplicates: number;
  /** Whether they come in any order. */
  readonly shuffle: boolean;
}

/** What a bad network makes of events: every one of them still comes, some twice, in any order. */
export function disturb<T>(events: readonly T[], { seed, duplicates, shuffle }: Disturbance): readonly T[] {
  const random = createRandom(seed, 'disturb');
  const twice = events.flatMap((event) => (chance(random, duplicates) ? [event, event] : [event]));
  return shuffle ? shuffled(random, twice) : twice;
}
