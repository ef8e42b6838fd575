import { COUNTRIES } from '../goods/countries';
import { isSoldIn } from '../goods/catalogue';
import { GOODS, type Product } from '../goods/goods';
import { toMajor } from '../goods/money';

/** The shop as its backend knows it. */
export interface KnownShop {
  readonly backendUrl: string;
  readonly secret: string;
}

const SHOP_ID = 'demo';
const ANSWER_WITHIN_MS = 10_000;

/**
 * Tells the backend what the shop's events do not: stock, suppliers, and where a product is not sold.
 * @throws Error when the backend did not take it
 */
export async function tellCatalogue({ backendUrl, secret }: KnownShop): Promise<void> {
  const response = await fetch(`${backendUrl}/activity/products`, {
    method: 'PUT',
    headers: {
      authorization: `Basic ${Buffer.from(`${SHOP_ID}:${secret}`).toString('base64')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ products: GOODS.map(listed) }),
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  if (!response.ok) throw new Error(`The backend answered ${response.status}: ${await response.text()}`);
}

const listed = (product: Product) => ({
  ...{ id: product.id, name: product.name, category: product.category, brand: product.brand },
  ...{ color: product.colour, size: product.size, sku: product.sku, supplier: product.supplier },
  price: toMajor(product.prices.EUR),
  currency: 'EUR',
  quantity: product.quantity,
  countries: COUNTRIES.filter(({ code }) => isSoldIn(product, code)).map(({ code }) => code),
});
