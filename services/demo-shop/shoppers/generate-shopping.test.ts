import { disturb } from './disturb';
import { generateShopping } from './generate-shopping';
import type { RawEvent } from './raw-event';

const FROM = Date.UTC(2026, 10, 28);
const DAY = 24 * 3_600_000;
const shopping = (seed: number, visitors = 80) => generateShopping({ seed, visitors, from: FROM, overMs: DAY });
const EVENTS = shopping(1);

/** Of ES2024. */
function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

const nameOf = (event: RawEvent) => (event.type === 'track' ? event.event : event.type);
const countOf = (events: readonly RawEvent[]) => groupBy(events, nameOf);
const usersOf = (events: readonly RawEvent[]) => new Set(events.flatMap(({ userId }) => userId ?? []));

test('the same options give the same events, another seed others', () => {
  expect(JSON.stringify(shopping(1))).toBe(JSON.stringify(EVENTS));
  expect(JSON.stringify(shopping(2))).not.toBe(JSON.stringify(EVENTS));
  expect(EVENTS.length).toBeGreaterThan(1500);
});

test('more shoppers change nothing of what the others do', () => {
  const few = new Set(shopping(1, 20).map((event) => JSON.stringify(event)));
  const many = new Set(EVENTS.map((event) => JSON.stringify(event)));
  expect([...few].filter((event) => !many.has(event))).toEqual([]);
});

test('every call and event of the shop occurs', () => {
  expect([...countOf(EVENTS).keys()].sort()).toEqual([
    'Cart Viewed',
    'Checkout Started',
    'Checkout Step Completed',
    'Checkout Step Failed',
    'Checkout Step Viewed',
    'Order Cancelled',
    'Order Completed',
    'Order Refunded',
    'Payment Info Entered',
    'Product Added',
    'Product Clicked',
    'Product List Viewed',
    'Product Removed',
    'Product Viewed',
    'Products Searched',
    'alias',
    'identify',
    'page',
  ]);
});

test('events have ids of their own and instants in order, from the first to before the last', () => {
  expect(new Set(EVENTS.map(({ messageId }) => messageId)).size).toBe(EVENTS.length);
  const instants = EVENTS.map(({ timestamp }) => timestamp);
  expect(instants).toEqual([...instants].sort());
  expect(instants[0]! >= new Date(FROM).toISOString()).toBe(true);
  expect(instants.at(-1)! < new Date(FROM + DAY).toISOString()).toBe(true);
});

test('people sign in late, use several browsers, and share one', () => {
  const signIns = EVENTS.filter((event) => event.type === 'identify');
  const browsersOf = groupBy(signIns, ({ userId }) => userId);
  const usersAt = groupBy(signIns, ({ anonymousId }) => anonymousId);
  const browsers = [...browsersOf.values()].map((calls) => new Set(calls.map(({ anonymousId }) => anonymousId)).size);
  expect(Math.max(...browsers)).toBe(2);
  expect(Math.max(...[...usersAt.values()].map((calls) => usersOf(calls).size))).toBe(2);
  const isLate = (signIn: (typeof signIns)[number]) =>
    EVENTS.some(
      (event) =>
        event.type !== 'alias' && event.anonymousId === signIn.anonymousId && event.timestamp < signIn.timestamp,
    );
  expect(signIns.filter(isLate).length).toBeGreaterThan(10);
});

test('checkouts stop at every step, some are resumed, and some events name no checkout', () => {
  const steps = EVENTS.flatMap((event) => (event.type === 'track' && 'step' in event.properties ? [event] : []));
  const runs = [...groupBy(steps, ({ properties }) => properties['checkout_id']).entries()];
  const ends = runs.map(([, events]) => events.at(-1)!).filter(({ event }) => event !== 'Checkout Step Completed');
  expect(new Set(ends.map(({ properties }) => properties['step']))).toEqual(new Set([1, 2, 3, 4]));
  expect(runs.some(([id]) => id === undefined)).toBe(true);
  const lengths = runs.map(([id, events]) =>
    id === undefined ? 0 : Date.parse(events.at(-1)!.timestamp) - Date.parse(events[0]!.timestamp),
  );
  expect(Math.max(...lengths)).toBeGreaterThan(2 * 3_600_000);
});

test('an event fits into what Segment takes: 32 KiB', () => {
  expect(Math.max(...EVENTS.map((event) => Buffer.byteLength(JSON.stringify(event))))).toBeLessThan(32 * 1024);
});

test('a disturbed delivery has every event, a fifth of them twice, in another order', () => {
  const disturbance = { seed: 1, duplicates: 0.2, shuffle: true };
  const idsOf = (events: readonly RawEvent[]) => events.map(({ messageId }) => messageId);
  const sent = disturb(EVENTS, disturbance);
  expect([...new Set(sent)]).toHaveLength(EVENTS.length);
  expect(sent.length / EVENTS.length).toBeCloseTo(1.2, 1);
  expect([...new Set(idsOf(sent))]).not.toEqual(idsOf(EVENTS));
  expect(idsOf(disturb(EVENTS, disturbance))).toEqual(idsOf(sent));
  expect(disturb(EVENTS, { seed: 1, duplicates: 0, shuffle: false })).toEqual(EVENTS);
});
