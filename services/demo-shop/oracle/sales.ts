import { numberOf, recordsOf, textOf, type Moment } from './segment-event';

export interface SoldFigures {
  readonly productId: string;
  readonly units: number;
  /** In minor units, by currency. */
  readonly revenue: Readonly<Record<string, number>>;
}

export interface SalesFigures {
  /** Orders that were not taken back as a whole. */
  readonly orders: number;
  /** Of goods, without shipping; in minor units, by currency. */
  readonly revenue: Readonly<Record<string, number>>;
  /** The most sold first. */
  readonly products: readonly SoldFigures[];
}

interface Line {
  readonly productId: string;
  readonly units: number;
  readonly currency: string;
  /** Of one piece, in minor units. */
  readonly price: number;
}

/** ISO 4217's code for no currency. */
const NO_CURRENCY = 'XXX';

/**
 * Sales of the orders that were completed in [from, to): each `order_id` once, less what was refunded or cancelled of it,
 * whenever that was.
 */
export function salesOf(moments: readonly Moment[], isInWindow: (moment: Moment) => boolean): SalesFigures {
  const orders = firstOfEachOrder(moments.filter(({ name }) => name === 'Order Completed'))
    .filter(isInWindow)
    .map((order) => whatRemains(order, moments));
  const kept = orders.filter((lines) => lines.length > 0);
  const lines = kept.flat();
  const products = [...new Set(lines.map(({ productId }) => productId))].map((productId) => {
    const same = lines.filter((line) => line.productId === productId);
    return { productId, units: same.reduce((sum, { units }) => sum + units, 0), revenue: revenueOf(same) };
  });
  return {
    orders: kept.length,
    revenue: revenueOf(lines),
    products: products.sort((one, other) => other.units - one.units || (one.productId < other.productId ? -1 : 1)),
  };
}

const orderIdOf = ({ properties }: Moment): string | null => textOf(properties['order_id']);

const firstOfEachOrder = (orders: readonly Moment[]): readonly Moment[] =>
  orders.filter((order, index) => {
    const id = orderIdOf(order);
    return id !== null && orders.findIndex((each) => orderIdOf(each) === id) === index;
  });

/** Lines of an order after every refund; none when it was cancelled or refunded as a whole. */
function whatRemains(order: Moment, moments: readonly Moment[]): readonly Line[] {
  const ofThisOrder = moments.filter((moment) => orderIdOf(moment) === orderIdOf(order));
  const refunds = ofThisOrder.filter(({ name }) => name === 'Order Refunded').map(linesOf);
  const isCancelled = ofThisOrder.some(({ name }) => name === 'Order Cancelled');
  // A refund that names no products is one of the whole order.
  if (isCancelled || refunds.some((lines) => lines.length === 0)) return [];
  const returned = refunds.flat();
  return linesOf(order).flatMap((line) => {
    const back = returned.filter(({ productId }) => productId === line.productId);
    const units = line.units - back.reduce((sum, { units: count }) => sum + count, 0);
    return units > 0 ? [{ ...line, units }] : [];
  });
}

const linesOf = ({ properties }: Moment): readonly Line[] =>
  recordsOf(properties['products']).flatMap((product) => {
    const productId = textOf(product['product_id']);
    if (productId === null) return [];
    const currency = (textOf(properties['currency']) ?? NO_CURRENCY).toUpperCase();
    const units = numberOf(product['quantity']) ?? 1;
    return [{ productId, units, currency, price: minorUnits(numberOf(product['price']) ?? 0, currency) }];
  });

/** 19.99 → 1999; as many digits as the currency has. */
function minorUnits(amount: number, currency: string): number {
  const { maximumFractionDigits: digits = 2 } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
  }).resolvedOptions();
  return Math.round(Number((amount * 10 ** digits).toFixed(3)));
}

function revenueOf(lines: readonly Line[]): Readonly<Record<string, number>> {
  const currencies = [...new Set(lines.map(({ currency }) => currency))].sort();
  return Object.fromEntries(
    currencies.map((currency) => [
      currency,
      lines.filter((line) => line.currency === currency).reduce((sum, { units, price }) => sum + units * price, 0),
    ]),
  );
}
