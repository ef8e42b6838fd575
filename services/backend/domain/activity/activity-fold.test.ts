import fc from 'fast-check';
import { anyActivity, disturbedActivity, hasTies } from '../../testing/activity-histories';
import type { ActivityEvent } from './activity-event';
import { contributionChanges, quarterStartOf, type Contribution } from './contribution';
import { customerContributions, orderContributions } from './contributions';
import { customerItems } from './customer-items';
import { customerResolver, customersOf, linkOf, linksOf, type Customer } from './customer-of';
import { productsLedTo } from './customer/searches';
import { foldCustomer, type CustomerActivity } from './fold-customer';
import { foldOrder } from './fold-order';
import { countedInOrder, SILENCE_MS } from './ordered-events';

const keyOf = (customer: Customer): string => JSON.stringify(customer);
const sorted = <T>(entries: Iterable<readonly [string, T]>): (readonly [string, T])[] =>
  [...entries].sort(([a], [b]) => (a < b ? -1 : 1));

function grouped(events: readonly ActivityEvent[], groupOf: (event: ActivityEvent) => string | null) {
  const groups = new Map<string, ActivityEvent[]>();
  for (const event of events) {
    const group = groupOf(event);
    if (group !== null) groups.set(group, [...(groups.get(group) ?? []), event]);
  }
  return sorted(groups);
}

/** The customers after all events, as the store would come to them if it folded everything at once. */
function customersAfter(events: readonly ActivityEvent[]): (readonly [string, CustomerActivity])[] {
  const resolve = customerResolver(linksOf(events));
  return grouped(countedInOrder(events), (event) => keyOf(resolve(event))).flatMap(([key, own]) => {
    const activity = foldCustomer(own);
    return activity === null ? [] : [[key, activity] as const];
  });
}

const ordersAfter = (events: readonly ActivityEvent[]) =>
  grouped(events, ({ call }) => (call.kind === 'order' ? call.orderId : null)).map(([, own]) => foldOrder(own));

/** Everything that the events say, as text. */
function stateAfter(events: readonly ActivityEvent[]): string {
  const customers = customersAfter(events);
  const orders = ordersAfter(events).filter((each) => each !== null);
  return JSON.stringify({
    customers,
    items: customers.map(([, activity]) => customerItems(activity, () => ['DE'])),
    orders,
    contributions: [
      customers.map(([, activity]) => customerContributions(activity)),
      orders.map((each) => orderContributions(each)),
    ],
  });
}

const histories = anyActivity(60).chain((history) => fc.tuple(fc.constant(history), disturbedActivity(history)));

describe('the fold of activity', () => {
  it('ends in the same bytes whatever the order and however often events are told again', () => {
    const seen = { ties: 0, histories: 0 };
    fc.assert(
      fc.property(histories, ([history, batches]) => {
        seen.histories += 1;
        if (hasTies(history)) seen.ties += 1;
        expect(stateAfter(batches.flat())).toBe(stateAfter(history));
      }),
      { numRuns: 300 },
    );
    expect(seen.ties / seen.histories).toBeGreaterThan(0.2);
  });

  it('is right for everybody when only the customers whom a batch may concern are folded again', () => {
    fc.assert(
      fc.property(histories, ([history, batches]) => {
        const known = new Map<string, CustomerActivity>();
        let events: ActivityEvent[] = [];
        for (const batch of batches) {
          const before = events;
          events = countedInOrder([...events, ...batch]);
          for (const key of concerned(before, events, batch)) {
            const resolve = customerResolver(linksOf(events));
            const activity = foldCustomer(events.filter((event) => keyOf(resolve(event)) === key));
            if (activity === null) known.delete(key);
            else known.set(key, activity);
          }
        }
        expect(sorted(known)).toEqual(customersAfter(history));
      }),
      { numRuns: 80 },
    );
  });
});

/** Who has, or had, an event of the batch; and whom the visitors of changed links may have events of. */
function concerned(before: readonly ActivityEvent[], after: readonly ActivityEvent[], batch: readonly ActivityEvent[]) {
  const told = new Set(batch.map(({ messageId }) => messageId));
  const visitors = batch.flatMap((event) => linkOf(event)?.anonymousId ?? []);
  return new Set(
    [before, after].flatMap((events) => {
      const links = linksOf(events);
      const own = events.filter(({ messageId }) => told.has(messageId)).map(customerResolver(links));
      return [...own, ...visitors.flatMap((each) => customersOf('shop-1', each, links))].map(keyOf);
    }),
  );
}

/** [kind, figure] of all contributions of a kind, whatever the quarter hour. */
const sumOf = (all: readonly Contribution[], kind: Contribution['kind'], figure: 'count' | 'units' | 'minorUnits') =>
  all.filter((each) => each.kind === kind).reduce((sum, each) => sum + each[figure], 0);

