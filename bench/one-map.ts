import { startSuite } from '../e2e/support/suite';
import type { Figure, FigureResult } from './lib/figure';
import { showChanges, type Shown, type SyncItem } from './lib/layout/show-changes';
import { quantile } from './lib/quantile';

const [PRODUCTS, CUSTOMERS, PER_SECOND, SECONDS] = [200, 200, 120, 20];

/**
 * The same changes of products and customers, kept in Sync in two ways: in one Map for all products and one for all
 * customers, of which the guide warns, and in a Map each. Whatever writes them is the same, and heeds what Sync refuses.
 */
export const figure: Figure = {
  title: 'changes of products and customers that Sync takes: one Map for all, and a Map each',
  async measure(note): Promise<FigureResult> {
    note('one Map for all products, and one for all customers');
    const together = await run((kind) => `all-${kind}`);
    note('a Map for each');
    const apart = await run((kind, n) => `${kind}.${String(n)}`);
    const rate = ({ accepted }: Shown): number => accepted / SECONDS;
    const stale = ({ staleMs }: Shown, q: number): number => quantile(staleMs, q);
    return {
      setup: `${String(PER_SECOND)} changes a second of ${String(PRODUCTS)} products and ${String(CUSTOMERS)} customers for ${String(SECONDS)} s, limits of Sync on; a change that is overtaken is not written, a refused write is tried again after as long as Sync asks for`,
      measurements: [
        { name: '429 with one Map', value: together.refused, unit: 'answers' },
        { name: '429 with a Map each', value: apart.refused, unit: 'answers', target: 0 },
        { name: 'shown after, one Map, p50', value: stale(together, 0.5), unit: 'ms' },
        { name: 'shown after, a Map each, p50', value: stale(apart, 0.5), unit: 'ms' },
        { name: 'not shown 10 s after the end, one Map', value: together.notShown, unit: 'changes' },
        { name: 'not shown 10 s after the end, a Map each', value: apart.notShown, unit: 'changes', target: 0 },
      ],
      ratios: [
        {
          ...{ name: 'writes that Sync took', ours: rate(apart), theirs: rate(together), unit: '/s' },
          against: 'one Map for all products and one for all customers',
        },
        {
          ...{ name: 'shown after, p99', ours: stale(apart, 0.99), theirs: stale(together, 0.99), unit: 'ms' },
          against: 'the same',
        },
      ],
    };
  },
};

async function run(mapOf: (kind: 'product' | 'customer', n: number) => string): Promise<Shown> {
  const suite = await startSuite();
  try {
    await suite.killBackend();
    const items = (kind: 'product' | 'customer', count: number): SyncItem[] =>
      Array.from({ length: count }, (_, n) => ({ map: mapOf(kind, n), key: String(n) }));
    return await showChanges(suite.health, {
      items: [...items('product', PRODUCTS), ...items('customer', CUSTOMERS)],
      perSecond: PER_SECOND,
      seconds: SECONDS,
      limits: (isOn) => setLimits(suite.pageUrl, isOn),
    });
  } finally {
    await suite.close();
  }
}

async function setLimits(url: string, enabled: boolean): Promise<void> {
  const response = await fetch(`${url}/emulator/limits`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ enabled }),
  });
  if (!response.ok) throw new Error(`The limits could not be set: ${String(response.status)}`);
}
