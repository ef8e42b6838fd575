import type { Currency } from '../goods/countries';
import type { Product } from '../goods/goods';
import { toMajor } from '../goods/money';
import { subtotalOf, type FullLine } from './cart';
import { stepNumbered } from './checkout';

/** A `track` call in the words of Segment's e-commerce spec v2 (https://segment.com/docs/connections/spec/ecommerce/v2/). */
export interface ShopEvent {
  readonly event: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

interface AtCheckout {
  readonly checkoutId: string;
  readonly step: number;
}

export interface Purchase {
  readonly orderId: string;
  readonly lines: readonly FullLine[];
  readonly currency: Currency;
}

const productProperties = (product: Product, currency: Currency) => ({
  product_id: product.id,
  sku: product.sku,
  name: product.name,
  category: product.category,
  brand: product.brand,
  variant: product.colour,
  price: toMajor(product.prices[currency]),
  url: `/product/${product.id}`,
});

const listed = (products: readonly Product[], currency: Currency) =>
  products.map((product, index) => ({ ...productProperties(product, currency), position: index + 1 }));

const inCart = (lines: readonly FullLine[], currency: Currency) =>
  lines.map(({ product, quantity }) => ({ ...productProperties(product, currency), quantity }));

/** `results` is no property of the spec: it tells a search without result from one that found something. */
export const productsSearched = (query: string, results: number): ShopEvent => ({
  event: 'Products Searched',
  properties: { query, results },
});

export const productListViewed = (
  listId: string,
  category: string | null,
  products: readonly Product[],
  currency: Currency,
): ShopEvent => ({
  event: 'Product List Viewed',
  properties: {
    list_id: listId,
    ...(category === null ? {} : { category }),
    currency,
    products: listed(products, currency),
  },
});

export const productClicked = (product: Product, position: number, currency: Currency): ShopEvent => ({
  event: 'Product Clicked',
  properties: { ...productProperties(product, currency), currency, position },
});

export const productViewed = (product: Product, currency: Currency): ShopEvent => ({
  event: 'Product Viewed',
  properties: { ...productProperties(product, currency), currency, quantity: 1 },
});

export const productAdded = (
  cartId: string,
  product: Product,
  { quantity, currency }: { readonly quantity: number; readonly currency: Currency },
): ShopEvent => ({
  event: 'Product Added',
  properties: { cart_id: cartId, ...productProperties(product, currency), currency, quantity },
});

export const productRemoved = (...of: Parameters<typeof productAdded>): ShopEvent => ({
  ...productAdded(...of),
  event: 'Product Removed',
});

export const cartViewed = (cartId: string, lines: readonly FullLine[], currency: Currency): ShopEvent => ({
  event: 'Cart Viewed',
  properties: { cart_id: cartId, currency, products: inCart(lines, currency) },
});

export const checkoutStarted = ({ orderId, lines, currency }: Purchase): ShopEvent => ({
  event: 'Checkout Started',
  properties: {
    order_id: orderId,
    value: toMajor(subtotalOf(lines, currency)),
    currency,
    products: inCart(lines, currency),
  },
});

const stepEvent = (
  event: string,
  { checkoutId, step }: AtCheckout,
  more: Readonly<Record<string, unknown>>,
): ShopEvent => ({
  event,
  // The name is not of the spec: whoever watches should read "Payment", not "Step 3".
  properties: { checkout_id: checkoutId, step, step_name: stepNumbered(step)?.title, ...more },
});

export const stepViewed = (at: AtCheckout): ShopEvent => stepEvent('Checkout Step Viewed', at, {});

/** With `shipping_method` or `payment_method` at the step where it was chosen. */
export const stepCompleted = (at: AtCheckout, chosen: Readonly<Record<string, string>> = {}): ShopEvent =>
  stepEvent('Checkout Step Completed', at, chosen);

/** Not of the spec, which has no event for a customer who tried and could not go on. */
export const stepFailed = (at: AtCheckout, reason: 'card_declined'): ShopEvent =>
  stepEvent('Checkout Step Failed', at, { reason });

export const paymentInfoEntered = (at: AtCheckout): ShopEvent =>
  stepEvent('Payment Info Entered', at, { payment_method: 'card' });

export function orderCompleted(
  purchase: Purchase & { readonly checkoutId: string; readonly shipping: number },
): ShopEvent {
  const { checkoutId, orderId, lines, currency, shipping } = purchase;
  const revenue = subtotalOf(lines, currency);
  return {
    event: 'Order Completed',
    properties: {
      checkout_id: checkoutId,
      order_id: orderId,
      revenue: toMajor(revenue),
      shipping: toMajor(shipping),
      total: toMajor(revenue + shipping),
      currency,
      products: inCart(lines, currency),
    },
  };
}

/** Of the whole order, or of these lines. */
export const orderRefunded = ({ orderId, lines, currency }: Purchase, isWhole: boolean): ShopEvent => ({
  event: 'Order Refunded',
  properties: {
    order_id: orderId,
    total: toMajor(subtotalOf(lines, currency)),
    currency,
    ...(isWhole ? {} : { products: inCart(lines, currency) }),
  },
});

export const orderCancelled = ({ orderId, lines, currency }: Purchase): ShopEvent => ({
  event: 'Order Cancelled',
  properties: {
    order_id: orderId,
    revenue: toMajor(subtotalOf(lines, currency)),
    currency,
    products: inCart(lines, currency),
  },
});
