import { CATEGORIES, findProduct, inCategory, isSoldIn, searchGoods } from './catalogue';
import { COUNTRIES, countryOf } from './countries';
import { GOODS } from './goods';
import { formatMoney } from './money';

const namesOf = (query: string) => searchGoods(query).map(({ name }) => name);

test('every product is complete: names, prices in both currencies, stock, supplier, margin', () => {
  expect(GOODS).toHaveLength(60);
  expect(new Set(GOODS.map(({ id }) => id)).size).toBe(60);
  expect(new Set(GOODS.map(({ name }) => name)).size).toBe(60);
  for (const product of GOODS) {
    const { name, brand, colour, size, supplier } = product;
    expect([name, brand, colour, size, supplier]).not.toContain('');
    for (const figure of [...Object.values(product.prices), product.quantity, product.marginPercent]) {
      expect(Number.isInteger(figure) && figure > 0).toBe(true);
    }
  }
});

test('each category has goods, and every product is found by its id', () => {
  expect(CATEGORIES).toHaveLength(6);
  expect(CATEGORIES.flatMap(inCategory)).toEqual(GOODS);
  expect(GOODS.map(({ id }) => findProduct(id))).toEqual(GOODS);
  expect(findProduct('p-0')).toBeUndefined();
});

test('some goods are not sold in every country that the shop delivers to, each country has some', () => {
  const known = COUNTRIES.map(({ code }) => code);
  expect(GOODS.flatMap(({ notSoldIn }) => notSoldIn).filter((code) => !known.includes(code))).toEqual([]);
  expect(GOODS.some((product) => !isSoldIn(product, 'FR'))).toBe(true);
  for (const code of known) expect(GOODS.filter((product) => isSoldIn(product, code)).length).toBeGreaterThan(40);
});

test('a search takes every word, whatever its case, width and accents', () => {
  expect(namesOf('rain jacket')).toEqual(['Harbour Rain Jacket', "Children's Rain Cape"]);
  expect(namesOf('  ＲＡＩＮ   Jacket ')).toEqual(namesOf('rain jacket'));
  expect(namesOf('creme brulee')).toEqual(['Crème Brûlée Torch']);
  expect(namesOf('nordvik boot')).toEqual(['Hiking Boot', 'Winter Boot']);
  expect(namesOf('unicorn')).toEqual([]);
  expect(namesOf('   ')).toEqual([]);
});

test('a price is written in the currency of the country', () => {
  expect(formatMoney(12_900, countryOf('FR').currency)).toBe('€129.00');
  expect(formatMoney(13_900, countryOf('US').currency)).toBe('$139.00');
  expect(countryOf('??').code).toBe('DE');
});
