import { momentsOf } from './moments';
import { numberOf, recordsOf, textOf, isRecord, type Moment, type SegmentEvent } from './segment-event';
import { visitorsOf } from './visitors';

/** What an agent must be shown of one customer. */
export interface CustomerFigures {
  readonly page: string | null;
  /** The newest first, at most 10. */
  readonly searches: readonly { readonly query: string; readonly found: number | null }[];
  /** Names of products that were looked at, the newest look first, at most 10. */
  readonly interests: readonly string[];
  /** Pieces by the product's name. */
  readonly cart: Readonly<Record<string, number>>;
  /** Ids, the newest first, at most 5. */
  readonly orders: readonly string[];
  /** Of failed steps of the checkout that was touched last; left out where it has no id, which time alone would tell. */
  readonly lastFailure?: string | null;
}

/** Everybody who is shown, by `user:{id}` and `visitor:{id}`: a visitor with all that was done in that browser. */
export function customersOf(events: readonly SegmentEvent[]): ReadonlyMap<string, CustomerFigures> {
  const moments = momentsOf(events);
  const visitors = visitorsOf(moments);
  const users = [...new Set(moments.map((moment) => visitors.whoIs(moment)))].filter((who) => who.startsWith('user:'));
  const browsers = [...new Set(moments.flatMap(({ anonymousId }) => anonymousId ?? []))];
  return new Map([
    ...users.map((user) => [user, figuresOf(visitors.momentsOf(user))] as const),
    ...browsers.map(
      (id) => [`visitor:${id}`, figuresOf(moments.filter(({ anonymousId }) => anonymousId === id))] as const,
    ),
  ]);
}

function figuresOf(moments: readonly Moment[]): CustomerFigures {
  const newestFirst = [...moments].reverse();
  const names = namesOf(moments);
  const looks = newestFirst.filter(({ name }) => name === 'Product Clicked' || name === 'Product Viewed');
  const lookedAt = [...new Set(looks.flatMap(({ properties }) => textOf(properties['product_id']) ?? []))];
  return {
    page: pathOf(newestFirst.find(({ type }) => type === 'page')),
    searches: newestFirst
      .filter(({ name }) => name === 'Products Searched')
      .slice(0, 10)
      .map(({ properties }) => ({
        query: (textOf(properties['query']) ?? '').trim(),
        found: numberOf(properties['results']),
      })),
    interests: lookedAt.slice(0, 10).map((id) => names.get(id) ?? id),
    cart: Object.fromEntries([...cartOf(moments)].map(([id, pieces]) => [names.get(id) ?? id, pieces])),
    orders: ordersOf(moments),
    ...lastFailureOf(moments),
  };
}

function pathOf(page: Moment | undefined): string | null {
  const told = page?.context['page'];
  return page === undefined
    ? null
    : (textOf(page.properties['path']) ?? (isRecord(told) ? textOf(told['path']) : null));
}

/** As they were told last. */
function namesOf(moments: readonly Moment[]): ReadonlyMap<string, string> {
  const told = moments.flatMap(({ name, properties }) =>
    name === 'Order Refunded' || name === 'Product List Viewed'
      ? []
      : [properties, ...recordsOf(properties['products'])],
  );
  return new Map(
    told.flatMap((product) => {
      const [id, name] = [textOf(product['product_id']), textOf(product['name'])];
      return id === null || name === null ? [] : [[id, name] as const];
    }),
  );
}

function cartOf(moments: readonly Moment[]): ReadonlyMap<string, number> {
  let cart = new Map<string, number>();
  const ordered = new Set<string | null>();
  for (const { name, properties } of moments) {
    const [id, pieces] = [textOf(properties['product_id']) ?? '', numberOf(properties['quantity']) ?? 1];
    if (name === 'Product Added') cart.set(id, (cart.get(id) ?? 0) + pieces);
    if (name === 'Product Removed') cart.set(id, (cart.get(id) ?? 0) - pieces);
    if (name === 'Cart Viewed') {
      cart = new Map(
        recordsOf(properties['products']).map((line) => [
          textOf(line['product_id']) ?? '',
          numberOf(line['quantity']) ?? 1,
        ]),
      );
    }
    if (name === 'Order Completed' && !ordered.has(textOf(properties['order_id']))) {
      ordered.add(textOf(properties['order_id']));
      cart.clear();
    }
    for (const [product, left] of cart) if (left <= 0) cart.delete(product);
  }
  return cart;
}

function ordersOf(moments: readonly Moment[]): readonly string[] {
  const told = moments.filter(({ name }) => /^Order (Completed|Refunded|Cancelled)$/u.test(name));
  const ids = [...new Set(told.map(({ properties }) => textOf(properties['order_id']) ?? ''))];
  const at = (id: string): number => {
    const own = told.filter(({ properties }) => properties['order_id'] === id);
    return (own.find(({ name }) => name === 'Order Completed') ?? own[0])?.at ?? 0;
  };
  return ids.sort((one, other) => at(other) - at(one)).slice(0, 5);
}

function lastFailureOf(moments: readonly Moment[]): Pick<CustomerFigures, 'lastFailure'> {
  const ofCheckouts = moments.filter(({ name }) => /^(Checkout|Order Completed)/u.test(name));
  const checkoutId = ofCheckouts.at(-1)?.properties['checkout_id'];
  const failed = ofCheckouts.filter(
    ({ name, properties }) => name === 'Checkout Step Failed' && properties['checkout_id'] === checkoutId,
  );
  if (ofCheckouts.length > 0 && checkoutId === undefined) return {};
  return { lastFailure: textOf(failed.at(-1)?.properties['reason']) };
}
