import fc from 'fast-check';
import { parseFormBody } from './form-body';

const parse = (text: string) => parseFormBody(Buffer.from(text));

test('decodes plus signs, percent signs and names without a value', () => {
  expect(parse('Name=Sales+%2F%20EMEA&Empty=&Bare&Umlaut=%C3%BC')?.fields).toEqual({
    Name: 'Sales / EMEA',
    Empty: '',
    Bare: '',
    Umlaut: 'ü',
  });
});

test('keeps every value of a repeated parameter for the signature, and the first for the reader', () => {
  const form = parse('A=1&B=2&A=3&A=1');
  expect(form?.parameters).toEqual({ A: ['1', '3', '1'], B: '2' });
  expect(form?.fields).toEqual({ A: '1', B: '2' });
});

test('takes a parameter named __proto__ for a parameter', () => {
  const form = parse('__proto__=x&constructor=y');
  expect(Object.entries(form?.fields ?? {})).toEqual([
    ['__proto__', 'x'],
    ['constructor', 'y'],
  ]);
});

test.each([
  ['raw bytes that are not UTF-8', Buffer.from([0x41, 0x3d, 0xff])],
  ['percent signs that are not UTF-8', Buffer.from('A=%FF%FE')],
  ['an overlong encoding', Buffer.from('A=%C0%AF')],
  ['a percent sign cut in two', Buffer.from('A=1&B=%E')],
])('refuses %s', (_name, raw) => {
  expect(parseFormBody(raw)).toBeNull();
});

test('reads back every form that URLSearchParams writes', () => {
  // Every code point but the surrogates, which no UTF-8 can carry.
  const name = fc.string({ unit: 'binary', minLength: 1 });
  const value = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(name, value), { selector: ([key]) => key }), (pairs) => {
      const form = parse(new URLSearchParams(pairs).toString());
      expect(Object.entries(form?.fields ?? {}).sort()).toEqual([...pairs].sort());
    }),
  );
});

test('never throws, whatever the bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (raw) => {
      parseFormBody(Buffer.from(raw));
    }),
  );
});
