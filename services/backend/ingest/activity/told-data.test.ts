import { seededRandom } from '../../testing/seeded-random';
import { toldData, toldWords } from './told-data';

const MASK = '•••';

test.each([
  ['write to ana@shop.example now', `write to ${MASK} now`],
  ['call +49 151 1234567', `call ${MASK}`],
  ['order 4711004711', `order ${MASK}`],
  ['from 192.0.2.17 today', `from ${MASK} today`],
  ['from 2001:db8::8a2e:370:7334', `from ${MASK}`],
  ['https://ana:pw@shop.example/p/1/?token=abc&page=2', '/p/1?page=2'],
  ['see https://shop.example/?session=abc for it', 'see / for it'],
  ['/account?token=abc', '/account'],
  ['javascript:alert(1)', 'javascript:alert(1)'],
])('%s is kept as %s', (text, kept) => {
  expect(toldWords(text)).toBe(kept);
});

test.each([
  '2026-03-12T11:59:00.000Z',
  '2026-03-12T11:59:00+01:00',
  '2026-03-12',
  'red shoes, size 42',
  'bébé 日本 👟',
  '0a1b2c3d4e5f60718293a4b5c6d7e8f9',
  '12.34',
  'at 12:30:15',
  'version 2.17.1',
])('%s tells nothing of anybody and is kept as it is', (text) => {
  expect(toldWords(text)).toBe(text);
});

test('properties that say how to reach somebody or who it is are dropped at any depth, the others are kept', () => {
  const data = {
    ...{ name: 'Shoe', price: 12.5, stock: 3, isNew: true, note: null, tags: ['red', 'ana@shop.example'] },
    supplier: {
      city: 'Oslo',
      eMail: 'x',
      'E-Mail': 'x',
      phone_number: 1,
      IP: 'x',
      ipAddress: 'x',
      lines: [{ tel: 1, n: 1 }],
    },
    ...{ firstName: 'Ana', 'date-of-birth': 'x', Password: 'x', access_token: 'x', shippingAddress: { city: 'x' } },
  };
  expect(toldData(data)).toEqual({
    ...{ name: 'Shoe', price: 12.5, stock: 3, isNew: true, note: null, tags: ['red', MASK] },
    supplier: { city: 'Oslo', lines: [{ n: 1 }] },
  });
});

test('what a property is called is masked, too', () => {
  expect(toldData({ 'ana@shop.example': 1, ok: 2 })).toEqual({ [MASK]: 1, ok: 2 });
});

test('a property named __proto__ is a property like any other', () => {
  const told = toldData(JSON.parse('{"__proto__":{"admin":true},"a":1}') as object);
  expect(Object.getPrototypeOf(told)).toBe(Object.prototype);
  expect(JSON.stringify(told)).toBe('{"__proto__":{"admin":true},"a":1}');
});

const nested = (levels: number): object =>
  JSON.parse(`${'{"a":'.repeat(levels - 1)}{}${'}'.repeat(levels - 1)}`) as object;

test('data of 100 levels is kept, and deeper data is refused, however deep', () => {
  expect(toldData(nested(100))).toEqual(nested(100));
  expect(() => toldData(nested(101))).toThrow('more than 100 levels');
  expect(() => toldData(nested(20_000))).toThrow('more than 100 levels');
  expect(() => toldData({ a: JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`) as unknown })).toThrow(
    'more than 100 levels',
  );
});

const CONTACTS = [
  'ana@shop.example',
  '+49 151 1234567',
  '0151 1234567',
  '4711004711',
  '192.0.2.17',
  'https://x.example/a?t=9',
] as const;
const WORDS = ['shoes', 'size 42', 'é日👟', '\0', '\ud800', 'at 12:30', '(red)', ', and'] as const;

test('wherever contacts stand among words, none of them is left, and the database can hold what is', () => {
  const random = seededRandom(7);
  for (let round = 0; round < 500; round += 1) {
    const words: string[] = Array.from({ length: 6 }, () => random.pick(WORDS));
    const contact = random.pick(CONTACTS);
    words.splice(random.int(7), 0, contact);
    const told = toldWords(words.join(' '));
    expect(told).not.toContain(contact);
    expect(told).not.toContain('t=9');
    expect(told).not.toMatch(/[\0\p{Surrogate}]/u);
  }
});
