import { customersOf, type CustomerFigures } from '../../../services/demo-shop/oracle/customers';
import { partsOf, sumOf } from '../../../services/demo-shop/oracle/parts';
import { reckonActivity, type ActivityFigures } from '../../../services/demo-shop/oracle/reckon-activity';
import type { RawEvent } from '../../../services/demo-shop/shoppers/raw-event';

/** What the events of the shoppers come to, by brute force. */
export interface ShopTruth {
  figures(from: number, to: number, at: number): ActivityFigures;
  readonly customers: ReadonlyMap<string, CustomerFigures>;
}

export function shopTruth(events: readonly RawEvent[]): ShopTruth {
  const parts = partsOf(events);
  return {
    figures: (from, to, at) => sumOf(parts.map((part) => reckonActivity(part, { from, to, at }))),
    customers: new Map(parts.flatMap((part) => [...customersOf(part)])),
  };
}

/** Rows of a table, in one order, to compare two of them. */
export type Rows = readonly (readonly (string | number)[])[];

/** The rows of the answers that the truth gives, by question; the backend's are made alike in `shop-answers.ts`. */
export const truthRows = ({ searches, pages, sales, funnel }: ActivityFigures): Readonly<Record<string, Rows>> => ({
  searched: searches.map(({ query, searched, withoutResult }) => [query, searched, withoutResult]),
  visited: pages.map(({ path, visits, visitors, meanDwellMs }) => [path, visits, visitors, Math.floor(meanDwellMs)]),
  sold: sales.products.map(({ productId, units, revenue }) => [
    productId,
    units,
    JSON.stringify(Object.entries(revenue)),
  ]),
  funnel: [
    [0, '', funnel.started, funnel.ordered, 0],
    ...funnel.steps.map(({ step, name, ...each }) => [step, name ?? '', each.entered, each.completed, each.stopped]),
  ],
});

const MOST_TOLD = 3;

/** What is in one and not in the other, in words. */
export function differences(name: string, found: Rows, expected: Rows): string[] {
  const [have, want] = [found, expected].map((rows) => new Set(rows.map((row) => JSON.stringify(row))));
  const wrong = [...(have ?? [])].filter((row) => want?.has(row) !== true).map((row) => `${name}: ${row} is wrong`);
  const missing = [...(want ?? [])].filter((row) => have?.has(row) !== true).map((row) => `${name}: ${row} is missing`);
  return [...wrong.slice(0, MOST_TOLD), ...missing.slice(0, MOST_TOLD)];
}
