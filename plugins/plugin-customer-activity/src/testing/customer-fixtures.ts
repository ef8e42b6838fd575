import type {
  BackendHeartbeat,
  CustomerEntry,
  CustomerItem,
  CustomerKey,
  CustomerMatch,
  Money,
  ReservationSid,
  TaskSid,
} from '@flex-sync-suite/shared/contract';
import type { EntryOf } from '../model/customer-facts';

/** Payloads for the tests of this plugin. */

/** Noon of an ordinary day: the clock of the tests. */
export const NOON = Date.parse('2026-04-03T12:00:00.000Z');
export const MINUTE = 60_000;

/** An instant some minutes before {@link NOON}; after it with a negative number. */
export const minutesBeforeNoon = (minutes: number): string => new Date(NOON - minutes * MINUTE).toISOString();

const padded = (number: number): string => String(number).padStart(32, '0');
export const TASK = `WT${padded(1)}` as TaskSid;
export const RESERVATION = `WR${padded(1)}` as ReservationSid;
export const OTHER_TASK = `WT${padded(2)}` as TaskSid;
export const OTHER_RESERVATION = `WR${padded(2)}` as ReservationSid;
export const customerKey = (number: number): CustomerKey => padded(number);

/** A customer that a task may be of. */
export const match = (number: number, fields: Partial<CustomerMatch> = {}): CustomerMatch => ({
  customerKey: customerKey(number),
  isVerified: true,
  matchedBy: 'userId',
  ...fields,
});

let version = 0;
export function customerItem(entry: CustomerEntry): CustomerItem {
  version += 1;
  return { schema: 1, v: version, asOf: minutesBeforeNoon(0), entry };
}

/** On the page "Payment" for four minutes, seen a minute ago. */
export const nowEntry = (fields: Partial<EntryOf<'now'>> = {}): EntryOf<'now'> => ({
  kind: 'now',
  page: { path: '/checkout/payment', title: 'Payment' },
  pageSince: minutesBeforeNoon(4),
  lastSeenAt: minutesBeforeNoon(1),
  userId: 'shop-user-7',
  isVerified: true,
  ...fields,
});

type Step = EntryOf<'checkout'>['steps'][number];
export const step = (number: number, name: string | null, fields: Partial<Step> = {}): Step => ({
  step: number,
  name,
  ...fields,
});

/** Shipping was completed; on Payment for two minutes, with 2 failures; it stops in 20 minutes. */
export const checkoutEntry = (fields: Partial<EntryOf<'checkout'>> = {}): EntryOf<'checkout'> => ({
  kind: 'checkout',
  startedAt: minutesBeforeNoon(8),
  steps: [
    step(1, 'Shipping', { viewedAt: minutesBeforeNoon(7), completedAt: minutesBeforeNoon(5) }),
    step(2, 'Payment', {
      viewedAt: minutesBeforeNoon(2),
      failures: { count: 2, lastAt: minutesBeforeNoon(1), lastReason: 'card_declined' },
    }),
    step(3, 'Review'),
  ],
  currentStep: 2,
  currentSince: minutesBeforeNoon(2),
  stopsAt: minutesBeforeNoon(-20),
  orderedAt: null,
  ...fields,
});

export const eur = (minorUnits: number): Money => ({ minorUnits, currency: 'EUR' });

type Line = EntryOf<'cart'>['lines'][number];
export const line = (productId: string, fields: Partial<Line> = {}): Line => ({
  productId,
  name: `Product ${productId}`,
  price: 9_100,
  quantity: 1,
  ...fields,
});

/** Two pieces of one product: 182 €. */
export const cartEntry = (fields: Partial<EntryOf<'cart'>> = {}): EntryOf<'cart'> => ({
  kind: 'cart',
  currency: 'EUR',
  lines: [line('p1', { name: 'Blue shoes', quantity: 2 })],
  more: 0,
  totals: [eur(18_200)],
  ...fields,
});

export const searchesEntry = (
  ...searches: readonly (readonly [query: string, minutesAgo: number, found: number | null])[]
): EntryOf<'searches'> => ({
  kind: 'searches',
  searches: searches.map(([query, minutesAgo, found]) => ({ query, at: minutesBeforeNoon(minutesAgo), found })),
});

export const interestsEntry = (
  ...products: readonly (readonly [
    productId: string,
    minutesAgo: number,
    fields?: Partial<EntryOf<'interests'>['products'][number]>,
  ])[]
): EntryOf<'interests'> => ({
  kind: 'interests',
  currency: 'EUR',
  products: products.map(([productId, minutesAgo, fields]) => ({
    productId,
    name: `Product ${productId}`,
    price: 1_000,
    at: minutesBeforeNoon(minutesAgo),
    views: 1,
    ...fields,
  })),
});

type Order = EntryOf<'orders'>['orders'][number];
export const ordersEntry = (...orders: readonly Partial<Order>[]): EntryOf<'orders'> => ({
  kind: 'orders',
  orders: orders.map((fields) => ({
    orderId: 'A-1',
    at: minutesBeforeNoon(60),
    total: eur(5_000),
    units: 1,
    state: 'completed',
    ...fields,
  })),
});

export const heartbeat = (v: number, at: string): BackendHeartbeat => ({ schema: 1, v, asOf: null, at });
