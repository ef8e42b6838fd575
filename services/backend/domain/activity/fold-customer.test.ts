import {
  alias,
  cart,
  euros,
  identify,
  minute,
  order,
  other,
  page,
  product,
  search,
  started,
  told,
  toldProduct,
} from '../../testing/activity-events';
import type { ActivityEvent } from './activity-event';
import { productsLedTo } from './customer/searches';
import { foldCustomer, type CustomerActivity } from './fold-customer';
import { isCounted } from './ordered-events';

const folded = (...events: readonly ActivityEvent[]): CustomerActivity => {
  const activity = foldCustomer(events);
  if (activity === null) throw new Error('none of the events counts');
  return activity;
};

/** [page, minute of the begin, minute of the end] */
const visits = (...events: readonly ActivityEvent[]) =>
  folded(...events).visits.map(({ page: { path }, beganAtMs, endedAtMs }) => [
    path,
    (beganAtMs - minute(0)) / 60_000,
    (endedAtMs - minute(0)) / 60_000,
  ]);

describe('a visit of a page', () => {
  it('ends with the next page, and the last one with the last event', () => {
    expect(visits(told(0, page('/a')), told(2, other), told(3, page('/b')), told(7, other))).toEqual([
      ['/a', 0, 3],
      ['/b', 3, 7],
    ]);
  });

  it('ends with the last event before 30 min of silence, also where a page follows later', () => {
    const night = 600;
    expect(visits(told(0, page('/a')), told(29.9, other), told(59.9, other), told(night, page('/b')))).toEqual([
      ['/a', 0, 29.9],
      ['/b', night, night],
    ]);
  });

  it('has no dwell where two pages are told of one instant', () => {
    expect(visits(told(1, page('/b')), told(1, page('/a')), told(2, other)).map(([, from, to]) => [from, to])).toEqual([
      [1, 1],
      [1, 2],
    ]);
  });
});

describe('a search', () => {
  it('is counted by its folded query and shown as it was typed', () => {
    expect(folded(told(0, search('  Red　ＳＨＯＥＳ ', 3))).searches).toEqual([
      { queryKey: 'red shoes', query: '  Red　ＳＨＯＥＳ ', atMs: minute(0), results: 3 },
    ]);
  });

  it('led to each product that was clicked or viewed in the next 5 min, once', () => {
    const { searches, productActions } = folded(
      told(-0.1, product('viewed', 'before')),
      told(0, search('shoes')),
      told(0, product('clicked', 'same instant')),
      told(1, product('clicked', 'p1')),
      told(2, product('viewed', 'p1')),
      told(3, product('added', 'added only')),
      told(5, product('viewed', 'p2')),
      told(5.001, product('viewed', 'too late')),
    );
    expect(searches.map((each) => productsLedTo(each, productActions))).toEqual([['same instant', 'p1', 'p2']]);
  });

  it('leads to a product beside an earlier search of the same 5 min', () => {
    const { searches, productActions } = folded(
      told(0, search('shoes')),
      told(1, search('red shoes')),
      told(2, product('viewed', 'p1')),
      told(5.5, product('viewed', 'p2')),
    );
    expect(searches.map((each) => productsLedTo(each, productActions))).toEqual([['p1'], ['p1', 'p2']]);
  });
});

/** [product, pieces], the newest first */
const cartOf = (...events: readonly ActivityEvent[]) =>
  folded(told(-1, other), ...events).cart.map(({ productId, quantity }) => [productId, quantity]);

describe('the cart', () => {
  it('has what was added and not removed, never less than nothing', () => {
    expect(
      cartOf(
        told(0, product('removed', 'p1', { quantity: 9 })),
        told(1, product('added', 'p1', { quantity: 2 })),
        told(2, product('added', 'p2', { quantity: 3 })),
        told(3, product('added', 'p1')),
        told(4, product('removed', 'p2', { quantity: 2 })),
        told(5, product('removed', 'p3')),
      ),
    ).toEqual([
      ['p1', 3],
      ['p2', 1],
    ]);
    expect(
      cartOf(told(1, product('added', 'p1', { quantity: 2 })), told(2, product('removed', 'p1', { quantity: 5 }))),
    ).toEqual([]);
  });

  it('is replaced by a cart that was shown, whose lines keep their age', () => {
    expect(
      cartOf(
        told(0, product('added', 'old')),
        told(1, product('added', 'gone')),
        told(2, product('added', 'young')),
        told(3, cart(toldProduct('old', { quantity: 4 }), toldProduct('young'), toldProduct('young'))),
      ),
    ).toEqual([
      ['young', 2],
      ['old', 4],
    ]);
    expect(cartOf(told(0, product('added', 'p1')), told(1, cart()))).toEqual([]);
  });

  it.each(['a', 'z'])('counts what was added and shown in one millisecond once, with messageId %s', (messageId) => {
    expect(
      cartOf(told(0, product('added', 'p1'), { messageId: 'm' }), told(0, cart(toldProduct('p1')), { messageId })),
    ).toEqual([['p1', 1]]);
  });

  it('stays through a checkout and is emptied by the order, once', () => {
    const begun = [told(0, product('added', 'p1')), told(1, started({ products: [toldProduct('p1')] }))];
    const thanks = order('completed', 'o1');
    expect(cartOf(...begun)).toEqual([['p1', 1]]);
    expect(cartOf(...begun, told(2, thanks))).toEqual([]);
    // The page of thanks is opened again two days later.
    expect(cartOf(...begun, told(2, thanks), told(3, product('added', 'p2')), told(2880, thanks))).toEqual([['p2', 1]]);
    expect(cartOf(...begun, told(2, order('refunded', 'o0')))).toEqual([['p1', 1]]);
  });
});

