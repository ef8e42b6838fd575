import { findProduct } from '../goods/catalogue';
import { isValidExpiry, payWith, TEST_CARDS } from './card';
import { fullLines, MAX_QUANTITY, notSoldIn, quantityOf, subtotalOf, unitsOf, withQuantity } from './cart';
import { nextStep } from './checkout';
import { orderCompleted, productViewed } from './shop-events';

test('a cart keeps one line for each product, in the order in which they came', () => {
  const lines = withQuantity(withQuantity(withQuantity([], 'p-101', 1), 'p-201', 2), 'p-101', 3);
  expect(lines).toEqual([
    { productId: 'p-101', quantity: 3 },
    { productId: 'p-201', quantity: 2 },
  ]);
  expect([quantityOf(lines, 'p-201'), quantityOf(lines, 'p-301'), unitsOf(lines)]).toEqual([2, 0, 5]);
  expect(withQuantity(lines, 'p-101', 0)).toEqual([{ productId: 'p-201', quantity: 2 }]);
  expect(quantityOf(withQuantity(lines, 'p-101', 1e6), 'p-101')).toBe(MAX_QUANTITY);
});

test('a sum is in the currency of the customer, and leaves out what the shop no longer has', () => {
  const lines = fullLines([
    { productId: 'p-101', quantity: 2 },
    { productId: 'gone', quantity: 1 },
    { productId: 'p-110', quantity: 1 },
  ]);
  expect(subtotalOf(lines, 'EUR')).toBe(2 * 12_900 + 3900);
  expect(subtotalOf(lines, 'USD')).toBe(2 * 13_900 + 4500);
  expect(notSoldIn(lines, 'FR').map(({ id }) => id)).toEqual(['p-110']);
  expect(notSoldIn(lines, 'DE')).toEqual([]);
});

test('the step to go on with is the first that is not completed', () => {
  expect([[], [1], [2], [1, 2, 3], [1, 2, 3, 4]].map((completed) => nextStep(completed).name)).toEqual([
    'address',
    'shipping',
    'address',
    'review',
    'review',
  ]);
});

test('only the two test cards are taken, however they are typed', () => {
  expect(payWith(TEST_CARDS.accepted)).toBe('accepted');
  expect(payWith('4242-4242-4242-4242')).toBe('accepted');
  expect(payWith(' 4000000000000002 ')).toBe('declined');
  expect(payWith('5555 5555 5555 4444')).toBe('not a test card');
});

test('a card expires with the end of its month', () => {
  const now = new Date(2026, 10, 29);
  expect(['11/26', '12/26', ' 01 / 27 '].map((text) => isValidExpiry(text, now))).toEqual([true, true, true]);
  expect(['10/26', '13/27', '1/27', '', '11/2026'].map((text) => isValidExpiry(text, now))).toEqual(
    Array.from({ length: 5 }, () => false),
  );
});

test('an event carries amounts as Segment does: whole units with cents behind the point', () => {
  const product = findProduct('p-101')!;
  expect(productViewed(product, 'USD').properties).toEqual({
    product_id: 'p-101',
    sku: 'JAC-101',
    name: 'Harbour Rain Jacket',
    category: 'Jackets',
    brand: 'Nordvik',
    variant: 'navy',
    price: 139,
    currency: 'USD',
    quantity: 1,
    url: '/product/p-101',
  });
  const order = { checkoutId: 'c', orderId: 'o', currency: 'EUR', shipping: 490 } as const;
  expect(orderCompleted({ ...order, lines: [{ product, quantity: 2 }] }).properties).toMatchObject({
    revenue: 258,
    shipping: 4.9,
    total: 262.9,
    products: [{ product_id: 'p-101', quantity: 2, price: 129 }],
  });
});
