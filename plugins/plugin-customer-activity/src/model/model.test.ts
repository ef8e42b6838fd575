import { customerFacts, isUnknown, type CustomerFacts } from './customer-facts';
import type { CustomerEntry } from '@flex-sync-suite/shared/contract';
import { checkoutRun, checkoutSteps, STALLED_AFTER_MS } from './checkout-run';
import { createFormatters } from './formatters';
import { presenceOf } from './presence';
import { stallNotice } from './stall-notice';
import { summaryOf } from './summary';
import { timelineOf } from './timeline';
import {
  cartEntry,
  checkoutEntry,
  customerItem,
  eur,
  interestsEntry,
  minutesBeforeNoon,
  NOON,
  MINUTE,
  nowEntry,
  ordersEntry,
  searchesEntry,
  step,
} from '../testing/customer-fixtures';

const factsOf = (...entries: readonly CustomerEntry[]): CustomerFacts =>
  customerFacts(new Map(entries.map((entry) => [entry.kind, customerItem(entry)])));

describe('the facts', () => {
  it('are told apart by kind, and an item under the key of another is none', () => {
    const items = new Map([
      ['now', customerItem(nowEntry())],
      ['cart', customerItem(searchesEntry(['shoes', 1, 3]))],
      ['later-kind', customerItem(cartEntry())],
    ]);
    const facts = customerFacts(items);
    expect(facts).toMatchObject({ now: nowEntry(), cart: null, searches: null });
    expect([isUnknown(facts), isUnknown(customerFacts(new Map()))]).toEqual([false, true]);
  });
});

describe('where the customer is', () => {
  it.each([
    [5 - 1 / 60, true],
    [5, false],
  ])('the page is the present one for %d minutes after the newest event: %s', (minutes, isHere) => {
    expect(presenceOf(nowEntry({ lastSeenAt: minutesBeforeNoon(minutes) }), NOON)).toEqual({
      isHere,
      page: 'Payment',
      pageSince: NOON - 4 * MINUTE,
      lastSeenAt: NOON - minutes * MINUTE,
    });
  });

  it.each([null, '', '  '])('a page with the title %j goes by its path', (title) => {
    expect(presenceOf(nowEntry({ page: { path: '/a', title } }), NOON).page).toBe('/a');
  });
});

describe('the checkout', () => {
  it('has its steps in their numbered order, the current one also when it was never seen', () => {
    const steps = [step(3, 'Review'), step(1, 'Shipping', { completedAt: minutesBeforeNoon(5) })];
    const shown = checkoutSteps(checkoutEntry({ steps, currentStep: 2 }));
    expect(shown.map((each) => [each.step, each.name, each.state])).toEqual([
      [1, 'Shipping', 'completed'],
      [2, null, 'current'],
      [3, 'Review', 'open'],
    ]);
  });

  it.each([
    [-1, 'on-step'],
    [0, 'stalled'],
  ])('stalls after three minutes on a step: %d ms later it is %s', (ms, kind) => {
    const run = checkoutRun(checkoutEntry(), NOON - 2 * MINUTE + STALLED_AFTER_MS + ms);
    expect(run).toMatchObject({ kind, since: NOON - 2 * MINUTE, step: { step: 2, failures: 2 } });
  });

  it.each([
    [-1, 'stalled'],
    [0, 'stopped'],
  ])('stops when the silence was long enough: %d ms later it is %s', (ms, kind) => {
    const run = checkoutRun(checkoutEntry(), NOON + 20 * MINUTE + ms);
    expect(run).toMatchObject({ kind, step: { name: 'Payment' } });
  });

  it('never stops or stalls once the order came, and then has completed steps only', () => {
    const ordered = checkoutEntry({ orderedAt: minutesBeforeNoon(0), currentStep: null, currentSince: null });
    expect(checkoutRun(ordered, NOON + 99 * MINUTE)).toEqual({ kind: 'ordered', at: NOON });
    expect(new Set(checkoutSteps(ordered).map(({ state }) => state))).toEqual(new Set(['completed']));
  });

  it.each([
    ['no step known yet', { currentStep: null, currentSince: null, steps: [] }, 'between'],
    ['a step since nobody knows when', { currentSince: null }, 'on-step'],
    ['no instant at which it stops', { stopsAt: null }, 'stalled'],
  ])('with %s is "%s", however late it is', (_what, fields, kind) => {
    expect(checkoutRun(checkoutEntry({ ...fields, stopsAt: null }), NOON + 99 * MINUTE).kind).toBe(kind);
  });

  it('is news when it stalls, when it fails again and when it stops, and not while a clock ticks', () => {
    const noticeAt = (minutes: number, fields = {}) =>
      stallNotice(checkoutRun(checkoutEntry(fields), NOON + minutes * MINUTE));
    expect(noticeAt(0)).toBeNull();
    expect(noticeAt(1)).toEqual({ kind: 'stalled', step: 2, name: 'Payment', failures: 2, reason: 'card_declined' });
    expect(noticeAt(9)).toEqual(noticeAt(1));
    expect(noticeAt(20)).toMatchObject({ kind: 'stopped', step: 2 });
    expect(noticeAt(9, { orderedAt: minutesBeforeNoon(0) })).toBeNull();
  });
});

