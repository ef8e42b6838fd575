import { CustomerItem, type CustomerEntry } from '@flex-sync-suite/shared/contract';
import fc from 'fast-check';
import * as v from 'valibot';
import {
  cart,
  euros,
  minute,
  order,
  page,
  product,
  search,
  started,
  step,
  told,
  toldProduct,
} from '../../testing/activity-events';
import type { ActivityEvent } from './activity-event';
import type { CountriesOf } from './customer/product-entries';
import { customerItems } from './customer-items';
import { foldCustomer } from './fold-customer';

const nowhereTold: CountriesOf = () => null;
const at = (minutes: number): string => new Date(minute(minutes)).toISOString();

function entries(events: readonly ActivityEvent[], countriesOf: CountriesOf = nowhereTold): CustomerEntry[] {
  const activity = foldCustomer(events);
  return activity === null ? [] : customerItems(activity, countriesOf);
}

function entry<Kind extends CustomerEntry['kind']>(kind: Kind, events: readonly ActivityEvent[], of?: CountriesOf) {
  const found = entries(events, of).find((each): each is Extract<CustomerEntry, { kind: Kind }> => each.kind === kind);
  if (found === undefined) throw new Error(`no item ${kind}`);
  return found;
}

/** As it is written: the header at its longest. */
const itemOf = (each: CustomerEntry): CustomerItem => ({
  schema: 1,
  v: Number.MAX_SAFE_INTEGER,
  asOf: at(0),
  entry: each,
});
const bytesOf = (each: CustomerEntry): number => new TextEncoder().encode(JSON.stringify(itemOf(each))).length;

