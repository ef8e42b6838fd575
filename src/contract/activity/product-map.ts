import * as v from 'valibot';
import { defineSyncMap, type SyncMapRef } from '../define-sync';
import { outboxKey } from '../object-names';
import { Count, payloadHeader } from '../payload';
import type { ProductKey } from './activity-keys';
import { Money } from './customer-map';

/** Attributes of a product that are words: what the shop's catalogue told, else what its pages told last. */
export const PRODUCT_WORDS = ['name', 'category', 'brand', 'variant', 'color', 'size', 'sku', 'supplier'] as const;

/** Figures of a product: searches that led to it, looks at it, pieces put into a cart, pieces sold. */
export const PRODUCT_FIGURES = ['searched', 'viewed', 'added', 'sold'] as const;

/** What an item tells, told apart by `kind`, which is its key. A product has no item for what nobody told. */
export const ProductEntry = v.variant('kind', [
  v.object({ kind: v.picklist(PRODUCT_WORDS), text: v.string() }),
  /** The shop's own id. */
  v.object({ kind: v.literal('id'), text: v.string() }),
  v.object({ kind: v.literal('price'), price: Money }),
  /** What is in stock, as the shop told last. */
  v.object({ kind: v.literal('quantity'), quantity: Count }),
  /** ISO 3166-1 alpha-2 codes of all countries where it is sold, sorted, with spaces between them: all of them have room. */
  v.object({ kind: v.literal('countries'), text: v.string() }),
  /** As of `SummaryWindow`. */
  v.object({ kind: v.picklist(PRODUCT_FIGURES), hour: Count, today: Count }),
]);
export type ProductEntry = v.InferOutput<typeof ProductEntry>;

/** Item of the Map `product.{key}`. At most 1 KiB. */
export const ProductItem = v.object({ ...payloadHeader(1), entry: ProductEntry });
export type ProductItem = v.InferOutput<typeof ProductItem>;

/** A product that customers met in the last 24 hours. Written by the backend, read by supervisors. */
export const productMap = (key: ProductKey): SyncMapRef<ProductItem> =>
  defineSyncMap(outboxKey({ kind: 'product', productKey: key }), ProductItem);
