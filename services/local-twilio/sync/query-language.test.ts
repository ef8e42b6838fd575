import fc from 'fast-check';
import { parseQuery } from './query-language';
import { SyncError } from './sync-error';

const worker = {
  activity_name: 'Available',
  age: 7,
  ready: true,
  attributes: { team: 'EMEA', skills: ['sales', 'support'], note: 'likes "tea"' },
};

test.each([
  ['', true],
  ['data.activity_name == "Available"', true],
  ["activity_name == 'Available'", true],
  ['data.activity_name != "Available"', false],
  ['data.age > 6 && data.age < 8', true],
  ['data.age >= 8', false],
  ['data.ready == true', true],
  ['data.missing == null', false],
  ['data.attributes.team in ["EMEA", "APAC"]', true],
  ['data.attributes.team not_in ["EMEA"]', false],
  ['data.attributes.team not_in []', true],
  ['data.attributes.skills contains "sales"', true],
  ['data.attributes.skills contains "tea"', false],
  ['data.attributes.note contains "\\"tea\\""', true],
  ['data.activity_name contains "vail"', true],
  ['data.age == 1 || data.age == 7 && data.ready == false', false],
  ['(data.age == 7 OR data.age == 1) AND data.ready == true', true],
  ['data.age > "6"', false],
])('[SY12] %s matches the worker: %s', (query, expected) => {
  expect(parseQuery(query)(worker)).toBe(expected);
});

test.each([
  'data.age ==',
  'data.age = 7',
  '== 7',
  'data.age == 7 data.ready == true',
  '(data.age == 7',
  'data.age in ["a" "b"]',
  'data.age == 7 &&',
  'data.name == "open',
  '{"a":1}',
])('[SY12] %s cannot be parsed', (query) => {
  expect(() => parseQuery(query)).toThrow(/^Cannot parse query: /);
});

test('[SY12] any string literal finds exactly its own text', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (text, other) => {
      const literal = `"${text.replace(/[\\"]/g, '\\$&')}"`;
      const matches = parseQuery(`data.name == ${literal}`);
      expect(matches({ name: text })).toBe(true);
      expect(matches({ name: other })).toBe(text === other);
    }),
  );
});

test.each(['constructor', 'toString', '__proto__', 'valueOf'])('[SY12] %s is no operator', (name) => {
  expect(() => parseQuery(`a ${name} 1`)).toThrow(SyncError);
});

test('[SY12] a query nested deeper than the stack is deep, and an endless one, are refused', () => {
  for (const query of ['('.repeat(9_000), 'a == 1 or '.repeat(100_000)]) {
    expect(() => parseQuery(query)).toThrow(SyncError);
  }
});
