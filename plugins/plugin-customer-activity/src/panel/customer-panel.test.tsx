import { CUSTOMERS_OF_TASK_PATH, customerMap } from '@flex-sync-suite/shared/contract';
import { passTime } from '@flex-sync-suite/shared/testing';
import { screen } from '@testing-library/react';
import axe from 'axe-core';
import {
  cartEntry,
  checkoutEntry,
  interestsEntry,
  line,
  match,
  NOON,
  minutesBeforeNoon,
  nowEntry,
  ordersEntry,
  searchesEntry,
  step,
} from '../testing/customer-fixtures';
import { panelStateOf, renderCustomer, setUpCustomer, textsOf } from '../testing/render-customer';

setUpCustomer();

const location = { kind: 'location', country: 'FR', region: 'Bretagne' } as const;
const ALL = [
  nowEntry(),
  location,
  searchesEntry(['hat', 10, 0], ['shoes', 12, 8]),
  interestsEntry(['p1', 9, { views: 3, soldInCountry: false }]),
  cartEntry({ lines: [line('p1', { name: 'Blue shoes', quantity: 2, soldInCountry: false })], more: 3 }),
  checkoutEntry(),
  ordersEntry({ orderId: 'A-17' }),
];

describe('the panel', () => {
  it('asks nobody for anything while it is collapsed', async () => {
    const { backend, fake, person } = await renderCustomer({ isExpanded: false });
    expect([panelStateOf(), backend.requests, fake.tokenRequests]).toEqual(['collapsed', [], []]);
    await person.click(screen.getByTestId('customer-activity-toggle'));
    expect(backend.requests).toMatchObject([{ method: 'POST', path: CUSTOMERS_OF_TASK_PATH }]);
  });

  it('shows who, where, how long, the checkout and the cart, over the agent’s own identity', async () => {
    const { fake } = await renderCustomer({ entries: ALL });
    expect(panelStateOf()).toBe('ready');
    expect(textsOf('customer-head')[0]).toContain('shop-user-7Found by the customer’s id · in France, Bretagne');
    expect(textsOf('customer-presence')).toEqual(['Now on Payment for 4 min']);
    expect(textsOf('checkout-run')).toEqual(['On Payment for 2 min']);
    expect(textsOf('checkout-step')).toEqual([
      'Shipping, completed',
      '2Payment, current 2 failures, the last: card declined',
      '3Review, not reached',
    ]);
    expect(screen.getAllByTestId('checkout-step')[1]).toHaveAttribute('aria-current', 'step');
    expect(textsOf('cart-line')).toEqual(['2 × Blue shoes Not sold in France€91.00']);
    expect(textsOf('cart-more')).toEqual(['and 3 more']);
    expect(textsOf('cart-total')).toEqual(['Total€182.00']);
    expect(new Set(fake.tokenRequests)).toEqual(new Set(['personal']));
  });

  it('shows searches with those that found nothing marked, interests, orders and the timeline', async () => {
    await renderCustomer({ entries: ALL });
    expect(textsOf('customer-search')).toEqual(['hat None found10 min. ago', 'shoes 8 found12 min. ago']);
    expect(textsOf('customer-interest')).toEqual(['Product p1 Not sold in France · €10.00 · viewed 3 times9 min. ago']);
    expect(textsOf('customer-order')).toEqual(['Ordered A-17 · 1 item · €50.001 hr. ago']);
    expect(textsOf('timeline-entry').slice(0, 2)).toEqual([
      'Failed at Payment: card declined · 2 times1 min. ago',
      'Came to Payment2 min. ago',
    ]);
    expect(textsOf('timeline-entry')).toHaveLength(8);
  });

  it('lets the clock run, and says that the checkout stalls, and that it stopped', async () => {
    const { tell, live } = await renderCustomer({ entries: [nowEntry(), checkoutEntry()] });
    const news = screen.getByTestId('checkout-news');
    expect(news).toHaveTextContent(/^$/);
    await live(60_000);
    expect(screen.getByTestId('customer-checkout')).toHaveAttribute('data-state', 'stalled');
    expect(textsOf('checkout-run')).toEqual(['Stalled On Payment for 3 min']);
    expect(news).toHaveTextContent('Checkout: Stalled at Payment, 2 failures, the last: card declined');
    await tell([checkoutEntry({ stopsAt: new Date(NOON + 60_000).toISOString() })]);
    expect(textsOf('checkout-run')[0]).toMatch(/^Stopped at Payment/);
    expect(news).toHaveTextContent(/^Checkout: Stopped at Payment/);
  });

  it('announces nothing while a stalled checkout only gets older', async () => {
    const { live } = await renderCustomer({ entries: [checkoutEntry({ currentSince: minutesBeforeNoon(4) })] });
    const news = screen.getByTestId('checkout-news');
    const changes: MutationRecord[] = [];
    const observer = new MutationObserver((records) => void changes.push(...records));
    observer.observe(news, { childList: true, characterData: true, subtree: true });
    const before = textsOf('checkout-run');
    await live(80_000);
    observer.disconnect();
    expect(textsOf('checkout-run')).not.toEqual(before);
    expect(changes).toEqual([]);
  });

  it('takes over what changes, and an item that is gone', async () => {
    const { fake, tell } = await renderCustomer({ entries: [nowEntry(), cartEntry()] });
    await tell([nowEntry({ page: { path: '/cart', title: null }, pageSince: minutesBeforeNoon(0) })]);
    expect(textsOf('customer-presence')[0]).toMatch(/^Now on \/cart for/);
    fake.removeItem(customerMap(match(1).customerKey), 'cart');
    await passTime(500);
    expect(screen.queryByTestId('customer-cart')).not.toBeInTheDocument();
  });

  it('says when the customer was last seen once she is away', async () => {
    await renderCustomer({ entries: [nowEntry({ lastSeenAt: minutesBeforeNoon(12) })] });
    expect(textsOf('customer-presence')).toEqual(['Last seen 12 min. ago on Payment']);
  });

  it.each([
    [{ userId: 'shop-user-7', isVerified: false }, true],
    [{ userId: 'shop-user-7', isVerified: true }, false],
    [{ userId: null, isVerified: false }, false],
  ])('marks an id that only a page claims: %j', async (fields, isMarked) => {
    await renderCustomer({ entries: [nowEntry(fields)] });
    expect(screen.queryByText('Not verified') !== null).toBe(isMarked);
  });

  it('adds no amounts of two currencies', async () => {
    const totals = [
      { minorUnits: 18_200, currency: 'EUR' },
      { minorUnits: 3_000, currency: 'JPY' },
    ];
    await renderCustomer({ entries: [cartEntry({ totals })] });
    expect(textsOf('cart-total')).toEqual(['Total€182.00 + ¥3,000']);
  });

  it('shows texts of shops and customers as text, in their own direction', async () => {
    const hostile = '<img src=x onerror="alert(1)">';
    const arabic = 'حذاء أزرق';
    await renderCustomer({
      entries: [
        nowEntry({ page: { path: '/x', title: hostile }, userId: hostile }),
        searchesEntry([arabic, 1, 0]),
        cartEntry({ lines: [line('p1', { name: hostile })] }),
        checkoutEntry({
          steps: [step(2, hostile, { failures: { count: 1, lastAt: minutesBeforeNoon(1), lastReason: hostile } })],
        }),
      ],
    });
    expect(screen.queryByRole('img')).not.toBeInTheDocument();
    expect(textsOf('cart-line')[0]).toContain(hostile);
    for (const text of screen.getAllByText(arabic)) expect(text).toHaveAttribute('dir', 'auto');
  });

  it('shows the whole timeline on demand', async () => {
    const { person } = await renderCustomer({ entries: ALL });
    await person.click(screen.getByRole('button', { name: 'Show all 10' }));
    expect(textsOf('timeline-entry')).toHaveLength(10);
  });
});

it.each([
  ['with everything', [match(1)]],
  ['with several to choose from', [match(1), match(2)]],
])('has nothing that axe objects to, %s', async (_what, customers) => {
  const { baseElement } = await renderCustomer({ entries: ALL, customers });
  jest.useRealTimers();
  // jsdom has no layout: colours are for the browser tests. A whole page has landmarks; this is a part of one.
  const rules = { 'color-contrast': { enabled: false }, region: { enabled: false } };
  const { violations } = await axe.run(baseElement, { rules });
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  jest.useFakeTimers({ now: NOON });
});
