import type { ActivityCall, ActivityEvent, Money, ProductAction, ToldProduct } from '../domain/activity/activity-event';

/** A whole hour, so that minutes after it are easy to place in quarter hours. */
export const ACTIVITY_T0 = Date.UTC(2026, 2, 2, 9);

/** Milliseconds of the epoch, that many minutes after `ACTIVITY_T0`. */
export const minute = (minutes: number): number => ACTIVITY_T0 + minutes * 60_000;

/**
 * An event of the visitor `a1` in `shop-1`, received a second after it happened. Two of the same call at the same time are
 * the same event, unless `over` says otherwise.
 */
export const told = (minutes: number, call: ActivityCall, over: Partial<ActivityEvent> = {}): ActivityEvent => ({
  shopId: 'shop-1',
  messageId: JSON.stringify([minutes, call]),
  atMs: minute(minutes),
  receivedAtMs: minute(minutes) + 1_000,
  anonymousId: 'a1',
  userId: null,
  isVerified: false,
  location: null,
  call,
  ...over,
});

export const euros = (minorUnits: number): Money => ({ minorUnits, currency: 'EUR' });

export const toldProduct = (productId: string, over: Partial<ToldProduct> = {}): ToldProduct => ({
  productId,
  name: null,
  category: null,
  brand: null,
  variant: null,
  price: null,
  quantity: 1,
  ...over,
});

export const page = (path: string, title: string | null = null): ActivityCall => ({
  kind: 'page',
  page: { path, title },
});

export const search = (query: string, results: number | null = null): ActivityCall => ({
  kind: 'search',
  query,
  results,
});

export const product = (action: ProductAction, productId: string, over: Partial<ToldProduct> = {}): ActivityCall => ({
  kind: 'product',
  action,
  product: toldProduct(productId, over),
});

export const cart = (...products: readonly ToldProduct[]): ActivityCall => ({ kind: 'cart', products });

type CallOf<Kind extends ActivityCall['kind']> = Extract<ActivityCall, { readonly kind: Kind }>;

export const started = (over: Partial<CallOf<'checkout-started'>> = {}): ActivityCall => ({
  kind: 'checkout-started',
  checkoutId: null,
  orderId: null,
  products: [],
  value: null,
  ...over,
});

export const step = (
  action: CallOf<'checkout-step'>['action'],
  number: number,
  checkoutId: string | null = null,
  over: Partial<CallOf<'checkout-step'>> = {},
): ActivityCall => ({ kind: 'checkout-step', action, checkoutId, step: number, name: null, reason: null, ...over });

export const order = (
  action: CallOf<'order'>['action'],
  orderId: string,
  over: Partial<CallOf<'order'>> = {},
): ActivityCall => ({ kind: 'order', action, orderId, checkoutId: null, products: [], total: null, ...over });

export const identify: ActivityCall = { kind: 'identify', emailHash: null, phoneHash: null };

export const alias = (previousId: string): ActivityCall => ({ kind: 'alias', previousId });

export const other: ActivityCall = { kind: 'other' };
