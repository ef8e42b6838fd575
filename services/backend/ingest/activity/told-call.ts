import type { ActivityCall, ProductAction } from '../../domain/activity/activity-event';
import { emailSpelling, phoneSpelling } from '../../domain/activity/contact-spelling';
import { moneyOf } from '../../domain/activity/told-money';
import { shopText, maskedText, pagePath } from './told-text';
import { objectIn, textIn, type Properties, type SegmentMessage } from './segment-message';
import { idIn, requiredId, toldId } from './told-id';
import { toldProduct, toldProducts } from './told-product';
import { Unusable } from './unusable';

const MAX_QUERY = 200;
const MAX_TEXT = 200;
const MAX_REASON = 100;
const MAX_STEP = 99;

/** Makes a call of the properties. Called with those of a message of its name only. @throws Unusable */
type Reader = (properties: Properties) => ActivityCall;

const product =
  (action: ProductAction): Reader =>
  (properties) => ({ kind: 'product', action, product: toldProduct(properties, textIn(properties, 'currency')) });

const step =
  (action: 'viewed' | 'completed' | 'failed'): Reader =>
  (properties) => ({
    kind: 'checkout-step',
    action,
    checkoutId: idIn(properties, 'checkout_id'),
    step: stepIn(properties),
    name: cut(textIn(properties, 'step_name') ?? textIn(properties, 'name'), MAX_TEXT),
    reason:
      action === 'failed' ? masked(textIn(properties, 'reason') ?? textIn(properties, 'error'), MAX_REASON) : null,
  });

const order =
  (action: 'completed' | 'refunded' | 'cancelled'): Reader =>
  (properties) => ({
    kind: 'order',
    action,
    orderId: requiredId(idIn(properties, 'order_id'), 'order_id'),
    checkoutId: idIn(properties, 'checkout_id'),
    products: toldProducts(properties),
    total: moneyOf(properties['total'] ?? properties['revenue'] ?? properties['value'], properties['currency']),
  });

/**
 * The events of Segment's e-commerce spec v2 that count, by name in lower case, and one of ours for what the spec has none:
 * `Checkout Step Failed {checkout_id, step, reason}`. https://segment.com/docs/connections/spec/ecommerce/v2/
 */
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['products searched', search],
  ['product clicked', product('clicked')],
  ['product viewed', product('viewed')],
  ['product added', product('added')],
  ['product removed', product('removed')],
  // One that lists nothing does not say that the cart is empty.
  [
    'cart viewed',
    (properties) =>
      Array.isArray(properties['products']) ? { kind: 'cart', products: toldProducts(properties) } : { kind: 'other' },
  ],
  ['checkout started', checkoutStarted],
  ['checkout step viewed', step('viewed')],
  ['checkout step completed', step('completed')],
  ['checkout step failed', step('failed')],
  ['order completed', order('completed')],
  ['order refunded', order('refunded')],
  ['order cancelled', order('cancelled')],
]);

/**
 * What a message tells.
 * @param hashed keeps contact data as keyed hashes
 * @throws Unusable when it lacks what its name promises
 */
export function toldCall(message: SegmentMessage, hashed: (contact: string) => string): ActivityCall {
  const properties = message.properties ?? {};
  switch (message.type) {
    case 'page':
    case 'screen':
      return pageCall(message, properties);
    case 'identify':
      return identifyCall(message.traits ?? {}, hashed);
    case 'alias':
      return { kind: 'alias', previousId: requiredId(toldId(message.previousId, 'previousId'), 'previousId') };
    case 'track': {
      const read = READERS.get((message.event ?? '').trim().toLowerCase());
      return read === undefined ? { kind: 'other' } : read(properties);
    }
    case 'group':
      return { kind: 'other' };
    default:
      throw new Unusable('its type is none of track, page, screen, identify, alias and group');
  }
}

function pageCall(message: SegmentMessage, properties: Properties): ActivityCall {
  const context = objectIn(message.context ?? {}, 'page');
  const first = (name: string): string | null => textIn(properties, name) ?? textIn(context, name);
  const path = pagePath(first('url') ?? first('path') ?? message.name ?? '');
  if (path === null) throw new Unusable('it names no page');
  return { kind: 'page', page: { path, title: cut(first('title') ?? message.name ?? null, MAX_TEXT) } };
}

function identifyCall(traits: Properties, hashed: (contact: string) => string): ActivityCall {
  const email = emailSpelling(textIn(traits, 'email'));
  const phone = phoneSpelling(textIn(traits, 'phone'));
  return {
    kind: 'identify',
    emailHash: email === null ? null : hashed(email),
    phoneHash: phone === null ? null : hashed(phone),
  };
}

function search(properties: Properties): ActivityCall {
  const query = textIn(properties, 'query');
  if (query === null) throw new Unusable('it has no query');
  const list = properties['products'];
  const found = properties['results'] ?? (Array.isArray(list) ? list.length : null);
  const isCount = typeof found === 'number' && Number.isSafeInteger(found) && found >= 0;
  return { kind: 'search', query: maskedText(query, MAX_QUERY), results: isCount ? found : null };
}

function checkoutStarted(properties: Properties): ActivityCall {
  return {
    kind: 'checkout-started',
    checkoutId: idIn(properties, 'checkout_id'),
    orderId: idIn(properties, 'order_id'),
    products: toldProducts(properties),
    value: moneyOf(properties['value'] ?? properties['revenue'] ?? properties['total'], properties['currency']),
  };
}

function stepIn(properties: Properties): number {
  const number = Number(textIn(properties, 'step') ?? NaN);
  if (!Number.isInteger(number) || number < 1 || number > MAX_STEP)
    throw new Unusable(`its step is not a number from 1 to ${MAX_STEP}`);
  return number;
}

const cut = (text: string | null, most: number): string | null => (text === null ? null : shopText(text, most));
const masked = (text: string | null, most: number): string | null => (text === null ? null : maskedText(text, most));
