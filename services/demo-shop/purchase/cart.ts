import { findProduct, isSoldIn } from '../goods/catalogue';
import type { Currency } from '../goods/countries';
import type { Product } from '../goods/goods';

export interface CartLine {
  readonly productId: string;
  /** At least 1. */
  readonly quantity: number;
}

export interface FullLine {
  readonly product: Product;
  readonly quantity: number;
}

/** At most so many of one product: more is an order for the sales desk. */
export const MAX_QUANTITY = 20;

/** The lines with this product set to `quantity`; 0 takes it out. What is new comes last. */
export function withQuantity(lines: readonly CartLine[], productId: string, quantity: number): readonly CartLine[] {
  const bounded = Math.min(Math.max(Math.trunc(quantity), 0), MAX_QUANTITY);
  const isThere = lines.some((line) => line.productId === productId);
  const all = isThere
    ? lines.map((line) => (line.productId === productId ? { productId, quantity: bounded } : line))
    : [...lines, { productId, quantity: bounded }];
  return all.filter((line) => line.quantity > 0);
}

export const quantityOf = (lines: readonly CartLine[], productId: string): number =>
  lines.find((line) => line.productId === productId)?.quantity ?? 0;

export const unitsOf = (lines: readonly CartLine[]): number => lines.reduce((sum, { quantity }) => sum + quantity, 0);

/** Without lines of products that the shop does not have any more. */
export const fullLines = (lines: readonly CartLine[]): readonly FullLine[] =>
  lines.flatMap(({ productId, quantity }) => {
    const product = findProduct(productId);
    return product === undefined ? [] : [{ product, quantity }];
  });

/** In minor units. */
export const subtotalOf = (lines: readonly FullLine[], currency: Currency): number =>
  lines.reduce((sum, { product, quantity }) => sum + product.prices[currency] * quantity, 0);

export const notSoldIn = (lines: readonly FullLine[], country: string): readonly Product[] =>
  lines.filter(({ product }) => !isSoldIn(product, country)).map(({ product }) => product);