describe('the items of a customer', () => {
  it('are those of which something is known', () => {
    expect(entries([told(0, page('/', 'Home'), { userId: 'ada', isVerified: true })])).toEqual([
      {
        kind: 'now',
        page: { path: '/', title: 'Home' },
        pageSince: at(0),
        lastSeenAt: at(0),
        userId: 'ada',
        isVerified: true,
      },
    ]);
    const located = { location: { country: 'FR', region: 'Île-de-France' } };
    expect(entries([told(0, search('x'), located)]).map(({ kind }) => kind)).toEqual(['now', 'location', 'searches']);
  });

  it('have the newest 10 searches, as they were typed, the newest first', () => {
    const { searches } = entry(
      'searches',
      Array.from({ length: 12 }, (_, index) => told(index, search(`Red Shoes ${index}`, index))),
    );
    expect(searches).toHaveLength(10);
    expect(searches[0]).toEqual({ query: 'Red Shoes 11', at: at(11), found: 11 });
    expect(searches[9]).toEqual({ query: 'Red Shoes 2', at: at(2), found: 2 });
  });

  it('have the newest 10 products looked at, with names and prices', () => {
    const looked = (minutes: number, n: number, action: 'clicked' | 'viewed' = 'viewed') =>
      told(minutes, product(action, `SKU-1002${n}`, { name: `Wool sweater, navy ${n}`, price: euros(12_990) }));
    const { currency, products } = entry('interests', [
      ...Array.from({ length: 12 }, (_, n) => looked(n, n)),
      looked(20, 5),
      looked(21, 5, 'clicked'),
      looked(22, 12, 'clicked'),
    ]);
    expect(currency).toBe('EUR');
    expect(products).toHaveLength(10);
    expect(products.slice(0, 3)).toEqual([
      expect.objectContaining({ name: 'Wool sweater, navy 12', price: 12_990, at: at(22), views: 1 }),
      expect.objectContaining({ name: 'Wool sweater, navy 5', at: at(21), views: 2 }),
      expect.objectContaining({ name: 'Wool sweater, navy 11', views: 1 }),
    ]);
  });

  it('say of a product that it is not sold where the customer is, and nothing where the shop told nothing', () => {
    const products = ['p1', 'p2', 'p3'].map((productId) => toldProduct(productId, { price: euros(100) }));
    const sold: CountriesOf = (productId) => ({ p1: ['DE', 'AT'], p2: ['FR'] })[productId] ?? null;
    const inFrance = { location: { country: 'FR', region: null } };
    const shown = (over: Partial<ActivityEvent>) =>
      entry('cart', [told(0, cart(...products), over)], sold).lines.map(({ name, soldInCountry }) => [
        name,
        soldInCountry,
      ]);
    expect(shown(inFrance)).toEqual([
      ['p1', false],
      ['p2', undefined],
      ['p3', undefined],
    ]);
    expect(shown({}).map(([, each]) => each)).toEqual([undefined, undefined, undefined]);
  });

  it('have totals of the whole cart for each currency, and a line’s own where it is another', () => {
    const { currency, lines, more, totals } = entry('cart', [
      told(0, product('added', 'p1', { price: euros(1_050), quantity: 3 })),
      told(1, product('added', 'p2', { price: { minorUnits: 900, currency: 'USD' } })),
      told(2, product('added', 'p3', { price: euros(50), name: 'Sock' })),
      told(3, product('added', 'p4')),
    ]);
    expect({ currency, more, totals }).toEqual({
      currency: 'EUR',
      more: 0,
      totals: [euros(3_200), { minorUnits: 900, currency: 'USD' }],
    });
    expect(lines).toEqual([
      { name: 'p4', price: null, quantity: 1 },
      { name: 'Sock', productId: 'p3', price: 50, quantity: 1 },
      { name: 'p2', price: 900, currency: 'USD', quantity: 1 },
      { name: 'p1', price: 1_050, quantity: 3 },
    ]);
  });

  it('count the lines of a cart of 10,000 that have no room, and add up all of them', () => {
    const products = Array.from({ length: 10_000 }, (_, n) =>
      toldProduct(`p${n}`, { name: `Product ${n}`, price: euros(100), quantity: 2 }),
    );
    const { lines, more, totals } = entry('cart', [told(0, cart(...products))]);
    expect(lines.length).toBeGreaterThanOrEqual(10);
    expect(lines.length + more).toBe(10_000);
    expect(totals).toEqual([euros(2_000_000)]);
  });

  it('have the checkout that was touched last, with its steps and failures', () => {
    const events = [
      told(0, started({ checkoutId: 'c1' })),
      told(1, step('viewed', 1, 'c1', { name: 'Address' })),
      told(2, started({ checkoutId: 'c2' })),
      told(3, step('completed', 1, 'c1')),
      told(4, step('failed', 2, 'c1', { name: 'Payment', reason: 'card_declined' })),
    ];
    expect(entry('checkout', events)).toEqual({
      kind: 'checkout',
      startedAt: at(0),
      steps: [
        { step: 1, name: 'Address', viewedAt: at(1), completedAt: at(3) },
        { step: 2, name: 'Payment', failures: { count: 1, lastAt: at(4), lastReason: 'card_declined' } },
      ],
      currentStep: 2,
      currentSince: at(3),
      stopsAt: at(34),
      orderedAt: null,
    });
    expect(entry('checkout', [...events, told(5, order('completed', 'o1', { checkoutId: 'c1' }))])).toMatchObject({
      currentStep: null,
      currentSince: null,
      stopsAt: null,
      orderedAt: at(5),
    });
  });

  it('keep the current step of a checkout of 5,000 steps', () => {
    const events = Array.from({ length: 5_000 }, (_, n) =>
      told(n / 100, step(n === 2_500 ? 'viewed' : 'completed', n + 1, 'c1', { name: 'n'.repeat(200) })),
    );
    const { currentStep, steps } = entry('checkout', events);
    expect(currentStep).toBe(2_501);
    expect(steps.map((each) => each.step)).toContain(2_501);
    expect(steps.map((each) => each.step)).toEqual(steps.map((each) => each.step).sort((a, b) => a - b));
  });

  it('have the newest 5 orders', () => {
    const all = Array.from({ length: 7 }, (_, n) =>
      told(
        n,
        order('completed', `7f1c2a90-0000-4000-8000-00000000000${n}`, {
          products: [toldProduct('p', { quantity: 2, price: euros(500) })],
        }),
      ),
    );
    const { orders } = entry('orders', [...all, told(9, order('refunded', '7f1c2a90-0000-4000-8000-000000000006'))]);
    expect(orders.map(({ orderId }) => orderId.at(-1))).toEqual(['6', '5', '4', '3', '2']);
    expect(orders[0]).toMatchObject({ at: at(6), total: euros(1_000), units: 2, state: 'refunded' });
  });

  it('shorten texts before they leave out lines', () => {
    const { searches } = entry(
      'searches',
      Array.from({ length: 10 }, (_, index) => told(index, search(`${index} ${'so long '.repeat(60)}`))),
    );
    expect(searches).toHaveLength(10);
    expect(searches.every(({ query }) => query.endsWith('…') && query.length >= 24)).toBe(true);
  });

  it('have room where every character takes six bytes', () => {
    const text = '\u0001'.repeat(400);
    const item = entry('now', [told(0, page(text, text), { userId: text })]);
    expect(bytesOf(item)).toBeLessThanOrEqual(1024);
    expect([item.page?.path, item.page?.title, item.userId].every((each) => each?.endsWith('\u0001…'))).toBe(true);
  });

  it('cut a text between characters and mark it', () => {
    const { searches } = entry('searches', [told(0, search('👟'.repeat(300)))]);
    expect(searches[0]?.query).toMatch(/^(?:👟){10,}…$/u);
  });
});

