import { disturb } from '../shoppers/disturb';
import { generateShopping } from '../shoppers/generate-shopping';
import { reckonActivity } from './reckon-activity';
import { alias, browser, identify, instantAt, minutes, page, track } from './testing/happenings';

const ana = browser('a');
const DAY = minutes(0, 24 * 60);
const visitorsOf = (events: Parameters<typeof reckonActivity>[0]) => reckonActivity(events, DAY).visitors;

describe('who it was', () => {
  test('an anonymous visitor and the user she turns out to be are one, whatever comes first', () => {
    const events = [page(0, ana, '/'), identify(5, 'a', 'ana'), page(9, { userId: 'ana' }, '/')];
    expect(visitorsOf(events)).toBe(1);
    expect(visitorsOf([...events].reverse())).toBe(1);
    expect(visitorsOf([page(0, ana, '/'), page(1, browser('b'), '/')])).toBe(2);
  });

  test('an alias ties a browser to a user as well', () => {
    expect(visitorsOf([page(0, ana, '/'), alias(5, 'a', 'ana'), page(9, { userId: 'ana' }, '/')])).toBe(1);
  });

  test('several browsers of one user are one visitor', () => {
    expect(
      visitorsOf([page(0, ana, '/'), page(1, browser('b'), '/'), identify(2, 'a', 'u'), identify(3, 'b', 'u')]),
    ).toBe(1);
  });

  test('two users of one browser stay two: what is anonymous belongs to the newest before it, else to the first', () => {
    const signIns = [identify(10, 'a', 'ana'), identify(20, 'a', 'bob')];
    const { pages } = reckonActivity(
      [
        ...signIns,
        page(5, ana, '/before'),
        page(15, ana, '/between'),
        page(25, ana, '/after'),
        page(26, { userId: 'bob' }, '/after'),
      ],
      DAY,
    );
    expect(visitorsOf(signIns)).toBe(2);
    // At the very instant of signing in, one is the user already.
    expect(reckonActivity([...signIns, page(20, ana, '/')], minutes(20, 21)).visitors).toBe(1);
    expect(pages.find(({ path }) => path === '/after')).toMatchObject({ visits: 2, visitors: 1 });
    // Ana's visit of the page before ends with her next page, in the same browser.
    expect(pages.find(({ path }) => path === '/before')?.meanDwellMs).toBe(10 * 60_000);
    expect(pages.find(({ path }) => path === '/between')?.meanDwellMs).toBe(0);
  });
});

describe('pages', () => {
  test('a visit lasts until the next page, else until the last event before half an hour of silence', () => {
    const events = [
      page(0, ana, '/one'),
      page(4, ana, '/two'),
      track(10, ana, 'Product Viewed', { product_id: 'p' }),
      track(39, ana, 'Product Viewed', { product_id: 'p' }),
      track(69, ana, 'Product Viewed', { product_id: 'p' }),
      page(70, ana, '/one'),
    ];
    expect(reckonActivity(events, DAY).pages).toEqual([
      { path: '/one', visits: 2, visitors: 1, meanDwellMs: 2 * 60_000 },
      { path: '/two', visits: 1, visitors: 1, meanDwellMs: 35 * 60_000 },
    ]);
    expect(reckonActivity(events, minutes(4, 70)).pages).toEqual([
      { path: '/two', visits: 1, visitors: 1, meanDwellMs: 35 * 60_000 },
    ]);
  });

  test('what stands behind ? is no other page, and an address will do for a path', () => {
    const byUrl = { ...page(1, ana, ''), properties: { url: 'http://shop.example/one?x=1#y' } };
    const inContext = { ...page(2, ana, ''), properties: {}, context: { page: { path: '/one' } } };
    const { pages } = reckonActivity([page(0, ana, '/one?q=2'), byUrl, inContext], DAY);
    expect(pages.map(({ path, visits }) => [path, visits])).toEqual([['/one', 3]]);
  });
});

describe('goods', () => {
  const search = (minute: number, query: string, results?: unknown) =>
    track(minute, ana, 'Products Searched', { query, ...(results === undefined ? {} : { results }) });

  test('queries that differ in case, width and blanks are one; those without result are told apart', () => {
    const { searches } = reckonActivity(
      [
        search(0, 'Rain jacket', 3),
        search(1, '  ＲＡＩＮ\t jacket ', 2),
        search(2, 'Größe', 0),
        search(3, 'GRÖSSE'),
        track(4, ana, 'Products Searched', { query: 'none', products: [] }),
        search(5, '   ', 0),
        search(6, 'tel', 1),
        search(7, '℡', 1),
      ],
      DAY,
    );
    expect(searches).toEqual([
      { query: 'grösse', searched: 2, withoutResult: 1 },
      { query: 'rain jacket', searched: 2, withoutResult: 0 },
      { query: 'tel', searched: 2, withoutResult: 0 },
      { query: 'none', searched: 1, withoutResult: 1 },
    ]);
  });

  test('a search led to what was clicked or viewed within five minutes and before the next search', () => {
    const viewed = (minute: number, id: string) => track(minute, ana, 'Product Viewed', { product_id: id });
    const { products } = reckonActivity(
      [
        search(0, 'a', 1),
        track(1, ana, 'Product Clicked', { product_id: 'p' }),
        viewed(2, 'p'),
        track(2, browser('b'), 'Product Viewed', { product_id: 'q' }),
        search(3, 'b', 1),
        viewed(4, 's'),
        viewed(8, 'q'),
        viewed(9, 'r'),
        track(10, ana, 'Product Added', { product_id: 'r', quantity: 3 }),
      ],
      DAY,
    );
    expect(products).toEqual([
      { productId: 'p', searched: 1, viewed: 1, added: 0 },
      { productId: 'q', searched: 1, viewed: 2, added: 0 },
      { productId: 'r', searched: 0, viewed: 1, added: 1 },
      { productId: 's', searched: 1, viewed: 1, added: 0 },
    ]);
  });
});

