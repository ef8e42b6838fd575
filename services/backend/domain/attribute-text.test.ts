import { attributeText, withoutValue, withValue } from './attribute-text';

const textOf = (text: string) => {
  const attributes = attributeText(text);
  if (attributes === null) throw new Error(`no object: ${text}`);
  return attributes;
};

test.each([
  ['', '{"who":"WK1"}', '{}'],
  ['{}', '{"who":"WK1"}', '{}'],
  ['{ "n": 12345678901234567890 }', '{ "n": 12345678901234567890,"who":"WK1" }', '{ "n": 12345678901234567890 }'],
  ['{"who":null,"n":1.0}', '{"who":"WK1","n":1.0}', '{"n":1.0}'],
  ['{"n":1,"who":"x","who":"y"}', '{"n":1,"who":"WK1","who":"WK1"}', '{"n":1}'],
  ['{"a":{"who":1}}', '{"a":{"who":1},"who":"WK1"}', '{"a":{"who":1}}'],
])('in %s one key is written and taken away, and nothing else', (text, written, without) => {
  expect(withValue(textOf(text), 'who', '"WK1"')).toBe(written);
  expect(withoutValue(textOf(text), 'who')).toBe(without);
  expect(JSON.parse(withoutValue(textOf(written), 'who'))).toEqual(JSON.parse(without));
});

test.each(['[]', '"x"', '{"a":1,}', 'null'])('%s is no object', (text) => {
  expect(attributeText(text)).toBeNull();
});
