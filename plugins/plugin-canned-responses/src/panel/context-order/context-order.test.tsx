import { RESPONSE_RULES_PATH, type ResponseRule } from '@flex-sync-suite/shared/contract';
import { act, fireEvent, screen, within } from '@testing-library/react';
import axe from 'axe-core';
import {
  CHAT,
  optionTitles,
  passTime,
  rowOf,
  setUpAgent,
  shownTitles,
  startAgent,
  stored,
  type AgentSetup,
} from '../../testing/render-agent';
import { checkoutOf, contextOf } from '../../testing/task-contexts';

setUpAgent();

const RULES: ResponseRule[] = [
  { id: 'a', when: { kind: 'checkout-failed', step: 'Payment' }, tag: 'card' },
  { id: 'b', when: { kind: 'checkout-stalled', step: 'Payment' }, tag: 'payment' },
  { id: 'c', when: { kind: 'search-without-result' }, tag: 'catalogue' },
  { id: 'd', when: { kind: 'not-sold-in-country' }, tag: 'catalogue' },
];
const responses = [
  stored('Apples', { title: 'Apples', tags: ['fruit'] }),
  stored('Bank', { title: 'Bank', tags: ['payment'] }),
  stored('Card', { title: 'Card', tags: ['payment', 'card'] }),
  stored('Dress', { title: 'Dress', tags: ['catalogue'] }),
];
const USUAL = ['Apples', 'Bank', 'Card', 'Dress'];
const failed = contextOf({ checkout: checkoutOf() });
const stalling = contextOf({ checkout: checkoutOf({ failures: 0, lastFailure: null }) });
const start = (setup: AgentSetup = {}) => startAgent({ responses, rules: RULES, customer: null, ...setup });
const reasonIn = (title: string): string | undefined =>
  within(rowOf(title)).queryByTestId('canned-reason')?.textContent.replace(/\s+/g, ' ');
const announced = (): string => screen.getByTestId('canned-announcer').textContent;
const panel = (): HTMLElement => screen.getByTestId('canned-panel');

it('puts the responses of a failed payment first, says why, and says so to who cannot see', async () => {
  const { tell } = await start();
  expect(shownTitles()).toEqual(USUAL);
  await tell(failed);
  expect(shownTitles()).toEqual(['Card', 'Apples', 'Bank', 'Dress']);
  expect(reasonIn('Card')).toBe('Checkout failed at Payment 2 times: card declined');
  expect(USUAL.map(reasonIn).filter(Boolean)).toHaveLength(1);
  expect(announced()).toBe('1 response comes first: Checkout failed at Payment 2 times: card declined.');
});

it('re-orders by itself when the checkout stalls, ticks, and announces no tick', async () => {
  const { tell } = await start({ customer: stalling });
  expect(shownTitles()).toEqual(USUAL);
  await passTime(59_000);
  expect(shownTitles()).toEqual(USUAL);
  await passTime(1_000);
  expect(shownTitles()).toEqual(['Bank', 'Card', 'Apples', 'Dress']);
  expect(reasonIn('Bank')).toBe('Checkout stalled at Payment for 3 min');
  const news = announced();
  expect(news).toBe('2 responses come first: Checkout stalled at Payment for 3 min.');
  await passTime(120_000);
  expect(reasonIn('Bank')).toBe('Checkout stalled at Payment for 5 min');
  expect(announced()).toBe(news);
  await tell(contextOf({}));
  expect(shownTitles()).toEqual(USUAL);
  expect(announced()).toBe('Responses are in their usual order again.');
});

it.each([
  [
    'a search that found nothing',
    contextOf({ searchWithoutResult: { query: 'unicorn' } }),
    'Search without result: unicorn',
  ],
  ['what is not sold', contextOf({ notSold: { product: 'Jacket', country: 'FR' } }), 'Not sold in France: Jacket'],
  [
    'what is not sold, nobody knows where',
    contextOf({ notSold: { product: 'Jacket', country: null } }),
    'Not sold in the customer’s country: Jacket',
  ],
])('names %s as the reason', async (_what, customer, words) => {
  await start({ customer });
  expect([shownTitles()[0], reasonIn('Dress')]).toEqual(['Dress', words]);
});

