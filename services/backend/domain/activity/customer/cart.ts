import type { ActivityEvent, ToldProduct } from '../activity-event';
import { bounded } from '../amounts';

/** A product in the cart. */
export interface CartLine {
  readonly productId: string;
  /** Pieces, at least 1. */
  readonly quantity: number;
  /** When it was put in last, or was first seen in a cart that was shown. */
  readonly atMs: number;
}

/**
 * What is in the cart after the events, the newest first. Added and removed change it, a cart that was shown replaces it,
 * and a completed order empties it; a checkout that was only begun does not.
 */
export function cartAfter(ordered: readonly ActivityEvent[]): CartLine[] {
  let cart = new Map<string, CartLine>();
  const orderIds = new Set<string>();
  for (const { atMs, call } of ordered) {
    if (call.kind === 'product' && call.action === 'added') put(cart, call.product, atMs);
    if (call.kind === 'product' && call.action === 'removed') take(cart, call.product);
    if (call.kind === 'cart') cart = shown(cart, call.products, atMs);
    // The page of thanks tells of its order each time it is opened; only the first time it is news.
    if (call.kind === 'order' && call.action === 'completed' && !orderIds.has(call.orderId)) {
      orderIds.add(call.orderId);
      cart.clear();
    }
  }
  return [...cart.values()].sort((a, b) => b.atMs - a.atMs);
}

function put(cart: Map<string, CartLine>, { productId, quantity }: ToldProduct, atMs: number): void {
  cart.set(productId, { productId, quantity: bounded((cart.get(productId)?.quantity ?? 0) + quantity), atMs });
}

function take(cart: Map<string, CartLine>, { productId, quantity }: ToldProduct): void {
  const line = cart.get(productId);
  if (line === undefined) return;
  if (line.quantity > quantity) cart.set(productId, { ...line, quantity: line.quantity - quantity });
  else cart.delete(productId);
}

/** A line that was there before is as old as it was: else everything would be the newest whenever a cart is looked at. */
function shown(
  before: ReadonlyMap<string, CartLine>,
  products: readonly ToldProduct[],
  atMs: number,
): Map<string, CartLine> {
  const cart = new Map<string, CartLine>();
  for (const product of products) put(cart, product, before.get(product.productId)?.atMs ?? atMs);
  return cart;
}
