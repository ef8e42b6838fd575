import { isTrackedName, isTrackersOwnName, shopAppMapName } from './tracked-objects';

const KEY = '0123456789abcdef0123456789abcdef';

test.each([`product.${KEY}`, `product-page.${KEY}`, `customer.${KEY}`, shopAppMapName(KEY)])(
  'the tracker knows %s as a name of its own, and no other text in the place of the key',
  (name) => {
    expect([isTrackedName(name), isTrackersOwnName(name)]).toEqual([true, true]);
    for (const wrong of [name.slice(0, -1), `${name}0`, name.toUpperCase(), name.replace(KEY, 'ana@shop.example')]) {
      expect(isTrackersOwnName(wrong)).toBe(false);
    }
    expect(isTrackedName(name.replace(KEY, 'ana'))).toBe(true);
  },
);

test('steps and summaries are of the tracker, by their number and window', () => {
  for (const name of ['checkout-step.1', 'checkout-step.999', 'activity-summary.today']) {
    expect([isTrackedName(name), isTrackersOwnName(name)]).toEqual([true, true]);
  }
  for (const name of ['checkout-step.0', 'checkout-step.01', 'checkout-step.1000', 'activity-summary.week']) {
    expect([isTrackedName(name), isTrackersOwnName(name)]).toEqual([true, false]);
  }
});

test.each(['', KEY, 'product', `products.${KEY}`, 'queue-index', `recent-calls.WK${KEY}`, `x.product.${KEY}`])(
  'the tracker has nothing to do with "%s"',
  (name) => {
    expect([isTrackedName(name), isTrackersOwnName(name)]).toEqual([false, false]);
  },
);