describe('the timeline', () => {
  it('has everything newest first, with what was repeated folded', () => {
    const facts = factsOf(
      nowEntry(),
      searchesEntry(['blue shoes', 10, 3], ['Ｂlue  Shoes', 11, 3], ['hat', 12, 0], ['blue shoes', 13, 3]),
      interestsEntry(['p1', 9, { views: 3 }], ['p1', 9.5, { views: 2 }]),
      checkoutEntry(),
      ordersEntry({ at: minutesBeforeNoon(60) }),
    );
    expect(timelineOf(facts).map(({ deed, times, at }) => [deed.kind, times, (NOON - at) / MINUTE])).toEqual([
      ['step-failed', 2, 1],
      ['step-viewed', 1, 2],
      ['page', 1, 4],
      ['step-completed', 1, 5],
      ['step-viewed', 1, 7],
      ['checkout-started', 1, 8],
      ['view', 5, 9],
      ['search', 2, 10],
      ['search', 1, 12],
      ['search', 1, 13],
      ['order', 1, 60],
    ]);
  });

  it('tells an order once: as the order, and as the end of the checkout only where the order is not known', () => {
    const checkout = checkoutEntry({ orderedAt: minutesBeforeNoon(0) });
    const kinds = (facts: CustomerFacts) => timelineOf(facts).map(({ deed }) => deed.kind);
    expect(kinds(factsOf(checkout))[0]).toBe('ordered');
    const both = kinds(factsOf(checkout, ordersEntry({ at: minutesBeforeNoon(0) })));
    expect(both.filter((kind) => kind.startsWith('order'))).toEqual(['order']);
  });

  it('of one instant has the later step on top', () => {
    const at = minutesBeforeNoon(3);
    const steps = [step(1, 'Shipping', { viewedAt: at, completedAt: at }), step(2, 'Payment', { viewedAt: at })];
    const timeline = timelineOf(factsOf(checkoutEntry({ startedAt: at, steps })));
    expect(timeline.map(({ deed }) => deed.kind)).toEqual([
      'step-viewed',
      'step-completed',
      'step-viewed',
      'checkout-started',
    ]);
  });

  it('of nothing is empty', () => {
    expect(timelineOf(factsOf())).toEqual([]);
  });
});

describe('the summary', () => {
  const kinds = (...entries: readonly CustomerEntry[]) => summaryOf(factsOf(...entries), NOON).map(({ kind }) => kind);

  it('has three lines at most: presence, purchase, and the newest interest', () => {
    const all = [nowEntry(), checkoutEntry(), cartEntry(), ordersEntry({})];
    expect(kinds(...all, searchesEntry(['hat', 1, 0]), interestsEntry(['p1', 2]))).toEqual([
      'presence',
      'checkout',
      'search',
    ]);
    expect(kinds(...all, searchesEntry(['hat', 3, 0]), interestsEntry(['p1', 2]))).toContain('interest');
    expect(kinds()).toEqual([]);
  });

  it('tells the cart where there is no checkout, or its order came', () => {
    expect(kinds(cartEntry())).toEqual(['cart']);
    const ordered = checkoutEntry({ orderedAt: minutesBeforeNoon(3) });
    expect(kinds(ordered, cartEntry())).toEqual(['cart']);
    expect(kinds(ordered, cartEntry({ lines: [], totals: [] }))).toEqual(['checkout']);
  });

  it('counts pieces, and lines that no item had room for', () => {
    expect(summaryOf(factsOf(cartEntry({ more: 3 })), NOON)).toEqual([
      { kind: 'cart', count: 5, totals: [eur(18_200)] },
    ]);
  });
});

describe('amounts, durations and countries', () => {
  const format = createFormatters('en-US', 'UTC');
  const plain = (text: string): string => text.replace(/\s/g, ' ');

  it.each([
    [2_990, 'EUR', '€29.90'],
    [3_000, 'JPY', '¥3,000'],
    [1_250, 'KWD', 'KWD 1.250'],
    // Three decimal places by ISO 4217, none in Intl's own data.
    [1_250, 'IQD', 'IQD 1.250'],
    [-500, 'USD', '-$5.00'],
    [0, 'EUR', '€0.00'],
    [100, 'ZZZ', 'ZZZ 1.00'],
  ])('%i minor units of %s are %s', (minorUnits, currency, text) => {
    expect(plain(format.money({ minorUnits, currency }))).toBe(text);
  });

  it('are written as the agent’s language does', () => {
    const german = createFormatters('de-DE', 'UTC');
    expect(plain(german.money(eur(123_456)))).toBe('1.234,56 €');
    expect([german.country('FR'), german.forMs(4 * MINUTE)]).toEqual(['Frankreich', '4 Min.']);
  });

  it.each([
    [-1, '0 sec'],
    [59_999, '59 sec'],
    [4 * MINUTE, '4 min'],
    [60 * MINUTE, '1 hr'],
    [65 * MINUTE, '1 hr 5 min'],
  ])('%i ms last %s', (ms, text) => {
    expect(format.forMs(ms)).toBe(text);
  });

  it.each([
    ['FR', 'France'],
    ['ZZ1', 'ZZ1'],
    ['somewhere', 'somewhere'],
  ])('the country %s is called %s', (code, name) => {
    expect(format.country(code)).toBe(name);
  });
});