describe('the sums of all customers and orders', () => {
  it('are what the events say, each event once', () => {
    fc.assert(
      fc.property(histories, ([history, batches]) => {
        const all = customersAfter(batches.flat()).flatMap(([, activity]) => customerContributions(activity));
        const counted = (matches: (event: ActivityEvent) => boolean) => history.filter(matches).length;
        expect({
          searched: sumOf(all, 'searched', 'count'),
          none: sumOf(all, 'searched-none', 'count'),
          viewed: sumOf(all, 'viewed', 'count'),
          added: sumOf(all, 'added', 'units'),
          visited: sumOf(all, 'visited', 'count'),
        }).toEqual({
          searched: counted(({ call }) => call.kind === 'search'),
          none: counted(({ call }) => call.kind === 'search' && call.results === 0),
          viewed: counted(({ call }) => call.kind === 'product' && call.action === 'viewed'),
          added: history.reduce(
            (sum, { call }) => sum + (call.kind === 'product' && call.action === 'added' ? call.product.quantity : 0),
            0,
          ),
          visited: counted(({ call }) => call.kind === 'page'),
        });
      }),
      { numRuns: 200 },
    );
  });

  it('have each search that led to a product in the quarter hour of the search', () => {
    fc.assert(
      fc.property(anyActivity(80), (history) => {
        for (const [, activity] of customersAfter(history)) {
          const pairs = activity.searches.flatMap((search) =>
            productsLedTo(search, activity.productActions).map((key) => `${quarterStartOf(search.atMs)} ${key}`),
          );
          const summed = customerContributions(activity)
            .filter(({ kind }) => kind === 'search-led-to')
            .flatMap(({ quarterStartMs, key, count }) =>
              Array.from({ length: count }, () => `${quarterStartMs} ${key}`),
            );
          expect(summed.sort()).toEqual(pairs.sort());
        }
      }),
      { numRuns: 200 },
    );
  });

  it('never take back of a product, in any currency and up to any instant, more than was sold', () => {
    fc.assert(
      fc.property(anyActivity(60), (history) => {
        for (const state of ordersAfter(history)) {
          const left = new Map<string, { units: number; minorUnits: number }>();
          const inTime = state === null ? [] : [...orderContributions(state)];
          // Within a quarter hour `refunded` stands before `sold`.
          inTime.sort((a, b) => a.quarterStartMs - b.quarterStartMs || (a.kind === 'sold' ? -1 : 1));
          for (const { kind, key, currency, units, minorUnits } of inTime) {
            const sign = kind === 'sold' ? 1 : -1;
            const line = left.get(`${key} ${currency}`) ?? { units: 0, minorUnits: 0 };
            line.units += sign * units;
            line.minorUnits += sign * minorUnits;
            left.set(`${key} ${currency}`, line);
            expect(Math.min(line.units, line.minorUnits)).toBeGreaterThanOrEqual(0);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('can be kept up to date by differences', () => {
    fc.assert(
      fc.property(anyActivity(30), fc.nat(30), (history, cut) => {
        const sums = (events: readonly ActivityEvent[]) =>
          customersAfter(events).flatMap(([, activity]) => customerContributions(activity));
        const [before, after] = [history.slice(0, cut), history].map((events) => contributionChanges([], sums(events)));
        const changes = contributionChanges(before ?? [], after ?? []);
        expect(contributionChanges(changes, after ?? [])).toEqual(before);
      }),
      { numRuns: 100 },
    );
  });
});

describe('the runs of the checkout', () => {
  it('have each step told once, each checkout_id once and each order at most once', () => {
    fc.assert(
      fc.property(anyActivity(60), (history) => {
        const runs = customersAfter(history).map(([, activity]) => activity.checkouts);
        for (const own of runs) {
          const checkoutIds = own.flatMap(({ checkoutId }) => checkoutId ?? []);
          const orderIds = own.flatMap(({ status }) => (status.kind === 'ordered' ? status.orderId : []));
          expect([new Set(checkoutIds).size, new Set(orderIds).size]).toEqual([checkoutIds.length, orderIds.length]);
          expect(
            own.every(({ silentFromMs, lastAtMs, startedAtMs }) => silentFromMs >= lastAtMs && lastAtMs >= startedAtMs),
          ).toBe(true);
        }
        const failures = runs.flat().flatMap(({ steps }) => steps.map((step) => step.failures));
        expect(failures.reduce((sum, each) => sum + each, 0)).toBe(
          history.filter(({ call }) => call.kind === 'checkout-step' && call.action === 'failed').length,
        );
      }),
      { numRuns: 200 },
    );
  });
});

describe('a visit of a page', () => {
  it('ends, by a second reckoning, with the next page or the last event before 30 min of silence', () => {
    fc.assert(
      fc.property(anyActivity(60), (history) => {
        const resolve = customerResolver(linksOf(history));
        for (const [, own] of grouped(countedInOrder(history), (event) => keyOf(resolve(event)))) {
          const expected = own.flatMap(({ atMs, call }, index) =>
            call.kind === 'page' ? [[call.page.path, atMs, endOf(own, index)]] : [],
          );
          expect(
            foldCustomer(own)?.visits.map(({ page, beganAtMs, endedAtMs }) => [page.path, beganAtMs, endedAtMs]),
          ).toEqual(expected);
        }
      }),
      { numRuns: 200 },
    );
  });
});

/** Event by event. */
function endOf([...ordered]: readonly ActivityEvent[], index: number): number {
  let endMs = ordered[index]?.atMs ?? 0;
  for (const { atMs, call } of ordered.slice(index + 1)) {
    if (atMs - endMs >= SILENCE_MS) return endMs;
    if (call.kind === 'page') return atMs;
    endMs = atMs;
  }
  return endMs;
}
