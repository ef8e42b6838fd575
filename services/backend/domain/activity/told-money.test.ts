import { moneyOf } from './told-money';

test.each([
  [19.99, 'EUR', 1_999],
  ['19.99', 'eur', 1_999],
  [1.005, 'USD', 101],
  [500, 'JPY', 500],
  [1.234, 'KWD', 1_234],
  [-5, 'EUR', -500],
  [-0, 'EUR', 0],
])('%p %s is %p in the minor unit', (amount, currency, minorUnits) => {
  expect(moneyOf(amount, currency)).toEqual({ minorUnits, currency: currency.toUpperCase() });
});

test.each([
  [NaN, 'EUR'],
  [Infinity, 'EUR'],
  [1e308, 'EUR'],
  [2 ** 53, 'EUR'],
  ['1,99', 'EUR'],
  ['0x10', 'EUR'],
  ['', 'EUR'],
  [null, 'EUR'],
  [{}, 'EUR'],
  [1, 'ABC'],
  [1, ''],
  [1, 'toString'],
  [1, 7],
])('%p %p is no amount', (amount, currency) => {
  expect(moneyOf(amount, currency)).toBeNull();
});