it('keeps the rows where they are while somebody points at them, and moves them afterwards', async () => {
  const { tell } = await start();
  fireEvent.mouseMove(rowOf('Apples'));
  await tell(failed);
  expect(shownTitles()).toEqual(USUAL);
  await passTime(30_000);
  expect(shownTitles()).toEqual(USUAL);
  expect(announced()).toBe('');
  fireEvent.mouseLeave(panel());
  await passTime(0);
  expect(shownTitles()[0]).toBe('Card');
});

it('takes a pointer that rests for forgotten when somebody types elsewhere', async () => {
  const { tell, composer } = await start();
  fireEvent.mouseMove(rowOf('Apples'));
  await tell(failed);
  fireEvent.keyDown(composer, { key: 'a' });
  await passTime(0);
  expect(shownTitles()[0]).toBe('Card');
});

it('keeps the first row for who is about to press Enter in the search', async () => {
  const { tell } = await start();
  fireEvent.keyDown(screen.getByTestId('canned-search'), { key: 'Shift' });
  await tell(failed);
  await passTime(1_900);
  expect(shownTitles()).toEqual(USUAL);
  await passTime(100);
  expect(shownTitles()[0]).toBe('Card');
});

it('shows another task’s order at once, wherever the pointer is', async () => {
  const { tell, become } = await start({ customer: failed });
  fireEvent.mouseMove(rowOf('Apples'));
  await tell(null);
  expect(shownTitles()[0]).toBe('Card');
  await become({ task: { ...CHAT, conversationSid: 'CH2' } });
  expect(shownTitles()).toEqual(USUAL);
});

it('lets the match decide while somebody searches', async () => {
  const { person } = await start({ customer: failed });
  await person.type(screen.getByTestId('canned-search'), 'bank');
  await passTime();
  expect(shownTitles()[0]).toBe('Bank');
});

it('gives the popover the same order and reasons, which wait for the next letter while it is open', async () => {
  const { tell, composer, person } = await start({ customer: failed, isExpanded: false });
  act(() => {
    composer.focus();
  });
  await person.keyboard('/');
  expect(optionTitles()).toEqual(['Card', 'Apples', 'Bank', 'Dress']);
  const options = screen.getAllByTestId('canned-popover-option');
  const reasons = options.map((option) => within(option).queryByTestId('canned-reason')?.textContent);
  expect(reasons).toEqual(['Checkout failed at Payment 2 times: card declined', undefined, undefined, undefined]);
  await tell(contextOf({ notSold: { product: 'Jacket', country: 'FR' } }));
  await passTime(30_000);
  expect(optionTitles()).toEqual(['Card', 'Apples', 'Bank', 'Dress']);
  await person.keyboard('e{Backspace}');
  expect(optionTitles()).toEqual(['Dress', 'Apples', 'Bank', 'Card']);
  expect(screen.getByTestId('canned-reason')).toHaveTextContent('Not sold in France: Jacket');
});

it('asks nobody for rules without a plugin that knows customers', async () => {
  const { requests } = await startAgent({ responses, rules: RULES });
  expect(requests.filter(({ path }) => path === RESPONSE_RULES_PATH)).toEqual([]);
});

it.each([
  ['asks for nobody’s customer while there are no rules', [], 0],
  ['asks for the customer as soon as there are rules', RULES, 1],
])('%s', async (_title, rules, least) => {
  const { askedForCustomer, requests } = await start({ rules });
  expect(requests.filter(({ path }) => path === RESPONSE_RULES_PATH)).toHaveLength(1);
  expect(Math.min(1, askedForCustomer())).toBe(least);
});

it('has no accessibility problems while it says why', async () => {
  await start({ customer: failed });
  expect(reasonIn('Card')).toBeDefined();
  jest.useRealTimers();
  // jsdom has no layout: colours are for the browser tests. A whole page has landmarks; this is a part of one.
  const rules = { 'color-contrast': { enabled: false }, region: { enabled: false } };
  expect((await axe.run(panel(), { rules })).violations).toEqual([]);
});
