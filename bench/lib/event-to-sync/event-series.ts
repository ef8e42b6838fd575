import { parseArgs } from 'node:util';
import type { Mix } from './event-load';
import type { Store, Way } from './event-stage';

/** Loads that one stage takes after each other, from an empty database on. */
export interface Series {
  readonly store: Store;
  readonly way: Way;
  readonly queues: number;
  readonly mix: Mix;
  readonly rates: readonly number[];
  readonly seconds: number;
}

/** One load again and again, over more and more stored events. */
export interface Growth {
  readonly store: Store;
  readonly queues: number;
  readonly rate: number;
  readonly seconds: number;
  readonly events: readonly number[];
}

export interface Plan {
  readonly series: readonly Series[];
  readonly growth: readonly Growth[];
}

const STORES = ['embedded', 'postgres'] as const;
const MIXES = ['arrivals', 'lifecycles'] as const;
const [QUEUES, RATES] = [
  [20, 200, 500],
  [100, 500, 1_000, 2_000],
];
const STORED = [10_000, 100_000, 300_000];
const SECONDS = 6;

/** Events a second that each store is to keep up with, over any number of queues. */
export const AIMED_RATE: Readonly<Record<Store, number>> = { embedded: 1_000, postgres: 2_000 };

/** What is measured when nothing is asked for: the aims, and what growth does, in some minutes. */
const usual = (): Plan => {
  const of = (store: Store, way: Way, queues: number, mix: Mix, ...rates: number[]): Series => {
    return { store, way, queues, mix, rates, seconds: SECONDS };
  };
  return {
    series: STORES.flatMap((store) => [
      of(store, 'suite', 200, 'arrivals', 100, 1_000),
      of(store, 'naive', 200, 'arrivals', 100, 1_000),
      of(store, 'suite', 500, 'arrivals', AIMED_RATE[store]),
    ]),
    growth: STORES.map((store) => ({ store, queues: 200, rate: 500, seconds: SECONDS, events: STORED.slice(0, 2) })),
  };
};

/**
 * `--store embedded --queues 200 --rate 1000 --mix arrivals` measure that alone, and the naive way after it; each that is
 * left out stands for all of its values, but for `--seconds`. `--growth` measures growth, at `--rate` and over `--queues` and
 * `--events` stored; `--all` everything.
 */
export function planOf(options: readonly string[]): Plan {
  const { values } = parseArgs({
    args: [...options],
    options: {
      ...{ store: { type: 'string' }, queues: { type: 'string' }, rate: { type: 'string' }, mix: { type: 'string' } },
      ...{ seconds: { type: 'string' }, way: { type: 'string' } },
      ...{ growth: { type: 'boolean' }, all: { type: 'boolean' }, events: { type: 'string' } },
    },
  });
  if (options.length === 0) return usual();
  const one = <T extends string>(name: string, known: readonly T[], value: string | undefined): readonly T[] => {
    const found = known.filter((each) => value === undefined || each === value);
    if (found.length === 0) throw new RangeError(`--${name} is one of ${known.join(', ')}`);
    return found;
  };
  const numbers = (known: readonly number[], value: string | undefined): readonly number[] =>
    value === undefined ? known : value.split(',').map(Number);
  const stores = one<Store>('store', STORES, values.store);
  const seconds = Number(values.seconds ?? SECONDS);
  const growth = stores.map((store) => ({
    ...{ store, seconds, queues: Number(values.queues ?? 200), rate: Number(values.rate ?? 500) },
    events: numbers(STORED, values.events),
  }));
  if (values.growth === true && values.all !== true) return { series: [], growth };
  const rates = numbers(RATES, values.rate);
  const series = stores.flatMap((store) =>
    one<Mix>('mix', MIXES, values.mix).flatMap((mix) =>
      numbers(QUEUES, values.queues).flatMap((queues) =>
        one<Way>('way', ['suite', 'naive'], values.way).map((way) => ({ store, way, queues, mix, rates, seconds })),
      ),
    ),
  );
  return { series, growth: values.all === true ? growth : [] };
}
