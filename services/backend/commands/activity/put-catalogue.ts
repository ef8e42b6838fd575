import {
  CatalogueProduct,
  MAX_CATALOGUE_PRODUCTS,
  PRODUCT_WORDS,
  type CatalogueAnswer,
} from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import { createGiveWay } from '../../base/event-loop';
import { Refusal } from '../../base/refusal';
import { storableText } from '../../base/storable-text';
import { cutText } from '../../domain/activity/cut-text';
import type { ListedProduct } from '../../domain/activity/live/listed-product';
import { moneyOf } from '../../domain/activity/told-money';
import { replaceCatalogue } from '../../store/activity/catalogue';
import { watchedCustomersOf } from '../../store/activity/customers';
import { markUnfolded } from '../../store/activity/folded-events';
import { publishedAmong } from '../../store/activity/live/met-objects';
import { opaqueKeys } from '../../store/activity/opaque-keys';
import { installationSecret } from '../../store/activity/shops';
import type { Database } from '../../store/database';
import { productMapKey } from '../../store/outbox/sync-keys';
import { markDirty } from '../../store/outbox/sync-objects';
import { inTransaction } from '../../store/transaction';
import { unknownField, type CatalogueRow } from './catalogue-rows';

export interface CatalogueOptions {
  readonly database: Database;
  readonly now: () => number;
  readonly onMarked: (keys: readonly string[]) => void;
}

/**
 * Puts a shop's catalogue in the place of the one before: all of it, or, when one of its products cannot be read, nothing.
 * @throws Refusal `invalid`, with the place of the first product that cannot be read and why
 */
export type PutCatalogue = (shopId: string, rows: Iterable<CatalogueRow>) => Promise<CatalogueAnswer>;

export function createPutCatalogue({ database, now, onMarked }: CatalogueOptions): PutCatalogue {
  return async (shopId, rows) => {
    const products = await readProducts(rows);
    const at = now();
    const { keys, ...answer } = await inTransaction(database.kysely, async (trx) => {
      const { changed, removed } = await replaceCatalogue(trx, shopId, products);
      const { ofProduct } = opaqueKeys(await installationSecret(trx, 'activity'));
      const productKeys = [...changed, ...removed].map((id) => ofProduct(shopId, id));
      const marked = (await publishedAmong(trx, 'activity_product', productKeys)).map(productMapKey);
      await markDirty(trx, marked, at);
      // Their agents see where a product is not sold.
      if (productKeys.length > 0) await markUnfolded(trx, await watchedCustomersOf(trx, shopId));
      return { keys: marked, changed: changed.length, removed: removed.length };
    });
    if (keys.length > 0) onMarked(keys);
    return { products: products.size, ...answer, at: new Date(at).toISOString() };
  };
}

async function readProducts(rows: Iterable<CatalogueRow>): Promise<Map<string, ListedProduct>> {
  const giveWay = createGiveWay();
  const products = new Map<string, ListedProduct>();
  const places = new Map<string, string>();
  for (const { place, product } of rows) {
    const told = checked(place, product);
    const id = storableText(told.id);
    const earlier = places.get(id);
    if (earlier !== undefined) throw invalid(place, `it has the id of ${earlier}`);
    if (products.size === MAX_CATALOGUE_PRODUCTS) {
      throw invalid(place, `a catalogue has at most ${MAX_CATALOGUE_PRODUCTS} products`);
    }
    places.set(id, place);
    products.set(id, listedProduct(place, told));
    await giveWay();
  }
  return products;
}

function checked(place: string, product: unknown): CatalogueProduct {
  const field = unknownField(product);
  if (field !== null) throw invalid(place, `\`${cutText(field, MAX_NAME)}\` is no field of a product`);
  const parsed = v.safeParse(CatalogueProduct, product, { abortEarly: true });
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw invalid(
    place,
    `${v.getDotPath(issue) ?? 'it'} is not as it must be (expected ${issue.expected ?? 'another value'})`,
  );
}

function listedProduct(place: string, told: CatalogueProduct): ListedProduct {
  const price = told.price === undefined ? null : moneyOf(told.price, told.currency);
  if (told.price !== undefined && price === null) throw invalid(place, 'its price has no currency that is known');
  return {
    words: Object.fromEntries(
      PRODUCT_WORDS.flatMap((name) => {
        const text = told[name];
        return text === undefined || text === '' ? [] : [[name, cutText(storableText(text), MAX_TEXT)]];
      }),
    ),
    price,
    quantity: told.quantity ?? null,
    countries: told.countries === undefined ? null : [...new Set(told.countries)].sort(),
  };
}

/** Code points: with four bytes each they have room in an item of 1 KiB. */
const MAX_TEXT = 200;
const MAX_NAME = 40;

const invalid = (place: string, why: string): Refusal =>
  new Refusal('invalid', 'invalid_catalogue', `Nothing was stored: ${place} cannot be read, because ${why}.`);
