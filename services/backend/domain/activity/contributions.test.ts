import { minute, other, page, product, search, told } from '../../testing/activity-events';
import type { ActivityEvent } from './activity-event';
import { contributionChanges } from './contribution';
import { customerContributions } from './contributions';
import { foldCustomer } from './fold-customer';

const contributed = (events: readonly ActivityEvent[]) => {
  const activity = foldCustomer(events);
  return activity === null ? [] : customerContributions(activity);
};

/** [minute of the quarter hour, kind, key, figures that are not zero] */
const sums = (...events: readonly ActivityEvent[]) =>
  contributed(events).map(({ quarterStartMs, kind, key, count, units, minorUnits, dwellMs }) => [
    (quarterStartMs - minute(0)) / 60_000,
    kind,
    key,
    Object.fromEntries(Object.entries({ count, units, minorUnits, dwellMs }).filter(([, figure]) => figure !== 0)),
  ]);

describe('what a customer adds to the sums', () => {
  it('is one sum for each quarter hour, kind and key', () => {
    expect(
      sums(
        told(0, page('/a')),
        told(1, search('Red  shoes', 0)),
        told(2, search('RED SHOES', 12)),
        told(3, product('clicked', 'p1')),
        told(4, product('viewed', 'p1')),
        told(5, product('added', 'p1', { quantity: 2 })),
        told(6, product('added', 'p1', { quantity: 3 })),
        told(7, product('removed', 'p1')),
        told(14, page('/a')),
        told(15, product('viewed', 'p1')),
        told(16, other),
      ),
    ).toEqual([
      [0, 'added', 'p1', { count: 2, units: 5 }],
      [0, 'search-led-to', 'p1', { count: 2 }],
      [0, 'searched', 'red shoes', { count: 2 }],
      [0, 'searched-none', 'red shoes', { count: 1 }],
      [0, 'viewed', 'p1', { count: 1 }],
      [0, 'visited', '/a', { count: 2, dwellMs: 16 * 60_000 }],
      [15, 'viewed', 'p1', { count: 1 }],
    ]);
  });

  it('counts a search that led to a product in the quarter hour of the search', () => {
    expect(
      sums(told(14, search('a')), told(15.5, search('b')), told(16, product('viewed', 'p1'))).filter(
        ([, kind]) => kind === 'search-led-to',
      ),
    ).toEqual([
      [0, 'search-led-to', 'p1', { count: 1 }],
      [15, 'search-led-to', 'p1', { count: 1 }],
    ]);
  });

  it('counts each search for each product that it led to, also where a program makes thousands of both in 5 min', () => {
    const events = Array.from({ length: 4_000 }, (_, index) => [
      told(index / 2_000, search(`q${index}`)),
      told(index / 2_000, product('viewed', `p${index}`)),
    ]).flat();
    const led = contributed(events).filter(({ kind }) => kind === 'search-led-to');
    expect(led).toHaveLength(4_000);
    expect(led.reduce((sum, { count }) => sum + count, 0)).toBe((4_000 * 4_001) / 2);
  });
});

describe('the difference of two contributions', () => {
  it('takes back what no longer holds and leaves out what stayed', () => {
    const before = contributed([told(0, search('a')), told(1, product('viewed', 'p1'))]);
    const after = contributed([told(0, search('a')), told(6, product('viewed', 'p1')), told(20, search('b'))]);
    expect(contributionChanges(before, after).map(({ kind, key, count }) => [kind, key, count])).toEqual([
      ['search-led-to', 'p1', -1],
      ['searched', 'b', 1],
    ]);
    expect(contributionChanges(after, after)).toEqual([]);
  });
});
