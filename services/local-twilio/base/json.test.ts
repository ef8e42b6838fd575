import { parseJson } from './json';

test('brackets inside texts do not count as levels', () => {
  const text = JSON.stringify({ a: '['.repeat(1_000), 'b"\\\\[': ['\\\\', '"[{'] });
  expect(parseJson(text)).toEqual(JSON.parse(text));
});

test.each([201, 100_001])('JSON of %i levels is refused, not an error of the stack; 200 levels are data', (levels) => {
  const nested = (count: number): string => `${'['.repeat(count)}${']'.repeat(count)}`;
  expect(() => parseJson(nested(levels))).toThrow(SyntaxError);
  expect(parseJson(nested(200))).toEqual(JSON.parse(nested(200)));
});