describe('sales', () => {
  const line = (id: string, quantity: number, price: number) => ({ product_id: id, quantity, price });
  const ordered = (minute: number, id: string, currency: string, ...products: readonly object[]) =>
    track(minute, ana, 'Order Completed', { order_id: id, currency, products });

  test('an order counts once, in minor units of its own currency', () => {
    const order = ordered(5, 'o1', 'EUR', line('p', 2, 19.99), line('q', 1, 0.29));
    const events = [
      order,
      { ...order, messageId: 'again' },
      ordered(6, 'o2', 'USD', line('p', 1, 25)),
      ordered(7, 'o3', 'JPY', line('q', 3, 500)),
    ];
    expect(reckonActivity(events, DAY).sales).toEqual({
      orders: 3,
      revenue: { EUR: 4027, JPY: 1500, USD: 2500 },
      products: [
        { productId: 'q', units: 4, revenue: { EUR: 29, JPY: 1500 } },
        { productId: 'p', units: 3, revenue: { EUR: 3998, USD: 2500 } },
      ],
    });
    expect(reckonActivity(events, minutes(6, 7)).sales.revenue).toEqual({ USD: 2500 });
  });

  test('what is refunded or cancelled later is taken back from its order, and never more than was sold', () => {
    const events = [
      ordered(0, 'part', 'EUR', line('p', 3, 10), line('q', 1, 5)),
      track(90, ana, 'Order Refunded', {
        order_id: 'part',
        currency: 'EUR',
        products: [line('p', 1, 10), line('q', 7, 5)],
      }),
      ordered(1, 'whole', 'EUR', line('p', 1, 10)),
      track(91, ana, 'Order Refunded', { order_id: 'whole', total: 10, currency: 'EUR' }),
      ordered(2, 'cancelled', 'EUR', line('p', 1, 10)),
      track(92, ana, 'Order Cancelled', { order_id: 'cancelled' }),
      track(93, ana, 'Order Refunded', { order_id: 'unknown' }),
    ];
    expect(reckonActivity(events, minutes(0, 30)).sales).toEqual({
      orders: 1,
      revenue: { EUR: 2000 },
      products: [{ productId: 'p', units: 2, revenue: { EUR: 2000 } }],
    });
    expect(reckonActivity(events, minutes(60, 120)).sales.orders).toBe(0);
  });
});

describe('instants', () => {
  test('a wrong clock is corrected by when the event was sent and first received', () => {
    const skewed = { ...page(60, ana, '/'), sentAt: instantAt(61), receivedAt: instantAt(1) };
    expect(reckonActivity([skewed], minutes(0, 1)).visitors).toBe(1);
    const retried = { ...skewed, sentAt: instantAt(100), receivedAt: instantAt(50) };
    expect(reckonActivity([retried, skewed], minutes(0, 1)).visitors).toBe(1);
  });

  test('what is more than a day ahead or thirty days old when it arrives does not count', () => {
    const received = (minute: number) => {
      const event = page(minute, ana, '/');
      return { ...event, sentAt: instantAt(0), receivedAt: instantAt(0) };
    };
    const counted = [24 * 60, 24 * 60 + 1, -30 * 24 * 60, -30 * 24 * 60 - 1].map(
      (minute) => reckonActivity([received(minute)], minutes(-60 * 24 * 60, 60 * 24 * 60)).visitors,
    );
    expect(counted).toEqual([1, 0, 1, 0]);
  });
});

test('the order of the events, and how often each comes, changes nothing', () => {
  const from = Date.UTC(2026, 10, 28);
  const HOUR = 3_600_000;
  const window = { from: from + 2 * HOUR, to: from + 20 * HOUR, at: from + 24 * HOUR };
  for (let seed = 1; seed <= 5; seed += 1) {
    const events = generateShopping({ seed, visitors: 30, from, overMs: 24 * HOUR });
    const figures = reckonActivity(events, window);
    expect(figures.funnel.started).toBeGreaterThan(3);
    expect(figures.sales.orders).toBeGreaterThan(0);
    for (const disturbance of [seed, seed + 100]) {
      const delivered = disturb(events, { seed: disturbance, duplicates: 0.2, shuffle: true });
      expect(reckonActivity(delivered, window)).toEqual(figures);
    }
  }
});
