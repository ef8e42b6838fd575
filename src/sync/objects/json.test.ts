import fc from 'fast-check';
import { copyJson, isSameJson } from './json';

it('copies any JSON value so that it is the same and shares nothing', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const copy = copyJson(value);
      expect(isSameJson(copy, value)).toBe(true);
      if (typeof value === 'object' && value !== null) expect(copy).not.toBe(value);
    }),
  );
});

it('calls two JSON values the same exactly when their canonical texts are', () => {
  const canonical = (value: unknown): string =>
    JSON.stringify(value, (_key, field: unknown) =>
      typeof field === 'object' && field !== null && !Array.isArray(field)
        ? Object.fromEntries(Object.entries(field).sort(([a], [b]) => (a < b ? -1 : 1)))
        : field,
    );
  const small = fc.jsonValue({ maxDepth: 2 });
  fc.assert(
    fc.property(small, small, (a, b) => {
      expect(isSameJson(a, b)).toBe(canonical(a) === canonical(b));
    }),
  );
});

it('tells an array from an object with the same entries', () => {
  expect(isSameJson(['a'], { 0: 'a' })).toBe(false);
  expect(isSameJson({ a: undefined }, { b: 1 })).toBe(false);
});
