import { generateShopping } from '../shoppers/generate-shopping';
import { customersOf } from './customers';
import { partsOf, sumOf } from './parts';
import { reckonActivity } from './reckon-activity';

const FROM = Date.UTC(2026, 10, 28);
const DAY = 86_400_000;
const events = generateShopping({ seed: 3, visitors: 40, from: FROM, overMs: DAY / 2 });
const window = { from: FROM, to: FROM + DAY, at: FROM + DAY };

test('what is reckoned in parts is what is reckoned at once', () => {
  const parts = partsOf(events);
  expect(parts.length).toBeGreaterThan(20);
  expect(parts.flat()).toHaveLength(events.length);
  const whole = reckonActivity(events, window);
  const summed = sumOf(parts.map((part) => reckonActivity(part, window)));
  const sorted = (rows: readonly object[]): string[] => rows.map((row) => JSON.stringify(row)).sort();
  expect(summed.funnel).toEqual(whole.funnel);
  expect([summed.visitors, summed.sales.orders, summed.sales.revenue]).toEqual([
    whole.visitors,
    whole.sales.orders,
    whole.sales.revenue,
  ]);
  for (const figure of ['searches', 'products'] as const) expect(sorted(summed[figure])).toEqual(sorted(whole[figure]));
  expect(sorted(summed.sales.products)).toEqual(sorted(whole.sales.products));
  const pages = (of: typeof whole) =>
    sorted(of.pages.map((page) => ({ ...page, meanDwellMs: Math.floor(page.meanDwellMs) })));
  expect(pages(summed)).toEqual(pages(whole));
});

test('customers reckoned in parts are those reckoned at once', () => {
  const inParts = new Map(partsOf(events).flatMap((part) => [...customersOf(part)]));
  expect([...inParts].sort()).toEqual([...customersOf(events)].sort());
});
