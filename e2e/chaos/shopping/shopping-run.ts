/** A long run of simulated shoppers: how many come, and how often the backend is killed meanwhile. */
export interface ShoppingRun {
  readonly name: string;
  /** A sentence: what it survives. */
  readonly title: string;
  readonly store: 'embedded' | 'postgres';
  readonly seed: number;
  readonly visitors: number;
  readonly kills: number;
}

const BASE = { seed: 20_261_129, visitors: 3_000, kills: 5 };

/** All of them, in the order in which they are run. */
export const SHOPPING_RUNS: readonly ShoppingRun[] = [
  { ...BASE, name: 'shoppers-postgres', title: '5 kills over 100,000 events of shoppers', store: 'postgres' },
  { ...BASE, name: 'shoppers-embedded', title: 'the same on the embedded store', store: 'embedded' },
];
