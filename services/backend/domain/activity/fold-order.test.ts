import { euros, minute, order, other, told, toldProduct } from '../../testing/activity-events';
import type { ActivityEvent, ToldProduct } from './activity-event';
import { orderContributions } from './contributions';
import { foldOrder } from './fold-order';

const shirts = toldProduct('shirt', { quantity: 3, price: euros(1_000) });
const hat = toldProduct('hat', { quantity: 1, price: euros(999) });
const completed = told(0, order('completed', 'o1', { products: [shirts, hat], total: euros(4_199) }));
const refund = (minutes: number, ...products: readonly ToldProduct[]): ActivityEvent =>
  told(minutes, order('refunded', 'o1', { products }));

/** [kind, minute of the quarter hour, product, currency, units, amount] */
const sums = (...events: readonly ActivityEvent[]) => {
  const state = foldOrder(events);
  if (state === null) return null;
  return orderContributions(state).map(({ kind, quarterStartMs, key, currency, units, minorUnits }) => [
    kind,
    (quarterStartMs - minute(0)) / 60_000,
    key,
    currency,
    units,
    minorUnits,
  ]);
};
const SOLD = [
  ['sold', 0, 'hat', 'EUR', 1, 999],
  ['sold', 0, 'shirt', 'EUR', 3, 3_000],
];

describe('an order', () => {
  it('is sold once, by product, in the quarter hour of its completion', () => {
    expect(sums(completed)).toEqual(SOLD);
    expect(foldOrder([completed])).toMatchObject({ total: euros(4_199), state: 'completed', completedAtMs: minute(0) });
  });

  it('that is completed twice with other totals is the earlier one, whoever sent it', () => {
    const server = told(1, order('completed', 'o1', { products: [hat], total: euros(1) }), { anonymousId: 'server' });
    expect(sums(server, completed)).toEqual(SOLD);
    expect(foldOrder([server, completed])?.total).toEqual(euros(4_199));
  });

  it('adds lines of one product, and never amounts of two currencies', () => {
    const lines = [shirts, toldProduct('shirt', { price: { minorUnits: 7, currency: 'USD' } }), shirts];
    expect(sums(told(0, order('completed', 'o1', { products: [...lines, toldProduct('shirt')] })))).toEqual([
      ['sold', 0, 'shirt', null, 1, 0],
      ['sold', 0, 'shirt', 'EUR', 6, 6_000],
      ['sold', 0, 'shirt', 'USD', 1, 7],
    ]);
  });

  it('has as its total the sum of its lines, where the shop told none and they are of one currency', () => {
    const totalOf = (...products: readonly ToldProduct[]) =>
      foldOrder([told(0, order('completed', 'o1', { products }))])?.total;
    expect(totalOf(shirts, hat)).toEqual(euros(3_999));
    expect(totalOf(shirts, toldProduct('x', { price: { minorUnits: 7, currency: 'USD' } }))).toBeNull();
    expect(totalOf()).toBeNull();
  });

  it('is taken back whole by a refund without products and by a cancellation, once', () => {
    const all = [
      ['refunded', 15, 'hat', 'EUR', 1, 999],
      ['refunded', 15, 'shirt', 'EUR', 3, 3_000],
    ];
    expect(sums(completed, refund(20))).toEqual([...SOLD, ...all]);
    expect(sums(completed, told(20, order('cancelled', 'o1', { products: [hat] })), refund(50))).toEqual([
      ...SOLD,
      ...all,
    ]);
  });

  it('is taken back in parts, never more than is left', () => {
    const two = { ...shirts, quantity: 2 };
    expect(sums(refund(20, two), completed, refund(40, two), refund(60, two))).toEqual([
      ...SOLD,
      ['refunded', 15, 'shirt', 'EUR', 2, 2_000],
      ['refunded', 30, 'shirt', 'EUR', 1, 1_000],
    ]);
    expect(foldOrder([completed, refund(20, two)])?.state).toBe('partly-refunded');
    expect(foldOrder([completed, refund(20, { ...shirts, quantity: 99 }, hat)])?.state).toBe('refunded');
  });

  it.each([
    ['with its own price', { price: euros(400) }, 400],
    ['with a minus', { price: euros(-400) }, 400],
    ['with more than was paid', { price: euros(99_999) }, 3_000],
    ['without a price', {}, 1_000],
    ['in another currency', { price: { minorUnits: 5, currency: 'USD' } }, 1_000],
  ])('gives back for one piece, told %s, that of what was paid', (_how, over, amount) => {
    expect(sums(completed, refund(1, toldProduct('shirt', over)))?.slice(0, 1)).toEqual([
      ['refunded', 0, 'shirt', 'EUR', 1, amount],
    ]);
  });

  it('gives back thirds of a cent-odd amount to the cent', () => {
    const odd = told(
      0,
      order('completed', 'o1', {
        products: [
          { ...shirts, quantity: 1, price: euros(100) },
          { ...shirts, quantity: 2, price: euros(0) },
        ],
      }),
    );
    const one = toldProduct('shirt');
    expect(sums(odd, refund(15, one), refund(30, one), refund(45, one), refund(60, one))?.map((sum) => sum[5])).toEqual(
      [100, 33, 34, 33],
    );
  });

  it('takes nothing more back of a product whose pieces are all back, though not all of its money is', () => {
    const half = { ...hat, price: euros(500) };
    expect(sums(completed, refund(20, half), refund(40, toldProduct('hat')))?.slice(2)).toEqual([
      ['refunded', 15, 'hat', 'EUR', 1, 500],
    ]);
    expect(sums(completed, refund(20, half), refund(40))?.slice(3)).toEqual([
      ['refunded', 30, 'hat', 'EUR', 0, 499],
      ['refunded', 30, 'shirt', 'EUR', 3, 3_000],
    ]);
  });

  it('takes back what it sold not before it sold it, when a clock says so', () => {
    expect(sums(refund(-60, hat), completed)).toEqual([['refunded', 0, 'hat', 'EUR', 1, 999], ...SOLD]);
  });

  it('that was only taken back has sold nothing and takes nothing back', () => {
    expect(sums(refund(0, hat))).toEqual([]);
    expect(foldOrder([refund(0)])).toMatchObject({
      atMs: minute(0),
      completedAtMs: null,
      total: null,
      state: 'refunded',
    });
  });

  it('takes back nothing of a product that it does not have', () => {
    expect(sums(completed, refund(1, toldProduct('scarf', { price: euros(5) })))).toEqual(SOLD);
  });

  it('stays a number that can be stored, whatever a shop says', () => {
    const much = toldProduct('p', { quantity: Number.MAX_SAFE_INTEGER, price: euros(Number.MAX_SAFE_INTEGER) });
    const sold = sums(told(0, order('completed', 'o1', { products: [much, much] })), refund(1))?.flat();
    expect(sold?.filter((each) => typeof each === 'number' && !Number.isSafeInteger(each))).toEqual([]);
    const less = toldProduct('p', { price: euros(-5) });
    expect(sums(told(0, order('completed', 'o1', { products: [less] })))).toEqual([['sold', 0, 'p', 'EUR', 1, 0]]);
  });

  it('is none without an event of an order', () => {
    expect(foldOrder([told(0, other)])).toBeNull();
  });
});
