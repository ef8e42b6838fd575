import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { arrayWork } from '../testing/array-work';
import { createSignatureCheck, type FormParameters } from './webhook-signature';

const TOKEN = 'primary-auth-token';
const BASE = 'https://backend.example';
const PATH = '/webhooks/taskrouter';
const form = { EventType: 'task.created', TaskSid: `WT${'1'.repeat(32)}`, Sid: `EV${'2'.repeat(32)}` };

/** The algorithm of the public documentation, written a second time. */
function sign(url: string, parameters: Readonly<Record<string, string>>, authToken = TOKEN): string {
  const text =
    url +
    Object.keys(parameters)
      .sort()
      .map((name) => name + (parameters[name] ?? ''))
      .join('');
  return createHmac('sha1', authToken).update(text).digest('base64');
}

const check = createSignatureCheck(BASE, [TOKEN, 'secondary-auth-token']);

test('accepts what either auth token signed, so that a rotation loses no event', () => {
  expect(check(PATH, sign(BASE + PATH, form), form)).toBe(true);
  expect(check(PATH, sign(BASE + PATH, form, 'secondary-auth-token'), form)).toBe(true);
});

test('signs over the query of the callback URL too', () => {
  const path = `${PATH}?tenant=a%20b`;
  expect(check(path, sign(BASE + path, form), form)).toBe(true);
  expect(check(PATH, sign(BASE + path, form), form)).toBe(false);
});

test.each<[string, string | undefined, string, FormParameters]>([
  ['no signature', undefined, PATH, form],
  ['an empty signature', '', PATH, form],
  ['another auth token', sign(BASE + PATH, form, 'other'), PATH, form],
  ['another path', sign(BASE + PATH, form), '/webhooks/other', form],
  ['an added query', sign(BASE + PATH, form), `${PATH}?a=b`, form],
  ['another host', sign(`https://evil.example${PATH}`, form), PATH, form],
  ['another scheme', sign(`http://backend.example${PATH}`, form), PATH, form],
  ['another port', sign(`https://backend.example:8443${PATH}`, form), PATH, form],
  ['an added parameter', sign(BASE + PATH, form), PATH, { ...form, Extra: '1' }],
  ['a removed parameter', sign(BASE + PATH, form), PATH, { EventType: form.EventType }],
  ['a second value', sign(BASE + PATH, form), PATH, { ...form, Sid: [form.Sid, 'other'] }],
  ['a valid signature of the URL alone', sign(BASE + PATH, {}), PATH, form],
])('refuses %s', (_name, signature, path, parameters) => {
  expect(check(path, signature, parameters)).toBe(false);
});

test('refuses every change of one character in the signature or in a value', () => {
  const signature = sign(BASE + PATH, form);
  const position = fc.nat({ max: signature.length - 1 });
  fc.assert(
    fc.property(position, fc.string({ minLength: 1, maxLength: 1 }), (at, character) => {
      const mutated = signature.slice(0, at) + character + signature.slice(at + 1);
      expect(check(PATH, mutated, form)).toBe(mutated === signature);
    }),
    { numRuns: 500 },
  );
  fc.assert(
    fc.property(fc.constantFrom<keyof typeof form>('EventType', 'TaskSid', 'Sid'), fc.string(), (name, value) => {
      fc.pre(form[name] !== value);
      expect(check(PATH, signature, { ...form, [name]: value })).toBe(false);
    }),
    { numRuns: 500 },
  );
});

test.each(['', 'x', '//', '//[', '/\\[', 'http://evil/', '*', `/${'%'.repeat(100)}`, '/\ud800', ':443', '@evil:99999'])(
  'refuses the target %j instead of throwing',
  (path) => {
    for (const base of [BASE, 'http://[::1]:4100', 'https://backend.example/base']) {
      expect(createSignatureCheck(base, [TOKEN])(path, sign(BASE + PATH, form), form)).toBe(false);
    }
  },
);

test('never throws, whatever the target, the signature and the parameters', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.dictionary(fc.string(), fc.string()), (path, signature, parameters) => {
      expect(check(path, signature, parameters)).toBe(false);
      expect(check(`${PATH}${path}`, sign(BASE, form), parameters)).toBe(false);
    }),
  );
});

test('twice as many values are twice the work, sorting apart', () => {
  const workOf = (count: number) => {
    const values = Array.from({ length: count }, (_each, index) => String(index));
    return arrayWork(() => check(PATH, sign(BASE + PATH, form), { a: values }));
  };
  expect(workOf(800) / workOf(400)).toBeLessThan(2.1);
});