/** Texts that take the most room in JSON for their length, and those that a cut could break. */
const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc
    .constantFrom('👩‍👩‍👧‍👦', '\u0001', '"', '\ud800', '漢', 'a', '')
    .chain((text) => fc.integer({ min: 1, max: 400 }).map((n) => text.repeat(n))),
);
const hostilePrice = fc.option(
  fc.record({ minorUnits: fc.maxSafeInteger(), currency: fc.stringMatching(/^[A-Z]{3}$/) }),
);
const hostileProduct = fc
  .record({
    id: hostileText,
    name: fc.option(hostileText),
    price: hostilePrice,
    quantity: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  })
  .map(({ id, ...over }) => toldProduct(id, over));
const hostileProducts = fc.array(hostileProduct, { maxLength: 30 });
const hostileCall = fc.oneof(
  fc.tuple(hostileText, fc.option(hostileText)).map(([path, title]) => page(path, title)),
  fc.tuple(hostileText, fc.option(fc.nat())).map(([query, results]) => search(query, results)),
  fc
    .tuple(fc.constantFrom('clicked', 'viewed', 'added'), hostileProduct)
    .map(([action, { productId, ...over }]) => product(action, productId, over)),
  hostileProducts.map((products) => cart(...products)),
  fc
    .record({
      action: fc.constantFrom('viewed', 'completed', 'failed'),
      step: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER - 1 }),
      over: fc.record({ name: fc.option(hostileText), reason: fc.option(hostileText) }),
    })
    .map(({ action, step: number, over }) => step(action, number, 'c1', over)),
  fc
    .tuple(hostileText, hostileProducts, hostilePrice)
    .map(([id, products, total]) => order('completed', id, { products, total })),
);

describe('an item', () => {
  it('is valid and at most 1 KiB, with the longest header, whatever the events say', () => {
    const sizes: number[] = [];
    const events = fc
      .array(hostileCall, { minLength: 1, maxLength: 60 })
      .map((calls) =>
        calls.map((call, index) =>
          told(index / 10, call, { userId: 'u'.repeat(500), location: { country: 'FR', region: '漢'.repeat(400) } }),
        ),
      );
    fc.assert(
      fc.property(events, (all) => {
        for (const each of entries(all, () => [])) {
          sizes.push(bytesOf(each));
          expect(bytesOf(each)).toBeLessThanOrEqual(1024);
          expect(v.is(CustomerItem, itemOf(each))).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
    // The room is used: items are not small because everything was dropped.
    expect(Math.max(...sizes)).toBeGreaterThan(960);
  });
});
