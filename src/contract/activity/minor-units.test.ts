import { minorUnitDigits } from './minor-units';

it.each([
  ['EUR', 2],
  ['JPY', 0],
  ['KWD', 3],
  ['CLF', 4],
  // Where Intl says 0, as of daily use.
  ['IQD', 3],
  ['HUF', 2],
  // Nobody's currency.
  ['ZZZ', 2],
])('an amount in %s has %i decimal places', (currency, digits) => {
  expect(minorUnitDigits(currency)).toBe(digits);
});
