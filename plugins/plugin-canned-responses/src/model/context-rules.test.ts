import type { ResponseRule, RuleCondition } from '@flex-sync-suite/shared/contract';
import { checkoutOf, contextOf, NOON } from '../testing/task-contexts';
import { responseItem } from '../testing/response-fixtures';
import { firedRules, nextChangeAt, NO_REASONS, NONE_FIRED, reasonsOf } from './context-rules';

const MINUTE = 60_000;
const STALLS_AT = NOON + MINUTE;
const STOPS_AT = NOON + 20 * MINUTE;
const rule = (when: RuleCondition, tag = 'payment'): ResponseRule => ({ id: 'r', when, tag });
const reasonAt = (when: RuleCondition, context: Parameters<typeof firedRules>[1], at = NOON) =>
  firedRules([rule(when)], context, at)[0]?.reason;
const stalling = contextOf({ checkout: checkoutOf() });

describe('a rule about a checkout that stalls', () => {
  it('fires from the instant on at which the checkout stalls, and says since when', () => {
    const kindAt = (at: number) => reasonAt({ kind: 'checkout-stalled' }, stalling, at)?.kind;
    expect([STALLS_AT - 1, STALLS_AT, STOPS_AT - 1, STOPS_AT].map(kindAt)).toEqual([
      undefined,
      'checkout-stalled',
      'checkout-stalled',
      'checkout-stopped',
    ]);
    expect(reasonAt({ kind: 'checkout-stalled' }, stalling, STALLS_AT)).toMatchObject({
      step: { number: 3, name: 'Payment' },
      since: NOON - 2 * MINUTE,
    });
  });

  it.each([
    ['no step', undefined, true],
    ['the number', 3, true],
    ['the name', 'Payment', true],
    ['the name in another case and width', 'ＰＡＹment', true],
    ['another number', 2, false],
    ['another name', 'Shipping', false],
    ['the number as a name', '3', false],
  ])('that names %s fires accordingly', (_what, step, isFiring) => {
    for (const kind of ['checkout-stalled', 'checkout-failed'] as const) {
      const when = step === undefined ? { kind } : { kind, step };
      expect(reasonAt(when, stalling, STALLS_AT) !== undefined).toBe(isFiring);
    }
  });

  it('fires without a step for a checkout that stopped on none, and with one does not', () => {
    const between = contextOf({ checkout: checkoutOf({ step: null, since: null, stallsAt: null }) });
    expect(reasonAt({ kind: 'checkout-stalled' }, between, STOPS_AT)?.kind).toBe('checkout-stopped');
    expect(reasonAt({ kind: 'checkout-stalled' }, between, STALLS_AT)).toBeUndefined();
    expect(reasonAt({ kind: 'checkout-stalled', step: 3 }, between, STOPS_AT)).toBeUndefined();
  });
});

it('fires at once for a step that has failed, and not for one that has not', () => {
  expect(reasonAt({ kind: 'checkout-failed', step: 'Payment' }, stalling)).toMatchObject({
    failures: 2,
    last: 'card declined',
  });
  const good = contextOf({ checkout: checkoutOf({ failures: 0, lastFailure: null }) });
  expect(reasonAt({ kind: 'checkout-failed' }, good)).toBeUndefined();
});

it('fires for what was not found, and for what is not sold, each for its own', () => {
  const searched = contextOf({ searchWithoutResult: { query: 'unicorn' } });
  const unsold = contextOf({ notSold: { product: 'Jacket', country: 'FR' } });
  expect(reasonAt({ kind: 'search-without-result' }, searched)).toMatchObject({ query: 'unicorn' });
  expect(reasonAt({ kind: 'not-sold-in-country' }, unsold)).toMatchObject({ product: 'Jacket', country: 'FR' });
  expect(reasonAt({ kind: 'search-without-result' }, unsold)).toBeUndefined();
  expect(reasonAt({ kind: 'not-sold-in-country' }, searched)).toBeUndefined();
});

it('fires nothing of a customer of whom nothing is known', () => {
  const all: RuleCondition[] = [
    { kind: 'checkout-stalled' },
    { kind: 'checkout-failed' },
    { kind: 'search-without-result' },
    { kind: 'not-sold-in-country' },
  ];
  for (const context of [null, contextOf({})]) {
    expect(
      firedRules(
        all.map((when) => rule(when)),
        context,
        STOPS_AT,
      ),
    ).toBe(NONE_FIRED);
  }
});

it('knows when the next rule may fire by itself, and that none does while nothing is live', () => {
  expect([NOON, STALLS_AT, STOPS_AT].map((at) => nextChangeAt(stalling, at))).toEqual([STALLS_AT, STOPS_AT, null]);
  expect(nextChangeAt({ ...stalling, clock: { offsetMs: 0, frozenAt: NOON } }, NOON)).toBeNull();
  expect(nextChangeAt(null, NOON)).toBeNull();
});

it('gives each response the reason of the first rule that fires for one of its tags', () => {
  const rules = [
    rule({ kind: 'checkout-failed' }, 'Card'),
    rule({ kind: 'checkout-stalled' }, 'payment'),
    rule({ kind: 'search-without-result' }, 'catalogue'),
  ];
  const items = [['PAYMENT', 'ｃａｒｄ'], ['payment'], ['catalogue'], []].map((tags) => responseItem({ tags }));
  const reasons = reasonsOf(items, firedRules(rules, stalling, STALLS_AT));
  expect(items.map(({ id }) => reasons.get(id)?.kind)).toEqual([
    'checkout-failed',
    'checkout-stalled',
    undefined,
    undefined,
  ]);
  expect(reasonsOf(items, NONE_FIRED)).toBe(NO_REASONS);
});
