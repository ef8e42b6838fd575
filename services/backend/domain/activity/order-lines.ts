import type { ActivityCall, Money, ToldProduct } from './activity-event';
import { bounded, priceOf } from './amounts';

/** An event of an order. */
export type OrderCall = Extract<ActivityCall, { readonly kind: 'order' }>;

/** Pieces of one product, and what was paid for them in one currency (null: the shop told no price). */
export interface OrderLine {
  readonly productId: string;
  readonly currency: string | null;
  readonly units: number;
  /** In the currency's minor unit. */
  readonly minorUnits: number;
}

/** A line, as far as nothing took it back. */
export type LineLeft = { -readonly [Key in keyof OrderLine]: OrderLine[Key] };

/** What an order sold. */
export const linesOf = (products: readonly ToldProduct[]): OrderLine[] =>
  merged(
    products.map(({ productId, price, quantity }) => ({
      productId,
      currency: price?.currency ?? null,
      units: quantity,
      minorUnits: priceOf(price, quantity),
    })),
  );

/** One line for each product and currency. */
function merged(lines: readonly OrderLine[]): OrderLine[] {
  const sums = new Map<string, OrderLine>();
  for (const line of lines) {
    const key = JSON.stringify([line.productId, line.currency]);
    const sum = sums.get(key);
    const units = bounded((sum?.units ?? 0) + line.units);
    sums.set(key, { ...line, units, minorUnits: bounded((sum?.minorUnits ?? 0) + line.minorUnits) });
  }
  return [...sums.values()];
}

/** Takes from what is left what the event takes back, and says what that was. A cancellation is always of the whole order. */
export function takeBack(left: readonly LineLeft[], { action, products }: OrderCall): OrderLine[] {
  const taken = action === 'cancelled' || products.length === 0 ? takeAll(left) : takeSome(left, products);
  return merged(taken).filter(({ units, minorUnits }) => units > 0 || minorUnits > 0);
}

const takeAll = (left: readonly LineLeft[]): OrderLine[] =>
  left.map((line) => take(line, { units: line.units, minorUnits: line.minorUnits }));

function takeSome(left: readonly LineLeft[], products: readonly ToldProduct[]): OrderLine[] {
  const byProduct = new Map<string, LineLeft[]>();
  for (const line of left) byProduct.set(line.productId, [...(byProduct.get(line.productId) ?? []), line]);
  return products.flatMap(({ productId, quantity, price }) => {
    const lines = byProduct.get(productId) ?? [];
    const isOfPrice = ({ currency }: LineLeft): boolean => currency === (price?.currency ?? currency);
    let wanted = quantity;
    return [...lines.filter(isOfPrice), ...lines.filter((line) => !isOfPrice(line))].map((line) => {
      const units = Math.min(wanted, line.units);
      wanted -= units;
      return take(line, { units, minorUnits: isOfPrice(line) ? refundOf(line, units, price) : shareOf(line, units) });
    });
  });
}

function take(line: LineLeft, { units, minorUnits }: Pick<OrderLine, 'units' | 'minorUnits'>): OrderLine {
  line.units -= units;
  line.minorUnits -= minorUnits;
  return { ...line, units, minorUnits };
}

/** As told, some shops with a minus; without a price what the pieces were sold for. Never more than is left. */
function refundOf(line: OrderLine, units: number, price: Money | null): number {
  if (price === null) return shareOf(line, units);
  return Math.min(line.minorUnits, priceOf({ ...price, minorUnits: Math.abs(price.minorUnits) }, units));
}

/** Their share of what is left, to the cent; the last piece takes the rest. */
function shareOf({ units: all, minorUnits }: OrderLine, units: number): number {
  if (units === 0) return 0;
  return units === all ? minorUnits : Math.min(minorUnits, Math.round(minorUnits * (units / all)));
}
