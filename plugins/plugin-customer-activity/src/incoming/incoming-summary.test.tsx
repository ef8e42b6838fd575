import { customerMap } from '@flex-sync-suite/shared/contract';
import { passTime } from '@flex-sync-suite/shared/testing';
import { act, screen } from '@testing-library/react';
import axe from 'axe-core';
import {
  cartEntry,
  checkoutEntry,
  customerKey,
  interestsEntry,
  match,
  minutesBeforeNoon,
  NOON,
  nowEntry,
  searchesEntry,
} from '../testing/customer-fixtures';
import { renderCustomer, setUpCustomer, textsOf } from '../testing/render-customer';

setUpCustomer();

const place = 'incoming';
const summary = (): HTMLElement => screen.getByTestId('customer-activity-incoming');
const stateOf = (): string | undefined => summary().dataset['state'];
const ALL = [nowEntry(), checkoutEntry(), cartEntry(), searchesEntry(['hat', 3, 0]), interestsEntry(['p1', 9])];

it('tells in three lines where the customer is, what stalls, and what she looked for', async () => {
  const { baseElement, live } = await renderCustomer({ place, entries: ALL });
  expect(stateOf()).toBe('ready');
  expect(textsOf('summary-line')).toEqual([
    'Now on Payment for 4 min',
    'Checkout: On Payment for 2 min, 2 failures, the last: card declined · Cart €182.00',
    'Searched hat None found',
  ]);
  await live(60_000);
  expect(textsOf('summary-line')[1]).toMatch(/^Checkout: Stalled On Payment for 3 min/);
  jest.useRealTimers();
  const { violations } = await axe.run(baseElement, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  expect(violations.map(({ id }) => id)).toEqual([]);
  jest.useFakeTimers({ now: NOON });
});

it('tells the cart where there is no checkout, and the last product where there was no search', async () => {
  await renderCustomer({ place, entries: [cartEntry(), interestsEntry(['p1', 9])] });
  expect(textsOf('summary-line')).toEqual(['2 items in the cart: €182.00', 'Looked at Product p1']);
});

it('marks who a page only claims to be', async () => {
  await renderCustomer({ place, entries: [nowEntry({ isVerified: false })] });
  expect(screen.getByText('Not verified')).toBeInTheDocument();
});

it.each([
  [[], 'none-found', 'Nothing known of this customer in the shop.'],
  [[match(1), match(2)], 'several', '2 visitors match this conversation.'],
])('says plainly when not one was found', async (customers, state, text) => {
  await renderCustomer({ place, customers });
  expect(stateOf()).toBe(state);
  expect(summary()).toHaveTextContent(text);
});

it('says why nothing can be shown, and asks again by itself when that may pass', async () => {
  const { backend, answer } = await renderCustomer({ place, customers: null, entries: ALL });
  expect(stateOf()).toBe('looking');
  backend.fail('unreachable', 'The backend cannot be reached', { status: null });
  await passTime(10);
  expect(summary()).toHaveTextContent('cannot be shown: The backend cannot be reached.');
  await passTime(20_000);
  await answer(match(1));
  expect(stateOf()).toBe('ready');
});

it.each([
  ['a Map that is refused', 'forbidden', 'cannot be read now'],
  ['a Map that has run out', 'gone', 'Nothing known'],
])('takes %s off the offer', async (_what, state, text) => {
  const { fake } = await renderCustomer({ place, entries: ALL });
  await passTime(16_000);
  const map = customerMap(customerKey(1));
  if (state === 'forbidden') fake.forbid(map);
  else fake.remove(map);
  await passTime(500);
  expect(stateOf()).toBe(state);
  expect(summary()).toHaveTextContent(text);
});

it('says that it is not live, and counts no further, when the connection is lost', async () => {
  const { fake } = await renderCustomer({ place, entries: [nowEntry({ pageSince: minutesBeforeNoon(0) })] });
  act(() => {
    fake.disconnect();
  });
  await passTime(130_000);
  expect(stateOf()).toBe('lost');
  expect(summary()).toHaveTextContent('Not live:');
  expect(textsOf('summary-line')[0]).toMatch(/for \d sec$/);
});

it('is not there without a task', async () => {
  await renderCustomer({ place, selected: null });
  expect(screen.queryByTestId('customer-activity-incoming')).not.toBeInTheDocument();
});
