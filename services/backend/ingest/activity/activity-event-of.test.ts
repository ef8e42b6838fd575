import { createHmac } from 'node:crypto';
import { readMessage, type ReadMessage } from './activity-event-of';

const NOW = Date.parse('2026-03-12T12:00:00.000Z');
const SECRET = 'secret-of-the-shop';
const options = { consentCategory: 'Analytics', hashed: (contact: string) => `hash(${contact})` };
const BASE = {
  type: 'track',
  event: 'Other',
  messageId: 'm1',
  anonymousId: 'a1',
  timestamp: '2026-03-12T12:00:00.000Z',
};

const read = (message: object, sentAt: unknown = '2026-03-12T12:00:00.000Z'): ReadMessage =>
  readMessage(
    { message: { ...BASE, ...message }, shop: { shopId: 'demo', secret: SECRET }, receivedAtMs: NOW, sentAt },
    options,
  );
const event = (message: object, sentAt?: unknown) => {
  const result = read(message, sentAt);
  if (result.kind !== 'event') throw new Error(`it is ${JSON.stringify(result)}`);
  return result.event;
};
const callOf = (name: string, properties: object) => event({ event: name, properties }).call;
const reasonOf = (message: object) => {
  const result = read(message);
  return result.kind === 'dead' ? result.reason : result.kind;
};

describe('the instant of an event', () => {
  it('is corrected by what the sender’s clock was off when it sent', () => {
    const yearOff = { timestamp: '2025-03-12T11:59:30.000Z' };
    expect(event(yearOff, '2025-03-12T12:00:00.000Z').atMs).toBe(NOW - 30_000);
  });

  it('is when it arrived where none is told, or none that can be read', () => {
    for (const timestamp of [undefined, null, '', 'yesterday', '9999-99-99'])
      expect(event({ timestamp }).atMs).toBe(NOW);
  });
});

describe('who did it', () => {
  it('is verified only when the shop signed the id', () => {
    const signed = createHmac('sha256', SECRET).update('u1').digest('hex');
    const isVerified = (userId: string, userIdSignature: unknown) =>
      event({ userId, context: { userIdSignature } }).isVerified;
    expect(isVerified('u1', signed)).toBe(true);
    for (const forged of [undefined, '', 7, signed.slice(1), 'x'.repeat(64), signed.replace(/^./, 'z')])
      expect(isVerified('u1', forged)).toBe(false);
    expect(isVerified('u2', signed)).toBe(false);
  });

  it('takes ids that are numbers for texts, and needs one', () => {
    expect(event({ userId: 42, anonymousId: null })).toMatchObject({ userId: '42', anonymousId: null });
    expect(reasonOf({ anonymousId: '  ', userId: '' })).toBe('it has neither anonymousId nor userId');
    expect(reasonOf({ userId: 'u'.repeat(256) })).toBe('its userId is longer than 255 characters');
  });

  it('is nobody who denied consent', () => {
    const consent = (categoryPreferences: object) => read({ context: { consent: { categoryPreferences } } }).kind;
    expect(consent({ Analytics: false })).toBe('denied');
    expect(consent({ Analytics: true, Advertising: false })).toBe('event');
    expect(consent({})).toBe('event');
  });
});

describe('what a visitor did', () => {
  it.each([
    ['Products Searched', { query: 'Red  Shoes', results: 0 }, { kind: 'search', query: 'Red  Shoes', results: 0 }],
    ['products searched', { query: 'a', products: [{}, {}] }, { kind: 'search', query: 'a', results: 2 }],
    ['Products Searched', { query: 'a', results: -1 }, { kind: 'search', query: 'a', results: null }],
    ['Anything Else', { query: 'a' }, { kind: 'other' }],
    ['Cart Viewed', { products: [] }, { kind: 'cart', products: [] }],
    ['Cart Viewed', { cart_id: 'c' }, { kind: 'other' }],
  ])('%s %j', (name, properties, expected) => {
    expect(callOf(name, properties)).toEqual(expected);
  });

  it('keeps only what is counted or shown of a product', () => {
    const told = {
      product_id: 7,
      name: 'Shoe',
      category: 'Shoes',
      price: '19.99',
      currency: 'eur',
      email: 'a@b.example',
    };
    expect(callOf('Product Viewed', told)).toEqual({
      kind: 'product',
      action: 'viewed',
      product: {
        productId: '7',
        name: 'Shoe',
        category: 'Shoes',
        brand: null,
        variant: null,
        price: { minorUnits: 1_999, currency: 'EUR' },
        quantity: 1,
      },
    });
  });

  it.each([
    ['a product without an id', 'Product Added', { name: 'x' }, 'it has no product_id'],
    ['no query', 'Products Searched', { query: '  ' }, 'it has no query'],
    ['no order', 'Order Completed', { total: 1 }, 'it has no order_id'],
    [
      'a negative quantity',
      'Product Added',
      { sku: 's', quantity: -1 },
      'a quantity is not a whole number from 1 to 1,000,000',
    ],
    [
      'a fraction',
      'Product Added',
      { sku: 's', quantity: 1.5 },
      'a quantity is not a whole number from 1 to 1,000,000',
    ],
    ['a step of no number', 'Checkout Step Viewed', { step: 'pay' }, 'its step is not a number from 1 to 99'],
    ['products of no list', 'Order Completed', { order_id: 1, products: {} }, 'its products are not a list'],
  ])('is kept with the reason when it has %s', (_what, name, properties, reason) => {
    expect(reasonOf({ event: name, properties })).toBe(reason);
  });

  it('gives a refused card its step and the shop’s word, masked', () => {
    expect(callOf('Checkout Step Failed', { checkout_id: 'c', step: '3', reason: 'declined a@b.example' })).toEqual({
      kind: 'checkout-step',
      action: 'failed',
      checkoutId: 'c',
      step: 3,
      name: null,
      reason: 'declined •••',
    });
  });

  it('adds up a product that a list has twice', () => {
    const products = [{ product_id: 1, quantity: 2 }, { product_id: 1 }, { sku: 's' }];
    const call = callOf('Order Completed', { order_id: 'o', total: 10, currency: 'JPY', products });
    expect(call).toMatchObject({
      total: { minorUnits: 10, currency: 'JPY' },
      products: [
        { productId: '1', quantity: 3 },
        { productId: 's', quantity: 1 },
      ],
    });
  });

  it('keeps contact data as hashes only', () => {
    const identify = event({
      type: 'identify',
      userId: 'u',
      traits: { email: ' A@B.example', phone: '+49 (30) 1234567' },
    });
    expect(identify.call).toEqual({
      kind: 'identify',
      emailHash: 'hash(a@b.example)',
      phoneHash: 'hash(+49301234567)',
    });
  });

  it('has no prototype to reach into', () => {
    const message = JSON.parse(
      '{"type":"track","messageId":"m","anonymousId":"a","__proto__":{"userId":"u"}}',
    ) as object;
    expect(read(message)).toMatchObject({ kind: 'event', event: { userId: null, call: { kind: 'other' } } });
  });

  it.each([
    [{ type: 'toString' }, 'its type is none of track, page, screen, identify, alias and group'],
    [{ messageId: '' }, 'its messageId is not what the spec says'],
    [{ properties: 'x' }, 'its properties is not what the spec says'],
    [{ type: 'alias', userId: 'u', previousId: null }, 'it has no previousId'],
  ])('of %j nothing is believed', (message, reason) => {
    expect(reasonOf(message)).toBe(reason);
  });
});
