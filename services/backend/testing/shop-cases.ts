/** A request; an admin's unless it says whose. */
interface ShopRequest {
  readonly as?: 'agent';
  readonly id?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const NO_PRODUCT = '0'.repeat(32);
const HOUR = { from: '2026-03-12T09:00:00.000Z', to: '2026-03-12T10:00:00.000Z' };

/** What questions about shops and their customers are answered, by the request. */
export const SHOP_CASES: Readonly<Record<string, Readonly<Record<number, () => ShopRequest>>>> = {
  'get /activity/trend': {
    400: () => ({ query: { ...HOUR, to: HOUR.from, product: NO_PRODUCT } }),
    403: () => ({ as: 'agent', query: { ...HOUR, product: NO_PRODUCT } }),
    404: () => ({ query: { ...HOUR, product: NO_PRODUCT } }),
  },
  'get /activity/shops/{shopId}': { 403: () => ({ id: 'demo', as: 'agent' }), 404: () => ({ id: 'nobody' }) },
  'post /activity/shops/{shopId}/write-keys': {
    403: () => ({ id: 'demo', as: 'agent', body: {} }),
    400: () => ({ id: 'demo', body: { othersRetireInSeconds: -1 } }),
    404: () => ({ id: 'No Shop', body: {} }),
  },
  ...Object.fromEntries(
    ['searched', 'sold', 'visited', 'funnel', 'stopped'].map((question) => [
      `get /activity/${question}`,
      { 400: () => ({ query: { ...HOUR, to: HOUR.from } }), 403: () => ({ as: 'agent', query: HOUR }) },
    ]),
  ),
};
