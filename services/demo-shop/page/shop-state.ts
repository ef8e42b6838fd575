import { countryOf, COUNTRIES, type Country } from '../goods/countries';
import { findProduct } from '../goods/catalogue';
import type { CartLine } from '../purchase/cart';
import type { ChatSession } from './chat/chat-connection';

export interface Customer {
  readonly userId: string;
  /** The shop's server vouches with it for the id; null when it does not. */
  readonly userIdSignature: string | null;
  readonly email: string;
  readonly name: string;
}

export interface Address {
  readonly name: string;
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
  readonly country: string;
}

export interface Checkout {
  readonly checkoutId: string;
  readonly orderId: string;
  /** Numbers of steps. */
  readonly completed: readonly number[];
  readonly address: Address | null;
  readonly shipping: string | null;
  readonly cardEnding: string | null;
}

/** A confirmed order, as its page shows it. */
export interface Order {
  readonly orderId: string;
  readonly lines: readonly CartLine[];
  readonly country: string;
  readonly shipping: string;
}

/** What one browser knows of its customer. */
export interface ShopState {
  readonly version: 1;
  /** ISO code of the country to deliver to. */
  readonly country: string;
  readonly cartId: string;
  readonly lines: readonly CartLine[];
  readonly customer: Customer | null;
  readonly checkout: Checkout | null;
  /** The newest first. */
  readonly orders: readonly Order[];
  /** The chat that this browser's customer takes part in. */
  readonly chat: ChatSession | null;
}

export interface StateStore {
  readonly read: () => ShopState;
  readonly change: (update: (state: ShopState) => ShopState) => void;
}

const KEY = 'demo-shop';
const KEPT_ORDERS = 5;

const emptyState = (): ShopState => ({
  version: 1,
  country: COUNTRIES[0].code,
  cartId: newId('cart'),
  lines: [],
  customer: null,
  checkout: null,
  orders: [],
  chat: null,
});

/** Read anew each time, because another tab of the same shop may have changed it. */
export function createStateStore(storage: Storage | null): StateStore {
  let state = emptyState();
  const read = (): ShopState => {
    state = parseState(storage?.getItem(KEY) ?? null) ?? state;
    return state;
  };
  return {
    read,
    change: (update) => {
      state = update(read());
      try {
        storage?.setItem(KEY, JSON.stringify(state));
      } catch {
        // Full or forbidden: the shop then remembers for as long as the page is open.
      }
    },
  };
}

/** Null for nothing, and for what another version wrote or a person changed. */
function parseState(text: string | null): ShopState | null {
  try {
    const parsed = JSON.parse(text ?? 'null') as Partial<ShopState> | null;
    if (parsed?.version !== 1 || !Array.isArray(parsed.lines)) return null;
    const state = { ...emptyState(), ...parsed };
    return { ...state, lines: state.lines.filter(({ productId }) => findProduct(productId) !== undefined) };
  } catch {
    return null;
  }
}

/** Without `crypto.randomUUID`, which a page has on `localhost` and over https only. */
export function newId(kind: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return `${kind}-${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

export const deliveryCountry = ({ country }: ShopState): Country => countryOf(country);

/** An address in another country is to be confirmed again: prices, and what is sold at all, follow the country. */
export function inCountry(state: ShopState, country: string): ShopState {
  const { checkout } = state;
  if (checkout?.address == null || checkout.address.country === country) return { ...state, country };
  return { ...state, country, checkout: { ...checkout, completed: checkout.completed.filter((step) => step !== 1) } };
}

export const withOrder = (state: ShopState, order: Order): ShopState => ({
  ...state,
  cartId: newId('cart'),
  lines: [],
  checkout: null,
  orders: [order, ...state.orders].slice(0, KEPT_ORDERS),
});