describe('what is known of a customer', () => {
  it('is of each field of a product the newest that was told, and never the price of a refund', () => {
    const { products } = folded(
      told(0, product('viewed', 'p2', { name: 'Hat' })),
      told(0, product('viewed', 'p1', { name: 'Shoe', category: 'Shoes', price: euros(5_000) })),
      told(1, product('added', 'p1', { name: 'Shoe, red', price: euros(4_500) })),
      told(2, order('completed', 'o1', { products: [toldProduct('p1')] })),
      told(3, order('refunded', 'o1', { products: [toldProduct('p1', { price: euros(-1) })] })),
    );
    expect(products).toEqual([
      { productId: 'p1', name: 'Shoe, red', category: 'Shoes', price: euros(4_500) },
      { productId: 'p2', name: 'Hat', category: null, price: null },
    ]);
  });

  it('is where the customer was told to be last, the newest page and the newest event', () => {
    const activity = folded(
      told(0, page('/a'), { location: { country: 'FR', region: null } }),
      told(1, page('/b', 'B'), { location: { country: 'DE', region: 'Berlin' } }),
      told(2, other),
    );
    expect(activity).toMatchObject({
      location: { country: 'DE', region: 'Berlin' },
      page: { page: { path: '/b', title: 'B' }, atMs: minute(1) },
      lastAtMs: minute(2),
      userId: null,
      isVerified: false,
    });
  });

  it.each([
    [[true, true], true],
    [[true, false], false],
    [[false, true], false],
  ])('is verified when the shop signed every event that names the user: %p', (signed, isVerified) => {
    const events = signed.map((each, index) => told(index, identify, { userId: 'ada', isVerified: each }));
    expect(folded(told(9, page('/')), ...events)).toMatchObject({ userId: 'ada', isVerified });
  });

  it('lists the orders that the own events tell of, each once', () => {
    const { orders } = folded(
      told(5, order('refunded', 'o2')),
      told(1, order('completed', 'o1', { total: euros(900) })),
      told(2, order('completed', 'o1', { total: euros(1) })),
    );
    expect(orders).toMatchObject([
      { orderId: 'o1', atMs: minute(1), total: euros(900), state: 'completed' },
      { orderId: 'o2', atMs: minute(5), completedAtMs: null, total: null, state: 'refunded' },
    ]);
  });
});

describe('an event', () => {
  const day = 24 * 60 * 60_000;

  it.each([
    [day, true],
    [day + 1, false],
    [-30 * day, true],
    [-30 * day - 1, false],
  ])('that is %p ms ahead of its arrival counts: %p', (ahead, counts) => {
    const arrived = told(0, page('/'), { receivedAtMs: minute(0) - ahead });
    expect(isCounted(arrived)).toBe(counts);
    expect(foldCustomer([arrived]) !== null).toBe(counts);
  });

  it('that is told again has the instant and the content of its first arrival', () => {
    const first = told(1, page('/first'), { messageId: 'm1' });
    const retry = told(3, page('/retry'), { messageId: 'm1', receivedAtMs: first.receivedAtMs + 5_000 });
    const elsewhere = told(2, page('/elsewhere'), { messageId: 'm1', shopId: 'shop-2' });
    expect(folded(retry, first).visits).toMatchObject([{ page: { path: '/first' }, beganAtMs: minute(1) }]);
    expect(folded(retry, elsewhere, first).visits).toHaveLength(2);
  });

  it('of a kind that says nothing shows that the customer is there', () => {
    expect(folded(told(0, page('/')), told(4, alias('a0'), { userId: 'ada' })).lastAtMs).toBe(minute(4));
  });
});
