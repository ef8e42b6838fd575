import type { StepFigures } from './funnel';
import type { ActivityFigures } from './reckon-activity';
import { textOf, type SegmentEvent } from './segment-event';

/**
 * Parts of the events that have nothing to do with one another: no browser, user, order or checkout is in two. What is
 * reckoned by brute force takes the square of their number, so that of many people each part is reckoned by itself.
 */
export function partsOf(events: readonly SegmentEvent[]): readonly (readonly SegmentEvent[])[] {
  const parent = new Map<string, string>();
  const rootOf = (key: string): string => {
    let root = key;
    for (let above = parent.get(root); above !== undefined && above !== root; above = parent.get(root)) root = above;
    parent.set(key, root);
    return root;
  };
  for (const event of events) {
    const [first, ...others] = keysOf(event);
    for (const key of others) parent.set(rootOf(key), rootOf(first));
  }
  const parts = new Map<string, SegmentEvent[]>();
  for (const event of events) {
    const root = rootOf(keysOf(event)[0]);
    const part = parts.get(root);
    if (part === undefined) parts.set(root, [event]);
    else part.push(event);
  }
  return [...parts.values()];
}

function keysOf({ messageId, anonymousId, userId, previousId, properties }: SegmentEvent): [string, ...string[]] {
  const told = [
    ['anonymous', anonymousId],
    ['anonymous', previousId],
    ['user', userId],
    ['order', properties?.['order_id']],
    ['checkout', properties?.['checkout_id']],
  ] as const;
  const keys = told.flatMap(([kind, value]) => (textOf(value) === null ? [] : [`${kind} ${String(value)}`]));
  return [keys[0] ?? `message ${messageId}`, ...keys.slice(1)];
}

/** The figures of all parts together; searches, products, pages and steps in the order of their names and numbers. */
export function sumOf(parts: readonly ActivityFigures[]): ActivityFigures {
  return {
    visitors: total(parts.map(({ visitors }) => visitors)),
    searches: added(
      parts.flatMap(({ searches }) => searches),
      ({ query }) => query,
      ['searched', 'withoutResult'],
    ),
    products: added(
      parts.flatMap(({ products }) => products),
      ({ productId }) => productId,
      ['searched', 'viewed', 'added'],
    ),
    sales: {
      orders: total(parts.map(({ sales }) => sales.orders)),
      revenue: revenueOf(parts.map(({ sales }) => sales.revenue)),
      products: groupsOf(
        parts.flatMap(({ sales }) => sales.products),
        ({ productId }) => productId,
      ).map(([productId, same]) => ({
        productId,
        units: total(same.map(({ units }) => units)),
        revenue: revenueOf(same.map(({ revenue }) => revenue)),
      })),
    },
    pages: groupsOf(
      parts.flatMap(({ pages }) => pages),
      ({ path }) => path,
    ).map(([path, same]) => {
      const visits = total(same.map((page) => page.visits));
      const dwellMs = total(same.map((page) => Math.round(page.meanDwellMs * page.visits)));
      return { path, visits, visitors: total(same.map((page) => page.visitors)), meanDwellMs: dwellMs / visits };
    }),
    funnel: {
      started: total(parts.map(({ funnel }) => funnel.started)),
      ordered: total(parts.map(({ funnel }) => funnel.ordered)),
      steps: stepsOf(parts.flatMap(({ funnel }) => funnel.steps)),
    },
  };
}

/** Which part named a step last is not known any more: the shop of the shoppers never calls one anything else. */
const stepsOf = (steps: readonly StepFigures[]): StepFigures[] =>
  added(steps, ({ step }) => step, ['entered', 'completed', 'stopped']).map((sum) => ({
    ...sum,
    name: steps.find(({ step, name }) => step === sum.step && name !== null)?.name ?? null,
  }));

const total = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

function groupsOf<Row, Key extends string | number>(rows: readonly Row[], keyOf: (row: Row) => Key): [Key, Row[]][] {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return [...groups].sort(([one], [other]) => (one < other ? -1 : 1));
}

function added<Row extends Record<Figure, number>, Figure extends string>(
  rows: readonly Row[],
  keyOf: (row: Row) => string | number,
  figures: readonly Figure[],
): Row[] {
  return groupsOf(rows, keyOf).flatMap(([, same]) => {
    const [first] = same;
    if (first === undefined) return [];
    const sums = Object.fromEntries(figures.map((figure) => [figure, total(same.map((row) => row[figure]))]));
    return [{ ...first, ...sums }];
  });
}

function revenueOf(revenues: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const currencies = [...new Set(revenues.flatMap((revenue) => Object.keys(revenue)))].sort();
  return Object.fromEntries(
    currencies.map((currency) => [currency, total(revenues.map((revenue) => revenue[currency] ?? 0))]),
  );
}
