import fc from 'fast-check';
import { arrayWork } from '../../testing/array-work';
import { MAX_PARAMETERS, parseFormBody, type FormBody } from './form-body';

function parse(text: string): FormBody {
  const form = parseFormBody(Buffer.from(text));
  if (typeof form === 'string') throw new Error(form);
  return form;
}

test('decodes plus signs, percent signs and empty values', () => {
  expect(parse('Name=Sales+%2F%20EMEA&Empty=&Umlaut=%C3%BC').fields).toEqual({
    Name: 'Sales / EMEA',
    Empty: '',
    Umlaut: 'ü',
  });
  expect(parse('').fields).toEqual({});
});

test('keeps every value of a repeated parameter for the signature, and the first for the reader', () => {
  const form = parse('A=1&B=2&A=3&A=1');
  expect(form.parameters).toEqual({ A: ['1', '3', '1'], B: '2' });
  expect(form.fields).toEqual({ A: '1', B: '2' });
});

test('takes a parameter named __proto__ for a parameter', () => {
  const form = parse('__proto__=x&constructor=y');
  expect(Object.entries(form.fields)).toEqual([
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
  expect(parseFormBody(raw)).toBe('invalid-encoding');
});

test.each(['A', 'A=1&B', 'A=1&&B=2', 'A=1&', '&'])(
  'refuses %s, which no serializer writes: the signature does not tell names from values',
  (text) => {
    expect(parseFormBody(Buffer.from(text))).toBe('malformed');
  },
);

test('counts parameters before it decodes them', () => {
  const body = (count: number) => Buffer.from(new Array(count).fill('A=1').join('&'));
  expect(parseFormBody(body(MAX_PARAMETERS))).toMatchObject({ fields: { A: '1' } });
  expect(parseFormBody(body(MAX_PARAMETERS + 1))).toBe('too-many-parameters');
  expect(parseFormBody(Buffer.from('&'.repeat(256 * 1024)))).toBe('too-many-parameters');
});

test.each<[string, (index: number) => string]>([
  ['the same parameter again and again', () => 'a=1'],
  ['one parameter with many values', (index) => `a=${index}`],
  ['many parameters', (index) => `a${index}=1`],
  ['escapes', (index) => `%61=%2${index % 10}`],
])('twice as many parameters are twice the work: %s', (_name, parameter) => {
  const workOf = (count: number) => {
    const raw = Buffer.from(Array.from({ length: count }, (_each, index) => parameter(index)).join('&'));
    return arrayWork(() => parseFormBody(raw));
  };
  expect(workOf(400)).toBeGreaterThan(0);
  expect(workOf(800) / workOf(400)).toBeLessThan(2.1);
});

test('reads back every form that URLSearchParams writes', () => {
  // Every code point but the surrogates, which no UTF-8 can carry.
  const name = fc.string({ unit: 'binary', minLength: 1 });
  const value = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(name, value), { selector: ([key]) => key }), (pairs) => {
      const form = parse(new URLSearchParams(pairs).toString());
      expect(Object.entries(form.fields).sort()).toEqual([...pairs].sort());
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
