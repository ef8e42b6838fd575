import * as v from 'valibot';
import { ResponseRule } from '..';

const rule = (when: unknown, change: object = {}): unknown => ({ id: 'r-1', when, tag: 'payment', ...change });

it.each([
  [{ kind: 'checkout-stalled' }],
  [{ kind: 'checkout-stalled', step: 3 }],
  [{ kind: 'checkout-failed', step: 'Zahlung & Versand' }],
  [{ kind: 'search-without-result' }],
  [{ kind: 'not-sold-in-country' }],
])('takes a rule about %j', (when) => {
  expect(v.parse(ResponseRule, rule(when))).toEqual(rule(when));
});

it.each([
  ['a kind that nobody knows', rule({ kind: 'full-moon' })],
  ['a step that is none', rule({ kind: 'checkout-failed', step: 0 })],
  ['half a step', rule({ kind: 'checkout-failed', step: 1.5 })],
  ['a step without a name', rule({ kind: 'checkout-failed', step: ' ' })],
  ['a step that is too long', rule({ kind: 'checkout-failed', step: 'x'.repeat(61) })],
  ['an empty tag', rule({ kind: 'search-without-result' }, { tag: '' })],
  ['a tag that no response can have', rule({ kind: 'search-without-result' }, { tag: 'x'.repeat(31) })],
  ['an id that is a sentence', rule({ kind: 'search-without-result' }, { id: 'not an id' })],
])('refuses %s', (_what, given) => {
  expect(v.is(ResponseRule, given)).toBe(false);
});

it('takes spaces off the ends of what people write', () => {
  expect(v.parse(ResponseRule, rule({ kind: 'checkout-failed', step: ' Payment ' }, { tag: ' card ' }))).toEqual(
    rule({ kind: 'checkout-failed', step: 'Payment' }, { tag: 'card' }),
  );
});
