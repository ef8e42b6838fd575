import { productAdded, productRemoved } from '../purchase/shop-events';
import { quantityOf, withQuantity } from '../purchase/cart';
import type { Product } from '../goods/goods';
import { deliveryCountry, type ShopState } from './shop-state';
import type { Tracker } from './tracker';

/** What a view can ask for. */
export interface Shop {
  readonly tracker: Tracker;
  state(): ShopState;
  change(update: (state: ShopState) => ShopState): void;
  /** Opens a page of the shop. */
  go(path: string): void;
  /** Draws the page again and puts the focus on the element with this id, or on the heading. */
  refresh(focusId?: string): void;
  /** Says it to a person who cannot see what changed. */
  announce(text: string): void;
}

/** A page of the shop. */
export interface View {
  readonly title: string;
  /** Below the heading, which is the title. */
  readonly content: readonly Node[];
  /** After the visit itself was told; `isReturn` when the customer came by the browser's back or forward button. */
  opened?(isReturn: boolean): void;
}

/** The page is not to be had at present; this one is shown in its place. */
export interface Detour {
  readonly goTo: string;
}

export type Visit = (shop: Shop, parameter: string, query: URLSearchParams) => View | Detour;

/** The one place where what is in the cart changes, and is told. */
export function setQuantity(shop: Shop, product: Product, quantity: number): void {
  const before = shop.state();
  shop.change((state) => ({ ...state, lines: withQuantity(state.lines, product.id, quantity) }));
  const { lines, cartId } = shop.state();
  const difference = quantityOf(lines, product.id) - quantityOf(before.lines, product.id);
  if (lines.length === 0) shop.change((state) => ({ ...state, checkout: null }));
  if (difference === 0) return;
  const told = difference > 0 ? productAdded : productRemoved;
  const { currency } = deliveryCountry(before);
  shop.tracker.track(told(cartId, product, { quantity: Math.abs(difference), currency }));
}

export const openStore = (): Storage | null => {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
};
