import type { ToldProduct } from '../../domain/activity/activity-event';
import { moneyOf } from '../../domain/activity/told-money';
import { shopText } from './told-text';
import { textIn, type Properties } from './segment-message';
import { idIn, requiredId } from './told-id';
import { Unusable } from './unusable';

const MAX_TEXT = 200;
/** More pieces of one product than any customer buys; a number above it is a slip, and would make every sum one. */
const MAX_QUANTITY = 1_000_000;

/** A product by `product_id`, else `sku`, else `id`. @throws Unusable without any of them */
export function toldProduct(properties: Properties, currency: string | null): ToldProduct {
  const id = idIn(properties, 'product_id') ?? idIn(properties, 'sku') ?? idIn(properties, 'id');
  const text = (name: string): string | null => {
    const value = textIn(properties, name);
    return value === null ? null : shopText(value, MAX_TEXT);
  };
  const price = moneyOf(properties['price'], textIn(properties, 'currency') ?? currency);
  return {
    productId: requiredId(id, 'product_id'),
    name: text('name'),
    category: text('category'),
    brand: text('brand'),
    variant: text('variant'),
    price: price !== null && price.minorUnits >= 0 ? price : null,
    quantity: quantityIn(properties),
  };
}

/** The products of a list; a product that is listed twice is one with both quantities. @throws Unusable */
export function toldProducts(properties: Properties): ToldProduct[] {
  const list = properties['products'];
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) throw new Unusable('its products are not a list');
  const products = new Map<string, ToldProduct>();
  for (const entry of list as readonly unknown[]) {
    if (typeof entry !== 'object' || entry === null) throw new Unusable('one of its products is no product');
    const told = toldProduct(entry as Properties, textIn(properties, 'currency'));
    const quantity = told.quantity + (products.get(told.productId)?.quantity ?? 0);
    products.set(told.productId, { ...told, quantity: Math.min(quantity, MAX_QUANTITY) });
  }
  return [...products.values()];
}

function quantityIn(properties: Properties): number {
  const told = properties['quantity'];
  if (told === undefined || told === null) return 1;
  const quantity = typeof told === 'string' ? Number(told) : told;
  const isCount = typeof quantity === 'number' && Number.isInteger(quantity) && quantity >= 1;
  if (!isCount || quantity > MAX_QUANTITY) throw new Unusable('a quantity is not a whole number from 1 to 1,000,000');
  return quantity;
}
