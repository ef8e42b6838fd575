import {
  cartEntry,
  checkoutEntry,
  customerItem,
  line,
  minutesBeforeNoon,
  NOON,
  MINUTE,
  searchesEntry,
} from '../testing/customer-fixtures';
import type { CustomerEntry } from '@flex-sync-suite/shared/contract';
import { checkoutRun } from './checkout-run';
import { customerFacts } from './customer-facts';
import { taskContext } from './task-context';

const CLOCK = { offsetMs: 0, frozenAt: null };
const contextOf = (...entries: readonly CustomerEntry[]) =>
  taskContext(customerFacts(new Map(entries.map((entry) => [entry.kind, customerItem(entry)]))), CLOCK);

it('tells the step with its failures, and the instants at which it stalls and stops', () => {
  expect(contextOf(checkoutEntry())).toEqual({
    checkout: {
      step: { number: 2, name: 'Payment' },
      since: NOON - 2 * MINUTE,
      stallsAt: NOON + MINUTE,
      stopsAt: NOON + 20 * MINUTE,
      failures: 2,
      lastFailure: 'card declined',
    },
    searchWithoutResult: null,
    notSold: null,
    clock: CLOCK,
  });
});

it('calls a checkout stalled and stopped from the very instants on at which the panel does', () => {
  const entry = checkoutEntry();
  const { stallsAt, stopsAt } = contextOf(entry).checkout!;
  expect([stallsAt! - 1, stallsAt!, stopsAt! - 1, stopsAt!].map((at) => checkoutRun(entry, at).kind)).toEqual([
    'on-step',
    'stalled',
    'stalled',
    'stopped',
  ]);
});

it('knows no checkout that was ordered, and no step where the customer is on none', () => {
  expect(contextOf(checkoutEntry({ orderedAt: minutesBeforeNoon(0) })).checkout).toBeNull();
  expect(contextOf(checkoutEntry({ currentStep: null, currentSince: null })).checkout).toMatchObject({
    step: null,
    since: null,
    stallsAt: null,
    failures: 0,
  });
});

it.each([
  ['found nothing', 0, { query: 'unicorn' }],
  ['found something', 3, null],
  ['was told without a number', null, null],
])('tells of the newest search when it %s', (_what, found, told) => {
  const context = contextOf(searchesEntry(['unicorn', 1, found], ['dragon', 2, 0]));
  expect(context.searchWithoutResult).toEqual(told);
});

it('tells what is in the cart and not sold where the customer is', () => {
  const lines = [line('p1'), line('p2', { name: 'Blue shoes', soldInCountry: false })];
  const location = { kind: 'location', country: 'FR', region: null } as const;
  expect(contextOf(cartEntry({ lines }), location).notSold).toEqual({ product: 'Blue shoes', country: 'FR' });
  expect(contextOf(cartEntry({ lines })).notSold).toEqual({ product: 'Blue shoes', country: null });
  expect(contextOf(cartEntry({ lines: [line('p1')] }), location).notSold).toBeNull();
});
