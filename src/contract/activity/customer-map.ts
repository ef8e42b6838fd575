import * as v from 'valibot';
import { defineSyncMap, type SyncMapRef } from '../define-sync';
import { outboxKey } from '../object-names';
import { Count, Instant, payloadHeader } from '../payload';
import type { CustomerKey } from './activity-keys';

/** By ISO 4217. */
const Currency = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/));

/** An amount in the currency's minor unit (cents). */
export const Money = v.object({ minorUnits: v.pipe(v.number(), v.safeInteger()), currency: Currency });
export type Money = v.InferOutput<typeof Money>;

/** A product as a customer met it: short, because ten of them share 1 KiB. */
const CustomerProduct = v.object({
  /** As the shop calls it; its id where the shop told no name. */
  name: v.string(),
  /** The shop's own id; left out where it is the name, and where it takes the room that names need. */
  productId: v.optional(v.string()),
  /** Of one piece, in the minor unit of the item's `currency`; null when the shop did not tell. */
  price: v.nullable(v.pipe(v.number(), v.safeInteger())),
  /** Of the price, where it is not the item's. */
  currency: v.optional(Currency),
  /** Present when the shop told that it does not sell the product where the customer is. */
  soldInCountry: v.optional(v.literal(false)),
});

/** Steps of a checkout that an item carries at most. */
export const MAX_CHECKOUT_STEPS = 12;

const ENTRIES = {
  /** Where the customer is. `pageSince` is when the last page was opened; `lastSeenAt` the newest event. */
  now: v.object({
    kind: v.literal('now'),
    page: v.nullable(v.object({ path: v.string(), title: v.nullable(v.string()) })),
    pageSince: v.nullable(Instant),
    lastSeenAt: Instant,
    /** The shop's own id of the customer, as far as told. */
    userId: v.nullable(v.string()),
    /** Whether the shop signed that id; a page can claim any. */
    isVerified: v.boolean(),
  }),
  location: v.object({ kind: v.literal('location'), country: v.string(), region: v.nullable(v.string()) }),
  /** The newest 10, the newest first. `found` is null when the shop did not tell. */
  searches: v.object({
    kind: v.literal('searches'),
    searches: v.array(v.object({ query: v.string(), at: Instant, found: v.nullable(Count) })),
  }),
  /** The newest 10 products that were looked at, the newest first. */
  interests: v.object({
    kind: v.literal('interests'),
    currency: v.nullable(Currency),
    /** `at`: the newest look. */
    products: v.array(v.object({ ...CustomerProduct.entries, at: Instant, views: Count })),
  }),
  /** What is in the cart, the newest first; `more` counts the lines that no item has room for. */
  cart: v.object({
    kind: v.literal('cart'),
    currency: v.nullable(Currency),
    lines: v.array(v.object({ ...CustomerProduct.entries, quantity: Count })),
    more: Count,
    /** Of the whole cart, one amount for each currency. */
    totals: v.array(Money),
  }),
  /** The checkout that was touched last. */
  checkout: v.object({
    kind: v.literal('checkout'),
    startedAt: Instant,
    /** By number. Where there is no room, steps before the current one are left out. */
    steps: v.array(
      v.object({
        step: v.pipe(v.number(), v.integer(), v.minValue(1)),
        name: v.nullable(v.string()),
        /** Left out of a completed step where there is no room. */
        viewedAt: v.optional(Instant),
        /** Absent from a step that is not completed. */
        completedAt: v.optional(Instant),
        failures: v.optional(v.object({ count: Count, lastAt: Instant, lastReason: v.nullable(v.string()) })),
      }),
    ),
    /** The first step that is not completed, also one that the shop told nothing of yet; null once ordered. */
    currentStep: v.nullable(Count),
    currentSince: v.nullable(Instant),
    /** When the visitor's silence made, or will make, it a stopped one, as far as known now; null once ordered. */
    stopsAt: v.nullable(Instant),
    orderedAt: v.nullable(Instant),
  }),
  /** The newest 5, the newest first. */
  orders: v.object({
    kind: v.literal('orders'),
    orders: v.array(
      v.object({
        orderId: v.string(),
        at: Instant,
        total: v.nullable(Money),
        units: Count,
        state: v.picklist(['completed', 'partly-refunded', 'refunded', 'cancelled']),
      }),
    ),
  }),
} as const;

/** Keys of the items of a customer's Map. */
export const CUSTOMER_ITEM_KEYS = ['now', 'location', 'searches', 'interests', 'cart', 'checkout', 'orders'] as const;
export type CustomerItemKey = (typeof CUSTOMER_ITEM_KEYS)[number];

/** What an item tells, told apart by `kind`, which is its key. */
export const CustomerEntry = v.variant('kind', [
  ENTRIES.now,
  ENTRIES.location,
  ENTRIES.searches,
  ENTRIES.interests,
  ENTRIES.cart,
  ENTRIES.checkout,
  ENTRIES.orders,
]);
export type CustomerEntry = v.InferOutput<typeof CustomerEntry>;

/** Item of the Map `customer.{key}`. At most 1 KiB. */
export const CustomerItem = v.object({ ...payloadHeader(1), entry: CustomerEntry });
export type CustomerItem = v.InferOutput<typeof CustomerItem>;

/** What one customer does in the shop. Written by the backend; read by the agent who holds a reservation of the customer's task. */
export const customerMap = (key: CustomerKey): SyncMapRef<CustomerItem> =>
  defineSyncMap(outboxKey({ kind: 'customer', customerKey: key }), CustomerItem, { scope: 'personal' });
