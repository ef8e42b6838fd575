import { totalsOf } from '../amounts';
import type { CustomerActivity } from '../fold-customer';
import { fitted, instant, type EntryOf, type Room } from '../item-room';
import type { ProductFacts } from './product-facts';
import { isLook } from './searches';

/** Countries where the shop sells a product (ISO 3166-1 alpha-2, upper case); null when it told nothing of that. */
export type CountriesOf = (productId: string) => readonly string[] | null;

const INTERESTS = 10;
/** More have no room, however short. */
const CART_LINES = 20;
/** A cart of more currencies is none that a customer filled. */
const TOTALS = 5;

/** What is known of products beside what the customer did with them. */
interface Products {
  readonly facts: ReadonlyMap<string, ProductFacts>;
  readonly countriesOf: CountriesOf;
  readonly country: string | null;
}

const productsOf = ({ products, location }: CustomerActivity, countriesOf: CountriesOf): Products => ({
  facts: new Map(products.map((each) => [each.productId, each])),
  countriesOf,
  country: location?.country ?? null,
});

/** The products that the customer looked at last; null when there is none. */
export function interestsEntry(activity: CustomerActivity, countriesOf: CountriesOf): EntryOf<'interests'> | null {
  const looks = new Map<string, { readonly views: number; readonly atMs: number }>();
  for (const { productId, action, atMs } of activity.productActions.filter(isLook)) {
    const views = looks.get(productId)?.views ?? 0;
    // The newest look comes last.
    looks.delete(productId);
    looks.set(productId, { views: action === 'viewed' ? views + 1 : views, atMs });
  }
  const newest = [...looks].slice(-INTERESTS).reverse();
  if (newest.length === 0) return null;
  const products = productsOf(activity, countriesOf);
  const currency = currencyOf(
    newest.map(([productId]) => productId),
    products,
  );
  return fitted(newest.length, (room) => ({
    kind: 'interests',
    currency,
    // A shop that tells of clicks alone has shown the product all the same.
    products: newest.slice(0, room.lines).map(([productId, { views, atMs }]) => ({
      ...product(productId, currency, products, room),
      at: instant(atMs),
      views: Math.max(1, views),
    })),
  }));
}

/** The cart; null when nothing is in it. */
export function cartEntry(activity: CustomerActivity, countriesOf: CountriesOf): EntryOf<'cart'> | null {
  const { cart: all } = activity;
  if (all.length === 0) return null;
  const products = productsOf(activity, countriesOf);
  const newest = all.slice(0, CART_LINES);
  const currency = currencyOf(
    newest.map(({ productId }) => productId),
    products,
  );
  const priced = all.map(({ productId, quantity }) => ({
    price: products.facts.get(productId)?.price ?? null,
    quantity,
  }));
  const totals = totalsOf(priced).slice(0, TOTALS);
  return fitted(newest.length, (room) => ({
    kind: 'cart',
    currency,
    lines: newest
      .slice(0, room.lines)
      .map(({ productId, quantity }) => ({ ...product(productId, currency, products, room), quantity })),
    more: all.length - room.lines,
    totals,
  }));
}

/** The currency of most of the prices; of two with as many, the one that comes first. */
function currencyOf(productIds: readonly string[], { facts }: Products): string | null {
  const counts = new Map<string, number>();
  for (const productId of productIds) {
    const currency = facts.get(productId)?.price?.currency;
    if (currency !== undefined) counts.set(currency, (counts.get(currency) ?? 0) + 1);
  }
  const [most = null] = [...counts].sort(([, a], [, b]) => b - a).map(([currency]) => currency);
  return most;
}

type ProductLine = Omit<EntryOf<'interests'>['products'][number], 'views' | 'at'>;

function product(productId: string, ofItem: string | null, products: Products, { hasDetails, cut }: Room): ProductLine {
  const { name = null, price = null } = products.facts.get(productId) ?? {};
  const countries = products.country === null ? null : products.countriesOf(productId);
  const isSold = countries === null || products.country === null || countries.includes(products.country);
  return {
    name: cut(name ?? productId),
    ...(hasDetails && name !== null ? { productId: cut(productId) } : {}),
    price: price?.minorUnits ?? null,
    ...(price !== null && price.currency !== ofItem ? { currency: price.currency } : {}),
    ...(isSold ? {} : { soldInCountry: false }),
  };
}
