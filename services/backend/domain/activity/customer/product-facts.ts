import type { ActivityEvent, Money, ProductAction, ToldProduct } from '../activity-event';
import { compareTexts } from '../ordered-events';

/** What the customer did with one product. */
export interface TakenAction {
  readonly action: ProductAction;
  readonly productId: string;
  /** Pieces. */
  readonly quantity: number;
  readonly atMs: number;
}

/** The actions of one customer, in order. */
export const productActions = (ordered: readonly ActivityEvent[]): TakenAction[] =>
  ordered.flatMap(({ atMs, call }) =>
    call.kind === 'product'
      ? [{ action: call.action, productId: call.product.productId, quantity: call.product.quantity, atMs }]
      : [],
  );

/** What the customer's events say of a product: of each field the newest that was told. */
export interface ProductFacts {
  readonly productId: string;
  readonly name: string | null;
  readonly category: string | null;
  /** Of one piece. */
  readonly price: Money | null;
}

/** The products that the events of one customer speak of, by id. */
export function productFacts(ordered: readonly ActivityEvent[]): ProductFacts[] {
  const facts = new Map<string, ProductFacts>();
  for (const { productId, name, category, price } of ordered.flatMap(productsIn)) {
    const known = facts.get(productId);
    facts.set(productId, {
      productId,
      name: name ?? known?.name ?? null,
      category: category ?? known?.category ?? null,
      price: price ?? known?.price ?? null,
    });
  }
  return [...facts.values()].sort((a, b) => compareTexts(a.productId, b.productId));
}

function productsIn({ call }: ActivityEvent): readonly ToldProduct[] {
  switch (call.kind) {
    case 'product':
      return [call.product];
    case 'cart':
    case 'checkout-started':
      return call.products;
    case 'order':
      // What is given back for a product is not what it costs.
      return call.action === 'completed' ? call.products : [];
    default:
      return [];
  }
}
