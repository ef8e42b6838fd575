import fc from 'fast-check';
import type { ActivityCall, ActivityEvent } from '../domain/activity/activity-event';
import {
  ACTIVITY_T0,
  alias,
  cart,
  identify,
  order,
  other,
  page,
  product,
  search,
  started,
  step,
  told,
  toldProduct,
} from './activity-events';

const ids = (prefix: string, count: number): fc.Arbitrary<string> =>
  fc.integer({ min: 1, max: count }).map((n) => `${prefix}${n}`);
const orNull = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { freq: 2 });

/** Few instants, so that equal ones, gaps of exactly 5 and 30 min, and returns are the rule and not the exception. */
const minutes = fc.oneof(
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 4 }) },
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 120 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 12 }).map((n) => 24 * 60 + n * 5) },
);

const price = orNull(
  fc.record({ minorUnits: fc.integer({ min: 0, max: 999 }), currency: fc.constantFrom('EUR', 'USD') }),
);
const anyProduct = fc
  .record({ productId: ids('p', 3), quantity: fc.integer({ min: 1, max: 3 }), price, name: orNull(ids('Name ', 2)) })
  .map(({ productId, ...over }) => toldProduct(productId, over));
const products = fc.array(anyProduct, { maxLength: 3 });
const checkoutId = orNull(ids('c', 2));

const anyCall: fc.Arbitrary<ActivityCall> = fc.oneof(
  { weight: 3, arbitrary: ids('/', 3).map((path) => page(path)) },
  {
    weight: 3,
    arbitrary: fc.tuple(fc.constantFrom('shoes', 'SHOES', 'hat'), orNull(fc.nat(1))).map(([q, n]) => search(q, n)),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom('clicked', 'viewed', 'added', 'removed'), anyProduct)
      .map(([action, { productId, ...over }]) => product(action, productId, over)),
  },
  { weight: 1, arbitrary: products.map((all) => cart(...all)) },
  { weight: 2, arbitrary: fc.record({ checkoutId, orderId: orNull(ids('o', 3)), products }).map(started) },
  {
    weight: 4,
    arbitrary: fc
      .record({
        action: fc.constantFrom('viewed', 'completed', 'failed'),
        number: fc.integer({ min: 1, max: 3 }),
        ...{ id: checkoutId, name: orNull(ids('Step ', 2)) },
      })
      .map(({ action, number, id, name }) => step(action, number, id, { name })),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom('completed', 'completed', 'refunded', 'cancelled'), ids('o', 3), checkoutId, products)
      .map(([action, id, ofCheckout, all]) => order(action, id, { checkoutId: ofCheckout, products: all })),
  },
  { weight: 2, arbitrary: fc.constant(identify) },
  { weight: 1, arbitrary: ids('a', 3).map(alias) },
  { weight: 1, arbitrary: fc.constant(other) },
);

const anyEvent = fc
  .record({ minutes, call: anyCall, anonymousId: ids('a', 3), userId: orNull(ids('u', 2)), hasVisitor: fc.boolean() })
  .map(({ minutes: at, call, anonymousId, userId, hasVisitor }) =>
    // A page seldom names the user; a server never names the visitor.
    userId !== null && !hasVisitor
      ? told(at, call, { anonymousId: null, userId })
      : told(at, call, { anonymousId, userId: call.kind === 'identify' || call.kind === 'alias' ? userId : null }),
  );

/** Any events of three visitors and two users of one shop, possible or not, each with its own `messageId`. */
export const anyActivity = (maxLength: number): fc.Arbitrary<ActivityEvent[]> =>
  fc
    .tuple(fc.array(anyEvent, { minLength: 1, maxLength }), fc.infiniteStream(fc.nat(999)))
    // Random before counted, so that the order of `messageId` is not the order in which events were made.
    .map(([events, random]) => {
      const prefixes = [...random.take(events.length)];
      return events.map((event, index) => ({ ...event, messageId: `m${prefixes[index] ?? 0}-${index}` }));
    });

/** The same events in another order, some told again later with an instant that the retry shifted, cut into batches. */
export const disturbedActivity = (events: readonly ActivityEvent[]): fc.Arbitrary<ActivityEvent[][]> =>
  fc
    .tuple(fc.subarray([...events]), fc.integer({ min: 0, max: 40 * 60_000 }), fc.integer({ min: 1, max: 7 }))
    .chain(([repeated, shiftMs, size]) => {
      const retries = repeated.map((event) => ({
        ...event,
        atMs: event.atMs + shiftMs,
        receivedAtMs: event.receivedAtMs + shiftMs + 1,
      }));
      const all = [...events, ...retries];
      return fc
        .shuffledSubarray(all, { minLength: all.length })
        .map((shuffled) =>
          Array.from({ length: Math.ceil(shuffled.length / size) }, (_, n) => shuffled.slice(n * size, (n + 1) * size)),
        );
    });

/** Whether two events happened at one instant. */
export const hasTies = (events: readonly ActivityEvent[]): boolean =>
  new Set(events.map(({ atMs }) => atMs - ACTIVITY_T0)).size < events.length;
